import Files
import Jobs
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct `A person` {
  @Test(arguments: [
    (Stage.ingest, ["process", "nlg", "qa", "publish"]), (.process, ["nlg", "qa", "publish"]),
    (.nlg, ["qa", "publish"]), (.qa, ["publish"]), (.publish, ["publish"]),
  ])
  func `lets a held item go on behind the stage that held it`(
    _ stage: Stage, _ expected: [String]
  ) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    mill.script.forgetRuns()
    try ItemActions(mill.workspace).release(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(mill.script.runs == expected.map { "\($0) 1" })
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
    #expect(try await mill.row(id) == "done published")
    #expect(try await mill.job(id) == "completed publish 1")
    #expect(try mill.item(id).decisions.map(\.text) == ["released"])
  }

  @Test(arguments: [
    (Stage.ingest, "RELEASED!\n"), (.process, "released!\n"), (.nlg, "released\n"),
    (.qa, "released\n"),
  ])
  func `lets held records go on, and only those`(_ stage: Stage, _ text: String) async throws {
    let mill = try await Mill(.update)
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold \(stage.rawValue)\nthree\n")
    try await mill.work()
    let first = [
      "lines/acme/all/lines/1-1.txt": "ONE!\n", "lines/acme/all/lines/1-3.txt": "THREE!\n",
    ]
    #expect(try mill.published() == first)
    mill.script.forgetRuns()
    try ItemActions(mill.workspace).release(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(!mill.script.runs.contains("\(stage.rawValue) 1"))
    let second = ["lines/acme/all/lines/1-2.txt": text]
    #expect(try mill.published() == first.merging(second) { $1 })
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `releases what two stages held back, one after the other, and loses none`()
    async throws
  {
    let mill = try await Mill(.update)
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold ingest\nhold qa\nhold qa\n")
    try await mill.work()
    #expect(try mill.item(id).held == ["ingest": 1, "qa": 2])
    for _ in 1...2 {
      #expect(try mill.place(of: id) == .hold)
      try ItemActions(mill.workspace).release(id)
      try await mill.recovery.mendMoved()
      try await mill.work()
    }
    #expect(try await mill.row(id) == "done published")
    #expect(
      try mill.published() == [
        "lines/acme/all/lines/1-1.txt": "ONE!\n", "lines/acme/all/lines/1-2.txt": "RELEASED!\n",
        "lines/acme/all/lines/1-3.txt": "released\n", "lines/acme/all/lines/1-4.txt": "released\n",
      ])
    #expect(try mill.item(id).recordCount == 4)
  }

  @Test func `decides held records one by one, in any order, and each once`() async throws {
    let mill = try await Mill(.update)
    let holds = String(repeating: "hold qa\n", count: 4)
    let id = try await mill.submit("lines/acme/a.txt", "one\n" + holds)
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    #expect(HeldRecords(try mill.item(id))?.waiting == [1, 2, 3, 4])
    try actions.release(id, records: [3])
    try await mill.recovery.mendMoved()
    try await mill.work()
    let path = "lines/acme/all/lines/1-"
    #expect(try mill.published() == ["\(path)1.txt": "ONE!\n", "\(path)4.txt": "released\n"])
    #expect(try await mill.row(id) == "hold published")
    #expect(HeldRecords(try mill.item(id))?.waiting == [1, 2, 4])
    #expect(try mill.item(id).recordCount == 2)
    try actions.reject(id, records: [1, 4])
    #expect(HeldRecords(try mill.item(id))?.waiting == [2])
    #expect(throws: ItemActionError(reason: .otherRecord(3), id: id)) {
      try actions.release(id, records: [2, 3])
    }
    try actions.release(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.published()["\(path)3.txt"] == "released\n")
    #expect(try mill.published().count == 3)
    #expect(try mill.item(id).recordCount == 3)
    #expect(try await mill.row(id) == "done published")
    #expect(
      try mill.item(id).decisions.filter { $0.stage == "person" }.map(\.text)
        == ["released record 3", "rejected records 1, 4", "released"])
    #expect(try TreeListing.paths(below: mill.directory(of: id)) == ["item.json", "source/a.txt"])
  }

  /// A form that is sent with a record twice.
  @Test func `decides a record once, however often it is named`() async throws {
    let mill = try await Mill(.update)
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\nhold qa\nhold qa\n")
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    try actions.reject(id, records: [2, 2])
    #expect(HeldRecords(try mill.item(id))?.waiting == [1, 3])
    try actions.release(id, records: [1, 1, 3])
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.item(id).held.isEmpty)
    #expect(try mill.item(id).recordCount == 3)
  }

  /// The input of the stages behind a release has the released records alone.
  @Test(arguments: Stage.allCases)
  func `runs all of it again, where records were released`(_ stage: Stage) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\nhold qa\n")
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    try actions.release(id, records: [1])
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try actions.replay(id, from: stage) == .ingest)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
    #expect(HeldRecords(try mill.item(id))?.waiting == [1, 2])
    #expect(try mill.item(id).isPublishedAnew)
  }

  @Test func `publishes anew what failed when it was run again`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    mill.script.plan(.publish, .say(.reject([])))
    try ItemActions(mill.workspace).replay(id, from: .ingest)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.place(of: id) == .failed)
    try ItemActions(mill.workspace).retry(id)
    #expect(try mill.item(id).isPublishedAnew)
  }

  @Test func `gives no other business what is published`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\n")
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    #expect(throws: ItemActionError(reason: .published, id: id)) {
      try actions.change(id, business: "other")
    }
    try actions.reject(id, records: [1])
    try await mill.recovery.mendMoved()
    #expect(try await mill.row(id) == "done published")
    let error = try await mill.database.read { connection in
      try connection.first("select coalesce(error, '') from job") { $0.text(0) }
    }
    #expect(error == "", "why it waited is no longer so")
  }

  @Test func `is told of each held record why it waits`() async throws {
    let mill = try await Mill(.update)
    let id = try await mill.submit("lines/acme/a.txt", "hold qa\none\nhold qa\n")
    try await mill.work()
    try ItemActions(mill.workspace).reject(id, records: [1])
    var reasons: [String] = []
    let item = try mill.item(id)
    try HeldRecords(item)?.forEachReason(in: mill.directory(of: id)) {
      reasons.append("\($0.record ?? 0) \($0.line ?? 0) \($0.code): \($0.message)")
    }
    #expect(reasons == ["2 3 held: as it says"])
    #expect(item.findings.compactMap(\.record) == [2])
  }

  @Test func `rejects the last held record, and the item is done`() async throws {
    let mill = try await Mill(.update)
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\nhold qa\n")
    try await mill.work()
    for record in [2, 1] { try ItemActions(mill.workspace).reject(id, records: [record]) }
    try await mill.recovery.mendMoved()
    #expect(try await mill.row(id) == "done published")
    #expect(try TreeListing.paths(below: mill.directory(of: id)) == ["item.json", "source/a.txt"])
  }

  @Test func `decides about no single record of an item that waits whole`() async throws {
    let mill = try await Mill(.update)
    mill.script.plan(.nlg, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold process\n")
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    let error = ItemActionError(reason: .noRecords, id: id)
    #expect(throws: error) { try actions.release(id, records: [1]) }
    #expect(throws: error) { try actions.reject(id, records: [1]) }
  }

  @Test func `publishes released records with those before, where results replace each other`()
    async throws
  {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\nthree\nhold ingest\n")
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\nTHREE!\n"])
    // An attempt that fails does not count its records twice.
    mill.script.plan(.publish, .fail("not now"))
    var expected = "ONE!\nTHREE!\n"
    for text in ["released\n", "RELEASED!\n"] {
      try ItemActions(mill.workspace).release(id)
      try await mill.restart()
      try await mill.work()
      mill.clock.advance(by: .seconds(600))
      try await mill.work()
      expected += text
      #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": expected])
    }
    #expect(try await mill.row(id) == "done published")
    #expect(
      try TreeListing.paths(below: mill.directory(of: id)) == ["item.json", "source/a.txt"])
  }

  @Test func `releases a whole item first, then the records that were held back from it`()
    async throws
  {
    let mill = try await Mill(.update)
    mill.script.plan(.qa, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold process\n")
    try await mill.work()
    try ItemActions(mill.workspace).release(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/all/lines/1-1.txt": "ONE!\n"])
    #expect(try await mill.row(id) == "hold published")
    try ItemActions(mill.workspace).release(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.published()["lines/acme/all/lines/1-2.txt"] == "released!\n")
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `releases records although an earlier release stopped halfway`() async throws {
    let mill = try await Mill(.update)
    let id = try await mill.submit("lines/acme/a.txt", "hold ingest\n")
    try await mill.work()
    let directory = try mill.directory(of: id)
    try Renaming.move(directory / "held.ingest.tsv", to: directory / "records.tsv")
    try ItemActions(mill.workspace).release(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.published() == ["lines/acme/all/lines/1-1.txt": "RELEASED!\n"])
  }

  @Test func `rejects a held item, which fails, and keeps its source`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try ItemActions(mill.workspace).reject(id)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try mill.place(of: id) == .failed)
    let report = try FileReader.contents(of: mill.directory(of: id) / "report.html")
    #expect(String(decoding: report, as: UTF8.self).contains("Rejected"))
    #expect(try await mill.row(id) == "failed rejected")
    #expect(try mill.source(of: id) == "one\n")
    #expect(try mill.published().isEmpty)
  }

  @Test(arguments: [#"{"id":7}"#, "no report"])
  func `leaves a report alone that is another's by now`(_ other: String) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\n")
    try await mill.work()
    let report = mill.workspace.outbox / "lines/acme/a.txt/report.json"
    try FileWriter.replace(report, with: Array(other.utf8))
    try ItemActions(mill.workspace).reject(id)
    #expect(try FileReader.contents(of: report) == Array(other.utf8))
    #expect(try mill.place(of: id) == .done)
  }

  @Test(arguments: [nil, [1]] as [[Int]?])
  func `rejects held records, and what was published stays`(_ records: [Int]?) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nhold qa\n")
    try await mill.work()
    let report = mill.workspace.outbox / "lines/acme/a.txt/report.html"
    func isWaiting() throws -> Bool {
      let text = String(decoding: try FileReader.contents(of: report), as: UTF8.self)
      return text.contains("waits for your")
    }
    #expect(try isWaiting())
    try ItemActions(mill.workspace).reject(id, records: records)
    #expect(try !isWaiting())
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\n"])
    #expect(
      try TreeListing.paths(below: mill.directory(of: id)) == ["item.json", "source/a.txt"])
  }

  @Test(arguments: Stage.allCases)
  func `runs a failed item again from its source`(_ stage: Stage) async throws {
    let mill = try await Mill()
    mill.script.plan(stage, .say(.reject([Finding(.error, "test", "because")])))
    let id = try await mill.submit("lines/acme/a.txt", "one\nreject qa\n")
    try await mill.work()
    mill.script.forgetRuns()
    try ItemActions(mill.workspace).change(id, business: "other")
    try await mill.recovery.mendMoved()
    mill.script.plan(stage, .say(.reject([Finding(.error, "test", "because")])))
    try await mill.work()
    mill.script.forgetRuns()
    try ItemActions(mill.workspace).retry(id)
    #expect(
      try mill.item(id).decisions.map(\.text) == [
        "business “acme” became “other”", "run again from ingest", "tried again",
      ])
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(mill.script.runs == Stage.allCases.map { "\($0.rawValue) 1" })
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.item(id).findings.isEmpty)
    let published = try mill.published()
    #expect(published.values.contains("ONE!\n"))
    #expect(published.keys.allSatisfy { $0.hasPrefix("lines/other/") })
  }

  @Test func `decides without a daemon, too: its next start goes on`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try ItemActions(mill.workspace).release(id)
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `gets one job for one decision, however many look at the same time`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try ItemActions(mill.workspace).release(id)
    let recovery = mill.recovery
    try await withThrowingTaskGroup { group in
      for _ in 1...5 { group.addTask { try await recovery.mendMoved() } }
      try await group.waitForAll()
    }
    let leased = try await mill.lease()
    #expect(leased.map(\.item) == [1])
    #expect(leased.map(\.stage) == ["qa"])
    for _ in 1...2 { try await recovery.mendMoved() }
    #expect(try await mill.lease().isEmpty)
  }

  @Test func `is told why a decision is not possible`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let actions = ItemActions(mill.workspace)
    #expect(throws: ItemActionError(reason: .elsewhere(.ingest), id: id)) { try actions.retry(id) }
    #expect(throws: ItemActionError(reason: .unknown, id: ItemID(9))) {
      try actions.release(ItemID(9))
    }
    try await mill.work()
    #expect(throws: ItemActionError(reason: .elsewhere(.done), id: id)) { try actions.reject(id) }
    #expect(throws: ItemActionError(reason: .elsewhere(.done), id: id)) {
      try actions.check(id, isIn: .hold)
    }
    #expect(try await mill.row(id) == "done published")
  }
}
