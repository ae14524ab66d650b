import Files
import Foundation
import Jobs
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Pipeline

// One after the other: each opens two databases, and hundreds of tests run beside it.
@Suite(.serialized) struct `A start after an end without a word` {
  @Test(arguments: CrashPoint.all)
  func `goes on from where the disk says`(_ point: CrashPoint) async throws {
    let mill = try await Mill()
    try await point.arrange(mill)
    try await mill.restart()
    let once = try await mill.everything()
    try await mill.restart()
    #expect(try await mill.everything() == once)
    try await mill.takeInbox()
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
    #expect(try await mill.row(ItemID(1)) == "done published")
    #expect(try await mill.job(ItemID(1)).hasPrefix("completed"))
    #expect(try mill.source(of: ItemID(1)) == "one\n")
    let left = try TreeListing.paths(below: mill.workspace.stages)
    #expect(left == ["done/000001/item.json", "done/000001/source/a.txt"])
    try await mill.outbox.settle()
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
    let last = try await mill.everything()
    #expect(try await mill.restart().underWay == 0)
    #expect(try await mill.everything() == last)
  }

  /// As after the end of a daemon that had written the streams of what it held, and not yet what it
  /// knew of the item.
  @Test func `takes no stream for input that its item knows nothing of`() async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/a.txt", "one\nreject ingest\nhold qa\ntwo\n")
    try await mill.work()
    let published = try mill.published()
    var item = try mill.item(ItemID(1))
    let (held, rejects) = (item.held, item.rejectCount)
    (item.runs, item.held, item.decisions, item.published) = ([], [:], [], nil)
    try item.write(in: mill.directory(of: ItemID(1)))
    try Renaming.move(
      mill.directory(of: ItemID(1)), to: mill.workspace.directory(of: ItemID(1), in: .publish))
    try await mill.forgetRows()
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(ItemID(1)) == "hold published")
    #expect(try mill.item(ItemID(1)).held == held)
    #expect(try mill.item(ItemID(1)).rejectCount == rejects)
    #expect(try mill.published() == published)
  }

  /// The workspace is copied while a stage is at work, and the copy started.
  @Test(arguments: Stage.allCases, ["\n", String(repeating: "\nmore", count: 30_000) + "\n"])
  func `ends as if nothing had happened, whatever stage was at work`(
    _ stage: Stage, _ more: String
  ) async throws {
    let mill = try await Mill()
    let copy = try TemporaryDirectory()
    let place = mill.place.path
    mill.script.plan(
      stage,
      .run {
        try FileCopy.directory(place, to: copy.path)
        // SQLite's index of its log is made anew; half of one would be worse than none.
        try Directory.removeFile(copy.path / "dropmill.sqlite-shm")
      })
    let text = "one\nreject ingest\nhold ingest\nreject nlg\nhold qa\ntwo" + more
    try await mill.submit("lines/acme/a.txt", text)
    try await mill.work()
    let second = try await Mill(openingAt: copy)
    try await second.work()
    #expect(try second.published() == mill.published())
    #expect(try second.item(ItemID(1)).held == ["ingest": 1, "qa": 1])
    #expect(try second.item(ItemID(1)).held == mill.item(ItemID(1)).held)
    #expect(try second.item(ItemID(1)).rejectCount == 2)
    #expect(try await second.row(ItemID(1)) == "hold published")
  }

  @Test func `runs no stage again whose result is on the disk`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .fail("no"))
    try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    mill.clock.advance(by: .seconds(1000))
    _ = try await mill.lease()
    mill.script.forgetRuns()
    try await mill.restart()
    try await mill.work()
    #expect(mill.script.runs == ["nlg 1", "qa 1", "publish 1"])
    #expect(try await mill.row(ItemID(1)) == "done published")
  }

  @Test func `moves the rest of an update that was half visible`() async throws {
    let mill = try await Mill(.update)
    try await mill.submit("lines/acme/a.txt", "1\n2\n3\n")
    try await mill.work()
    let all = try mill.published()
    let target = mill.workspace.outbox / "lines/acme/all"
    try Directory.make(mill.building / "lines")
    for name in ["lines/1-2.txt", "lines/1-3.txt"] as [Path] {
      try Renaming.move(target / name, to: mill.building / name)
    }
    try mill.place.write("outbox/lines/acme/all/lines/1-2.txt", "old")
    try mill.place.write("outbox/lines/acme/all/gone/a.txt", "old")
    try await mill.database.write { connection in
      try connection.execute(
        "update publication set state = 'decided', inode = 0, removals = $1",
        [.blob(Array("gone/a.txt\nnone.txt".utf8))])
    }
    try await mill.restart()
    #expect(try mill.published() == all)
    #expect(try FileStatus.ifPresent(target / "gone") == nil)
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test(arguments: [
    (Workspace.Place.hold, Outcome.hold([]), "hold held", "cancelled"),
    (.failed, .reject([]), "failed failed", "discarded"),
    (.done, .finish("nothing"), "done finished", "completed"),
  ])
  func `writes the rows of an item that had come to rest`(
    _ place: Workspace.Place, _ outcome: Outcome, _ row: String, _ state: String
  ) async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(outcome))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try await mill.database.write { connection in
      try connection.execute("update job set state = 'running'")
      try connection.execute("update item set place = 'qa', outcome = null, reason = null")
    }
    try await mill.restart()
    #expect(try await mill.row(id) == row)
    #expect(try await mill.job(id).hasPrefix(state))
    #expect(try await mill.lease().isEmpty)
  }

  @Test(arguments: [PublicationWriter.Mode.replace, .update])
  func `reveals nothing of a publication that changed nothing`(
    _ mode: PublicationWriter.Mode
  ) async throws {
    let mill = try await Mill(mode)
    for _ in 1...2 { try await mill.submit("lines/acme/again/a.txt", "one\n") }
    try await mill.work()
    let published = try mill.published()
    #expect(!published.isEmpty)
    // As when the daemon ended while it removed what it had built.
    try Directory.make(mill.workspace.building / "000002")
    try await mill.restart()
    #expect(try mill.published() == published)
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test func `puts away what was seen before and not put away`() async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try mill.drop("lines/acme/b.txt", "one\n")
    try await mill.accept("lines/acme/b.txt")
    try Renaming.move(
      mill.directory(of: ItemID(2)), to: mill.workspace.directory(of: ItemID(2), in: .ingest))
    try await mill.restart()
    try await mill.work()
    #expect(try mill.place(of: ItemID(2)) == .done)
    #expect(try await mill.row(ItemID(2)) == "done seen before")
    #expect(!mill.script.runs.contains("ingest 2"))
  }

  @Test func `puts away what was seen before and not written down`() async throws {
    let mill = try await Mill()
    for name in ["a", "b"] {
      try mill.drop(Path("lines/acme/\(name).txt"), "one\n")
      try await mill.accept(Path("lines/acme/\(name).txt"))
      try await mill.work()
    }
    // As when the daemon ended between the claim of the second and its row.
    var item = try mill.item(ItemID(2))
    item.decisions = []
    let done = try mill.directory(of: ItemID(2))
    try item.write(in: done)
    try Renaming.move(done, to: mill.workspace.directory(.ingest) / ".new-000002")
    try await mill.database.write { try ItemTable($0).forget(ItemID(2)) }
    try await mill.restart()
    try await mill.work()
    #expect(try mill.place(of: ItemID(2)) == .done)
    #expect(try await mill.row(ItemID(2)) == "done seen before")
    #expect(
      try mill.item(ItemID(2)).decisions.last?.text
        == "the same content came before as item 000001: nothing was done again")
    #expect(!mill.script.runs.contains("ingest 2"))
  }

  @Test func `knows what is done again, whatever newer was taken away`() async throws {
    let mill = try await Mill()
    for number in 1...3 {
      try await mill.submit(Path("lines/acme/\(number).txt"), "one\(number)\n")
      try await mill.work()
    }
    try await mill.database.write { connection in
      try ItemTable(connection).removeOriginal(of: ItemID(3), in: .done, "it was", at: 0)
      try ItemTable(connection).forget()
    }
    try Directory.remove(mill.directory(of: ItemID(3)))
    try await mill.restart()
    for number in 1...3 {
      #expect(try await mill.row(ItemID(number)) == "done published")
    }
  }

  /// By this the limits of what is kept go, and lists are sorted.
  @Test func `knows again when an item ended, as far as its directory tells`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    let ended = Date(timeIntervalSince1970: 86_400)
    try FileManager.default.setAttributes(
      [.modificationDate: ended], ofItemAtPath: "\(mill.directory(of: id) / "item.json")")
    try await mill.forgetRows()
    try await mill.restart()
    #expect(try await mill.database.read { try ItemSummary.one(id, $0)?.finished } == ended)
  }

  @Test func `keeps a claim that cannot be read for a person, and not as somebody else's`()
    async throws
  {
    let mill = try await Mill()
    try mill.place.write("stages/ingest/.new-000001/source/a.txt", "one\n")
    try mill.place.write("stages/ingest/.new-000001/item.json", "{")
    try await mill.restart()
    #expect(try Directory.entries(of: mill.workspace.inbox).isEmpty)
    #expect(try mill.source(of: ItemID(1)) == "one\n")
    #expect(try await mill.row(ItemID(1)).hasPrefix("failed failed"))
    #expect(try await mill.database.read { try ItemSummary.one(ItemID(1), $0)?.name } == "a.txt")
  }

  @Test func `forgets what somebody removed: its content may come again`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try Directory.remove(mill.directory(of: id))
    try await mill.restart()
    #expect(try await mill.row(id) == "failed lost")
    #expect(mill.log.text.contains("item missing"))
    let lines = mill.log.text.count
    try await mill.restart()
    #expect(mill.log.text.count == lines)
    let second = try await mill.submit("lines/acme/b.txt", "one\n")
    try await mill.work()
    #expect(try await mill.row(second) == "done published")
  }

  @Test func `gives no number twice, even when the database is gone`() async throws {
    let mill = try await Mill()
    for number in 1...3 { try await mill.submit(Path("lines/acme/\(number).txt"), "\(number)") }
    try await mill.work()
    try await mill.forgetRows()
    #expect(try await mill.restart().lastNumber == 3)
    #expect(try await mill.submit("lines/acme/4.txt", "4") == ItemID(4))
  }

  @Test(arguments: [Workspace.Place.ingest, .nlg, .hold, .failed], [true, false])
  func `keeps an item aside whose item.json cannot be read, and serves the others`(
    _ place: Workspace.Place, _ hasRow: Bool
  ) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let directory = mill.workspace.directory(of: id, in: place)
    if place != .ingest { try Renaming.move(mill.directory(of: id), to: directory) }
    try FileWriter.write([], to: directory / "item.json")
    if hasRow {
      try await mill.database.write { connection in
        try connection.execute("update item set place = $1", [.text(place.rawValue)])
      }
    } else {
      try await mill.forgetRows()
    }
    try await mill.restart()
    let other = try await mill.submit("lines/acme/b.txt", "two\n")
    try await mill.work()
    #expect(try await mill.row(other) == "done published")
    let isAside = [Workspace.Place.failed, .hold].contains(try mill.place(of: id))
    #expect(isAside)
    #expect(try mill.source(of: id) == "one\n")
    try await mill.restart()
  }

  @Test func `gives an item up that was at work at two such ends, and only that one`() async throws
  {
    let mill = try await Mill()
    let first = try await mill.submit("lines/acme/a.txt", "one\nreject ingest\n")
    let second = try await mill.submit("lines/acme/b.txt", "two\n")
    let leased = try await mill.lease()
    #expect(leased.map(\.item) == [1, 2])
    try await mill.restart()
    let suspect = try await mill.database.write { connection in
      try JobTable(connection).lease(limit: 1, at: 4e9, single: true)
    }
    #expect(suspect.map(\.item) == [1])
    // What the stage had left out by then has no end.
    try FileWriter.write(
      Array("line\tcol".utf8), to: mill.directory(of: first) / "rejects.ingest.tsv")
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(first) == "failed failed")
    #expect(try mill.item(first).findings.map(\.code) == ["crash"])
    #expect(try mill.source(of: first).hasPrefix("one\n"))
    #expect(try await mill.row(second) == "done published")
  }

  @Test func `runs an item where somebody moved it`() async throws {
    let mill = try await Mill()
    mill.script.plan(.publish, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try Renaming.move(mill.directory(of: id), to: mill.workspace.directory(of: id, in: .qa))
    mill.script.forgetRuns()
    try await mill.restart()
    try await mill.work()
    #expect(mill.script.runs == ["qa 1", "publish 1"])
    #expect(try await mill.row(id) == "done published")
  }

  /// Rows follow a moment later: what a look at moves finds meanwhile is no move.
  @Test func `an item at work is not given to a second one`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let (recovery, database) = (mill.recovery, mill.database)
    mill.script.plan(
      .nlg,
      .run {
        try await database.write {
          try $0.execute("update item set place = 'failed' where id = 1")
        }
        try await recovery.mendMoved(id)
        try await recovery.mendMoved()
      })
    let job = try #require(try await mill.lease().first)
    try await mill.runner.run(job)
    #expect(try await mill.lease().isEmpty)
    #expect(try await mill.row(id) == "done published")
    #expect(mill.script.runs == Stage.allCases.map { "\($0.rawValue) 1" })
  }

  @Test func `an item may be moved while it is at work`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let workspace = mill.workspace
    mill.script.plan(
      .nlg,
      .run {
        let place = try #require(try workspace.place(of: id))
        try Renaming.move(
          workspace.directory(of: id, in: place), to: workspace.directory(of: id, in: .failed))
        throw ScriptedFailure(text: "gone")
      })
    let job = try #require(try await mill.lease().first)
    try await mill.runner.run(job)
    #expect(try mill.place(of: id) == .failed)
    #expect(try await mill.row(id).hasPrefix("failed"))
    #expect(try await mill.lease().isEmpty)
  }

  @Test func `while the daemon runs, a directory may be moved under a leased job`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let job = try #require(try await mill.lease().first)
    try Renaming.move(mill.directory(of: id), to: mill.workspace.directory(of: id, in: .hold))
    try await mill.runner.run(job)
    #expect(try await mill.job(id) == "cancelled ingest 1")
    #expect(try await mill.row(id).hasPrefix("hold"))
    try ItemActions(mill.workspace).check(id, isIn: .hold)
  }
}
