import Files
import Pipeline
import TestSupport
import Testing

/// As in a copy of `stages` that was made while the daemon worked.
@Suite struct `An item that lies in two places` {
  @Test(arguments: [Workspace.Place.qa, .publish, .hold, .failed, .done, .trash])
  func `goes on in one of them, and neither is lost`(
    _ place: Workspace.Place
  ) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try FileCopy.directory(
      mill.directory(of: id), to: mill.workspace.directory(of: id, in: place))
    try await mill.restart()
    // One at work goes back to where its input is.
    #expect(try mill.place(of: id) == (place.isUnderWay ? .ingest : place))
    let aside = try TreeListing.paths(below: mill.workspace.stages / "aside")
    #expect(aside.count { $0.description.hasSuffix("source/a.txt") } == 1)
    #expect(aside.allSatisfy { $0.description.hasPrefix("000001-ingest-") })
    #expect(mill.log.text.contains("item found twice item=000001"))
    try await mill.work()
    #expect(try mill.published().isEmpty != place.isUnderWay)
  }

  @Test func `is not taken once more where it was being taken, too`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try FileCopy.directory(
      mill.directory(of: id), to: mill.workspace.directory(.ingest) / ".new-000001")
    try await mill.restart()
    let aside = try TreeListing.paths(below: mill.workspace.stages / "aside")
    #expect(aside.allSatisfy { $0.description.hasPrefix("000001-claim-") } && !aside.isEmpty)
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published().count == 1)
  }

  @Test func `goes on where it is whole`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try Directory.make(mill.workspace.directory(of: id, in: .done) / "source")
    try await mill.restart()
    #expect(try mill.place(of: id) == .ingest)
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
  }
}
