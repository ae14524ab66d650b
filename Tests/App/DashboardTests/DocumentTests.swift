import Foundation
import Pages
import Testing

@testable import Dashboard

@Suite struct `A document` {
  private func context(_ change: (inout PageContext) -> Void = { _ in }) throws -> PageContext {
    let link = try #require(Link("/assets/file"))
    var context = PageContext(
      now: Date(timeIntervalSince1970: 1_800_000_000),
      files: PageContext.Files(stylesheet: link, script: link, icon: link))
    change(&context)
    return context
  }

  private func text(_ context: PageContext, isFragment: Bool = false) -> String {
    let document = Document("Title", .items, context) { p { "content" } }
    return String(decoding: document.bytes(isFragment: isFragment), as: UTF8.self)
  }

  @Test func `has nothing inline, so that the strictest policy holds`() throws {
    let page = try text(
      context {
        $0.mayDecide = true; $0.mayManage = true
      })
    #expect(!page.contains("style="))
    #expect(!page.contains("<style"))
    #expect(!page.contains(" onclick"))
    #expect(page.matches(of: /<script/).count == 1)
    #expect(!page.contains("http"))
  }

  @Test func `leads managers to people and audit, and nobody else`() throws {
    let viewer = try text(context())
    let manager = try text(context { $0.mayManage = true })
    #expect(!viewer.contains("href=\"/people\""))
    #expect(manager.contains("href=\"/people\""))
    #expect(viewer.contains("href=\"/items\" aria-current=\"page\""))
  }

  @Test func `has the field for files for those who may drop some`() throws {
    #expect(!(try text(context()).contains("type=\"file\"")))
    let page = try text(
      context {
        $0.mayDecide = true; $0.formToken = "t&k"
      })
    #expect(page.contains("type=\"file\""))
    #expect(page.contains("name=\"_csrf\" value=\"t&amp;k\""))
  }

  @Test func `gives a script only what it asks for`() throws {
    let part = try text(context(), isFragment: true)
    #expect(part.hasPrefix("<main"))
    #expect(part.contains("content"))
    #expect(!part.contains("<nav"))
  }

  @Test func `says its language, its theme and what was done`() throws {
    let page = try text(
      context {
        $0.words = .german
        $0.theme = .dark
        $0.notes = [PageContext.Note(kind: .good, text: "<done>")]
      })
    #expect(page.contains("<html lang=\"de\" data-theme=\"dark\""))
    #expect(page.contains("&lt;done&gt;"))
    #expect(page.contains("Übersicht"))
  }

  @Test(arguments: [
    (-30.0, "in 30 s"), (3, "just now"), (59, "59 s ago"), (600, "10 min ago"),
    (7_200, "2 h ago"), (432_000, "5 days ago"),
  ])
  func `tells how long ago something was, with the exact time`(
    _ seconds: Double, _ expected: String
  ) throws {
    let context = try context()
    let markup = Moment(context.now.addingTimeInterval(-seconds), context).markup
    #expect(markup.contains(">\(expected)</time>"))
    #expect(markup.contains("UTC\""))
  }

  @Test(arguments: [
    ("", "/items"), ("a b&c=d", "/items?text=a%20b%26c%3Dd"), ("ü/+", "/items?text=%C3%BC%2F%2B"),
  ])
  func `writes addresses that come back as they were meant`(_ text: String, _ expected: String) {
    let parameters = text.isEmpty ? [] : [(name: "text", value: text)]
    #expect(Address.of("/items", parameters) == expected)
  }
}
