import Files
import Pipeline
import TestSupport
import Testing

@Suite struct `An item that is split` {
  private static let text = "a.txt one\ndeep/b.txt two\n"

  @Test func `becomes an item for each part, as if it had been dropped`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.tar.split", Self.text)
    try await mill.work()
    let published = try mill.published()
    #expect(published.values.sorted() == ["ONE!\n", "TWO!\n"])
    let parts = try [2, 3].map { try mill.item(ItemID($0)) }
    #expect(
      parts.map(\.origin) == ["lines/acme/march/a.txt", "lines/acme/march/deep/b.txt"])
    #expect(parts.map(\.parent) == [id, id])
    #expect(parts.map(\.business) == ["acme", "acme"])
    #expect(try await mill.row(id) == "done split")
    #expect(try await mill.job(id) == "completed ingest 1")
    #expect(try mill.source(of: id) == Self.text)
    #expect(try mill.item(id).decisions.map(\.text) == ["2 parts"])
    let left = try TreeListing.paths(below: mill.directory(of: id))
    #expect(
      left == ["item.json", "report.html", "report.json", "source/march.tar.split"])
  }

  @Test func `makes no part twice when a part could not be taken at first`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.split", Self.text)
    let parts = mill.workspace.directory(of: id, in: .ingest) / "parts"
    let aside = mill.place.path / "aside.txt"
    // While the first part is looked at, the second one is not there.
    mill.log.beforeNextClaim {
      #expect(throws: Never.self) { try Renaming.move(parts / "deep/b.txt", to: aside) }
    }
    try await mill.work()
    #expect(try await mill.job(id) == "retryable ingest 1")
    #expect(try mill.published().values.sorted() == ["ONE!\n"])
    try Renaming.move(aside, to: parts / "deep/b.txt")
    try await mill.restart()
    mill.clock.advance(by: .seconds(600))
    try await mill.work()
    #expect(try mill.published().values.sorted() == ["ONE!\n", "TWO!\n"])
    #expect(try await mill.row(id) == "done split")
    #expect(mill.script.runs.filter { $0 == "ingest 1" }.count == 1)
  }

  @Test func `is made anew when nothing was taken yet`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.split", Self.text)
    mill.script.plan(.ingest, .fail("full disk"))
    try await mill.work()
    #expect(try await mill.job(id) == "retryable ingest 1")
    try await mill.restart()
    mill.clock.advance(by: .seconds(600))
    try await mill.work()
    #expect(try mill.published().values.sorted() == ["ONE!\n", "TWO!\n"])
  }

  @Test func `leaves no part on a disk that they have filled`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.split", Self.text)
    let full = FileError(.write, "parts/deep/b.txt", .noSpace)
    mill.script.plan(.ingest, .run { throw full })
    await #expect(throws: full) { try await mill.work() }
    let left = try TreeListing.paths(below: mill.directory(of: id))
    #expect(left == ["item.json", "source/march.split"])
    try await mill.restart()
    try await mill.work()
    #expect(try mill.published().values.sorted() == ["ONE!\n", "TWO!\n"])
  }

  @Test(arguments: [false, true])
  func `leaves no half of its parts when the daemon is killed`(_ isSplit: Bool) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/march.split", Self.text)
    let directory = try mill.directory(of: id)
    try mill.place.write(Path("stages/ingest/\(id)/parts/a.txt"), "one\n")
    var item = try mill.item(id)
    if isSplit { item.split = "2 parts" }
    try item.write(in: directory)
    try Recovery.removeHalfMadeParts(in: mill.workspace, mill.log.logger)
    #expect(try (FileStatus.ifPresent(directory / "parts") != nil) == isSplit)
  }

  @Test func `gives its parts its own business, whatever their folders say`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme.split", Self.text)
    try await mill.work()
    let parts = try [2, 3].map { try mill.item(ItemID($0)) }
    #expect(parts.map(\.origin) == ["lines/acme/a.txt", "lines/acme/deep/b.txt"])
    #expect(try (parts + [mill.item(id)]).allSatisfy { $0.business == "default" })
  }

  @Test func `says which parts no rule takes`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme.split", "a.txt one\n")
    // A rule for what lies right in the folder only.
    try await mill.use(
      """
      rules:
        - {name: flat, match: {path: "lines/*"}, worker: lines}
      """)
    try await mill.work()
    #expect(
      try mill.item(id).findings.map(\.message) == [
        "“lines/acme/a.txt” did not become an item: "
          + "no rule takes it: `dropmill rules explain` says why"
      ])
  }
}

@Suite struct `Files that a route makes` {
  @Test func `are there at every stage, are published, and are gone at the end`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.files", "one\n")
    try await mill.work()
    #expect(
      try mill.published() == [
        "lines/acme/a.files/copy.txt": "one\n", "lines/acme/a.files/lines.txt": "ONE!\n",
      ]
    )
    let left = try TreeListing.paths(below: mill.directory(of: id))
    #expect(left == ["item.json", "source/a.files"])
  }

  @Test(arguments: [Stage.process, .nlg, .qa, .publish])
  func `are made anew after the daemon has ended`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .fail("not now"))
    let id = try await mill.submit("lines/acme/a.files", "one\n")
    try await mill.work()
    // As after a loss of power: the name is there, the bytes are not.
    let copy = try mill.directory(of: id) / "files/copy.txt"
    try FileWriter.write([], to: copy)
    try await mill.restart()
    mill.clock.advance(by: .seconds(600))
    try await mill.work()
    #expect(try mill.published()["lines/acme/a.files/copy.txt"] == "one\n")
    #expect(mill.script.runs.filter { $0 == "ingest 1" }.count == 2)
  }

  @Test func `stay with an item that waits for a person`() async throws {
    let mill = try await Mill()
    mill.script.plan(.process, .say(.hold([Finding(.error, "test", "because")])))
    let id = try await mill.submit("lines/acme/a.files", "one\n")
    try await mill.work()
    try ItemActions(mill.workspace).release(id)
    try await mill.restart()
    try await mill.work()
    #expect(try mill.published()["lines/acme/a.files/copy.txt"] == "one\n")
    #expect(mill.script.runs.filter { $0 == "ingest 1" }.count == 1)
  }
}
