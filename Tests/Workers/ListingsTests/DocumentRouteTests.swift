import Testing

@testable import Listings
@testable import Pipeline

@Suite struct `A dropped document` {
  private static let table = """
    ref,title,type,location,bedrooms,price
    A-1,Sea View,House,"Ikeja, Lagos",3,100000

    """

  @Test(arguments: [true, false])
  func `is offered on the page of its listing`(_ comesFirst: Bool) async throws {
    let bench = try await MediaBench()
    if !comesFirst { try await bench.drop(table: Self.table) }
    try await bench.drop(document: "a-1-floor-plan.pdf")
    if comesFirst { try await bench.drop(table: Self.table) }
    let page = try bench.page("3-bedroom-house")
    let link = try #require(
      page.firstMatch(of: /href="[.\/]*(documents\/a-1-floor-plan-[a-z0-9]+\.pdf)"/))
    #expect(page.contains("Floor plan (PDF, 1 KB)"))
    #expect(try bench.contents("site/\(link.output.1)") == MediaFixture.document())
    #expect(!page.contains("<picture>"))
    await bench.close()
  }

  @Test(arguments: [
    [0xef, 0xbb, 0xbf] + MediaFixture.document(), MediaFixture.document("% x/JS(x/JS x"),
    MediaFixture.document("/J#62vaScript /Launc#6 /#"),
  ])
  func `is taken with what other programs wrote`(_ bytes: [UInt8]) async throws {
    let bench = try await MediaBench()
    #expect(try await bench.drop(document: "a-1.pdf", bytes).outcome == .next)
    await bench.close()
  }

  @Test(
    arguments: [
      ([], "is empty"), (Array("<html>".utf8), "is no PDF"),
      (Array(MediaFixture.document().prefix(40)), "is cut off"),
      (
        MediaFixture.document("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        "holds a program"
      ),
      (Array("GIF89a".utf8) + MediaFixture.document(), "is no PDF"),
      (MediaFixture.document("/A << /S /Rendition /JS (app.alert(1)) >>"), "holds a program"),
      (MediaFixture.document("/A << /S /J#61v#61Script /JS (x) >>"), "holds a program"),
      (MediaFixture.document("/#4C#61#75#6e#63#68"), "holds a program"),
      (MediaFixture.document("/Annots [<< /Subtype /FileAttachment >>]"), "or another file"),
      (MediaFixture.document("/Annots [<< /Subtype /RichMedia >>]"), "or another file"),
    ] as [([UInt8], String)])
  func `that may do harm is refused`(_ bytes: [UInt8], _ words: String) async throws {
    let bench = try await MediaBench()
    guard case .reject(let findings) = try await bench.drop(document: "a.pdf", bytes).outcome else {
      Issue.record("it was not refused")
      return
    }
    #expect(findings.map(\.message).joined().contains(words), "\(findings)")
    await bench.close()
  }
}
