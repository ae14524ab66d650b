import Accounts
import Files
import Foundation
import HTTPServer
import SQLiteStorage
import Storage
import Tables
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `A result in the browser` {
  private let surface: WebSurface
  private var outbox: Path { surface.place.path / "outbox" }

  init() async throws { surface = try await WebSurface() }

  private func publish(_ folder: Path, _ names: [String]) throws {
    for name in names {
      let file = outbox / folder / Path(name)
      try Directory.make(file.parent)
      try FileWriter.write(Array("1".utf8), to: file)
    }
  }

  private func get(_ path: String, as name: String = "ada") async throws -> Response {
    try await surface.send(.get, path, surface.signIn(name).headers)
  }

  @Test(arguments: [
    (["profile.html", "cleaned.csv", "report.html"], "profile.html"),
    (["report.html", "a.csv"], "report.html"),
    (["site/index.html", "report.html"], "site/index.html"),
  ])
  func `is shown by its page, whichever way its folder is asked for`(
    _ names: [String], _ page: String
  ) async throws {
    try publish("clockwork/acme/3", names)
    let path = "/results/clockwork/acme/3"
    #expect(try await get(path).headers["Location"] == path + "/")
    #expect(try await get(path + "/").headers["Location"] == "\(path)/\(page)")
    #expect(try await get("\(path)/\(page)").status == 200)
  }

  @Test func `is a list of files where no page shows it`() async throws {
    try publish("clockwork/acme/feeds", ["b.xml", "a/c d.xml", ".hidden"])
    let folder = try await get("/results/clockwork/acme/feeds/")
    let page = try surface.text(folder)
    #expect(page.contains("href=\"/results/clockwork/acme/feeds/b.xml\""))
    #expect(page.contains("href=\"/results/clockwork/acme/feeds/a/\""))
    #expect(!page.contains("hidden<"))
    let below = try surface.text(await get("/results/clockwork/acme/feeds/a/"))
    #expect(below.contains("href=\"/results/clockwork/acme/feeds/a/c%20d.xml\""))
    #expect(try await get("/results/clockwork/acme/none/").status == 404)
    try publish("clockwork/acme/site", ["index.html"])
    #expect(try await get("/results/clockwork/acme/site/").status == 200)
  }

  @Test func `is reached from the page of its item, file by file`() async throws {
    try await surface.keep(3, in: .done)
    let names = ["profile.html", "cleaned.csv", "records.jsonl", "report.html", "report.json"]
    try publish("clockwork/acme/3", names)
    let few = try surface.text(await get("/items/3"))
    for name in names { #expect(few.contains("href=\"/results/clockwork/acme/3/\(name)\"")) }
    let shown = few.matches(of: /class="name">(\w+\.\w+)<\/a>/).map { String($0.output.1) }
    #expect(Array(shown.prefix(2)) == ["profile.html", "cleaned.csv"])
    try publish("clockwork/acme/3", (1...30).map { "more-\($0).csv" })
    let many = try surface.text(await get("/items/3"))
    #expect(many.matches(of: /more-\d+.csv<\/a>/).count < 20 && many.contains("15 more"))
  }

  @Test func `leads to all that was left out`() async throws {
    try await surface.keep(3, in: .failed)
    let directory = surface.directory(of: 3, in: .failed)
    let log = RejectLog(stage: .process, directory: directory)
    for line in 1...60 {
      try log.append(Reject(line: line, column: nil, value: "x", reason: "it is odd"))
    }
    try log.finish()
    var item = try Item.read(in: directory)
    item.published = nil
    item.runs = [Item.StageRun(stage: .process, milliseconds: 1, records: 1, rejects: 60)]
    try item.write(in: directory)
    try ItemReport(item, directory: directory).writeInDirectory(outcome: "Failed")
    let failed = try surface.text(await get("/items/3"))
    #expect(failed.contains("50 of 60 are shown."))
    #expect(failed.contains("<code>stages/failed/000003/rejects.csv</code>"))
    // Published beside the results, and until another item's take their place.
    item.report = "clockwork/acme/3"
    try item.write(in: directory)
    try publish("clockwork/acme/3", ["report.html", "rejects.csv"])
    try FileWriter.write(item.json(), to: outbox / "clockwork/acme/3/report.json")
    let link = "href=\"/results/clockwork/acme/3/rejects.csv\""
    #expect(try surface.text(await get("/items/3")).contains(link))
    try FileWriter.replace(
      outbox / "clockwork/acme/3/report.json", with: Array(#"{"id":4}"#.utf8), isDurable: false)
    #expect(!(try surface.text(await get("/items/3")).contains(link)))
  }

  /// Whoever may write to a shared outbox may not show what lies elsewhere.
  @Test func `is never what a link leads to`() async throws {
    try publish("clockwork/acme", ["a.csv"])
    let folder = surface.place.path / "outbox/clockwork/acme"
    #expect(symlink("../../..", "\(folder)/up") == 0)
    #expect(symlink("a.csv", "\(folder)/b.csv") == 0)
    for path in ["up", "up/", "up/outbox/clockwork/acme/a.csv", "b.csv", "a.csv/x"] {
      #expect(try await get("/results/clockwork/acme/\(path)").status == 404, "\(path)")
    }
    #expect(try await get("/results/clockwork/acme/a.csv").status == 200)
  }

  @Test func `sends a browser to its folder on this machine`() async throws {
    try publish("clockwork/acme", ["a.csv"])
    let answer = try await get("//results/clockwork/acme")
    #expect(answer.headers["Location"] != "//results/clockwork/acme/")
  }

  @Test func `is for those who see its business, whatever the folder is called`() async throws {
    let folder = BusinessDirectory.name(of: "Smith's Gym")
    #expect(folder == "smiths-gym-7689a63e")
    for (name, business) in [("gil", "Smith's Gym"), ("eve", folder)] {
      _ = try await surface.accounts.add(
        name, role: .viewer, scope: .only([business]), password: WebSurface.password,
        by: .commandLine)
    }
    try publish("clockwork" / Path(folder), ["a.csv"])
    let path = "/results/clockwork/\(folder)/a.csv"
    #expect(try await get(path, as: "gil").status == 200)
    #expect(try await get(path, as: "sam").status == 404)
    // A business may be called so, until what lies there is known to be another's.
    #expect(try await get(path, as: "eve").status == 200)
    try await surface.keep(3, in: .done)
    try await surface.database.write { connection in
      try connection.execute(
        "update item set business = 'Smith''s Gym', published = 'x' where id = 3")
    }
    #expect(try await get(path, as: "eve").status == 404)
    #expect(try await get(path, as: "gil").status == 200)
  }
}
