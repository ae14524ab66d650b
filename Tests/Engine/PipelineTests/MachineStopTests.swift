import Files
import Jobs
import Pipeline
import SQLiteStorage
import Storage
import Testing

// What the disk holds of it after a machine went down is arranged by hand here; Scripts/crash tries
// everything that it could hold.
@Suite(.serialized) struct `A start after the machine went down` {
  private static let published = ["lines/acme/a.txt/lines.txt": "ONE!\n"]

  @Test(arguments: ["", "{\"id\": 1, ", "torn"])
  func `does anew what came to a rest and was not synced`(_ text: String) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try FileWriter.write(Array(text.utf8), to: mill.directory(of: id) / "item.json")
    #expect(try await mill.restart(afterMachineStop: true).underWay == 1)
    #expect(mill.log.text.contains("items done anew"))
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == Self.published)
    #expect(try mill.item(id).published == "lines/acme/a.txt")
  }

  @Test func `leaves alone what is on the disk`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try await mill.itemSync.run()
    let runs = mill.script.runs
    #expect(try await mill.restart(afterMachineStop: true).underWay == 0)
    try await mill.work()
    #expect(mill.script.runs == runs)
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `begins anew with an item whose streams were not synced`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\ntwo\n")
    try await mill.work()
    let (item, published) = (try mill.item(id), try mill.published())
    for stream in ["records.tsv", "held.qa.tsv"] {
      try FileWriter.write([], to: mill.directory(of: id) / stream)
    }
    try await mill.restart(afterMachineStop: true)
    try await mill.work()
    #expect(try await mill.row(id) == "hold published")
    #expect(try mill.item(id).held == item.held)
    #expect(try mill.published() == published)
  }

  @Test func `takes a file anew that the disk has in the inbox still`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let source = mill.workspace.directory(of: id, in: .ingest) / "source/a.txt"
    try Renaming.move(source, to: mill.workspace.inbox / "lines/acme/a.txt")
    try await mill.restart(afterMachineStop: true)
    #expect(try mill.place(of: id) == nil)
    #expect(try await mill.row(id) == "failed lost")
    try await mill.takeInbox()
    try await mill.work()
    #expect(try await mill.row(ItemID(2)) == "done published")
    #expect(try mill.published() == Self.published)
  }

  @Test(arguments: [Workspace.Place.ingest, .hold])
  func `believes no claim that has no file and was not written down`(
    _ place: Workspace.Place
  ) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let source = mill.workspace.directory(of: id, in: .ingest) / "source/a.txt"
    try Renaming.move(source, to: mill.workspace.inbox / "lines/acme/a.txt")
    let workspace = mill.workspace
    if place != .ingest {
      let taken = workspace.directory(of: id, in: .ingest)
      try Renaming.move(taken, to: workspace.directory(of: id, in: place))
    }
    try await mill.database.write { connection in
      for table in ["job", "unsynced", "item"] { try connection.execute("delete from \(table)") }
    }
    #expect(try await mill.restart(afterMachineStop: true).underWay == 0)
    #expect(try mill.place(of: id) == nil)
    try await mill.takeInbox()
    try await mill.work()
    #expect(try await mill.row(ItemID(1)) == "done published")
    #expect(try mill.published() == Self.published)
  }

  @Test func `goes on from where a person sent an item back to`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\ntwo\n")
    try await mill.work()
    try await mill.itemSync.run()
    try ItemActions(mill.workspace).release(id)
    try await mill.recovery.mendMoved(id)
    let place = try #require(try mill.place(of: id))
    try FileWriter.write([], to: mill.directory(of: id) / "item.json")
    try await mill.restart(afterMachineStop: true)
    #expect(try mill.place(of: id) == place)
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published()["lines/acme/a.txt/lines.txt"]?.contains("released") == true)
  }

  /// At once, and not when the machine goes down months later: people decide meanwhile.
  @Test func `is not needed to do anew what the disk refused`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try await Self.refuse(mill)
    try FileWriter.write([], to: mill.directory(of: id) / "item.json")
    #expect(try await mill.restart().underWay == 1)
    #expect(mill.log.text.contains("the disk did not take all that was written of them"))
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == Self.published)
    try await mill.itemSync.run()
    #expect(try await mill.restart(afterMachineStop: true).underWay == 0)
  }

  @Test func `blames no machine for what a person removed`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.reject([])))
    let ids = [
      try await mill.submit("lines/acme/a.txt", "one\n"),
      try await mill.submit("lines/acme/b.txt", "two\n"),
    ]
    try await mill.work()
    try await Self.refuse(mill)
    try Directory.remove(mill.directory(of: ids[0]))
    try Directory.remove(mill.directory(of: ids[1]) / "source")
    try await mill.restart()
    #expect(try mill.place(of: ids[1]) == .done)
    try await mill.restart(afterMachineStop: true)
    let first = ids[0]
    let row = try await mill.database.read { try ItemSummary.one(first, $0) }
    #expect(row?.reason?.contains("somebody removed it") == true)
  }

  private static func refuse(_ mill: Mill) async throws {
    try await mill.database.write { try $0.execute("update unsynced set refused = 1") }
  }

  @Test func `counts no crash of what was at work`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    for _ in 1...3 {
      _ = try await mill.lease()
      try await mill.restart(afterMachineStop: true)
    }
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
  }
}
