import Files
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct `The desk` {
  @Test(arguments: Stage.allCases)
  func `runs a finished item again, and the result is the same`(_ stage: Stage) async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\nreject qa\n")
    try await mill.work()
    let published = try mill.published()
    mill.script.forgetRuns()
    try await mill.desk.perform(.replay(stage), on: id, by: "ada")
    try await mill.work()
    // Nothing but the source of a finished item is kept.
    #expect(mill.script.runs == Stage.allCases.map { "\($0.rawValue) 1" })
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.published() == published)
    let item = try mill.item(id)
    #expect(item.rejectCount == 1)
    #expect(item.decisions.first { $0.stage == "person" }?.by == "ada")
  }

  @Test(arguments: [
    (Stage.nlg, ["nlg", "qa", "publish"]), (.ingest, Stage.allCases.map(\.rawValue)),
  ])
  func `runs a held item again from the stage that was asked for`(
    _ stage: Stage, _ expected: [String]
  ) async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.hold([Finding(.warning, "odd", "look")])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    mill.script.forgetRuns()
    try await mill.desk.perform(.replay(stage), on: id, by: "ada")
    try await mill.work()
    #expect(mill.script.runs == expected.map { "\($0) 1" })
    #expect(try await mill.row(id) == "done published")
    #expect(try mill.item(id).findings.isEmpty)
  }

  @Test func `lets one of many who decide at once have their way`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.hold([])))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    let desk = mill.desk
    let answers = await withTaskGroup(of: (any Error)?.self) { group in
      for number in 0..<20 {
        group.addTask {
          do {
            try await desk.change(id, business: "b\(number)", by: "ada")
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count { $0 == nil } == 1)
    for error in answers.compactMap(\.self) {
      #expect((error as? ItemActionError)?.reason == .elsewhere(.ingest), "\(error)")
    }
    #expect(try mill.place(of: id) == .ingest)
  }

  /// Its directory is there already, and its rows are not.
  @Test func `leaves alone what has only just come to a rest`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try await mill.database.write {
      try $0.execute("update job set state = 'running' where item = 1")
    }
    await #expect(throws: ItemActionError.self) {
      try await mill.desk.perform(.replay(.ingest), on: id, by: "ada")
    }
    #expect(try mill.place(of: id) == .done)
  }

  @Test func `deletes, and puts back where it was`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .say(.hold([])))
    let held = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    let done = try await mill.submit("lines/acme/b.txt", "two\n")
    try await mill.work()
    for (id, row) in [(held, "hold held"), (done, "done published")] {
      try await mill.desk.perform(.delete, on: id, by: "ada")
      #expect(try await mill.row(id) == "trash deleted")
      #expect(try mill.place(of: id) == .trash)
      try await mill.desk.perform(.restore, on: id, by: "ada")
      #expect(try await mill.row(id) == row)
    }
    #expect(try mill.published().count == 1)
  }

  @Test func `takes the content of a deleted item again`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    try await mill.desk.perform(.delete, on: id, by: "ada")
    try await mill.submit("lines/acme/a.txt", "one\n")
  }

  @Test func `takes an item that waits out of the queue, and lets it be tried again`() async throws
  {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.desk.perform(.cancel, on: id, by: "ada")
    #expect(try await mill.row(id) == "failed failed")
    #expect(try await mill.lease().isEmpty)
    try await mill.desk.perform(.retry, on: id, by: "ada")
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `leaves an item alone that a stage is at work on`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let jobs = try await mill.lease()
    await #expect(throws: ItemActionError(reason: .running, id: id)) {
      try await mill.desk.perform(.cancel, on: id, by: "ada")
    }
    for job in jobs { try await mill.runner.run(job) }
    #expect(try await mill.row(id) == "done published")
  }

  @Test func `is obeyed after a restart, too, and by a daemon that only hears of it`() async throws
  {
    let mill = try await Mill()
    let ids = try await [
      mill.submit("lines/acme/a.txt", "one\n"), mill.submit("lines/acme/b.txt", "two\n"),
    ]
    try await mill.work()
    let actions = ItemActions(mill.workspace)
    try actions.replay(ids[0], from: .publish)
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try await mill.row(ids[0]) == "done published")
    try actions.replay(ids[1], from: .publish)
    try actions.delete(ids[0])
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(ids[1]) == "done published")
    #expect(try await mill.row(ids[0]) == "trash deleted")
  }

  @Test func `does one thing to all that match, says what it skipped, and goes on after a restart`()
    async throws
  {
    let mill = try await Mill()
    var ids: [ItemID] = []
    for number in 1...3 {
      mill.script.plan(.qa, .say(.reject([Finding(.error, "no", "no")])))
      ids.append(try await mill.submit(Path("lines/acme/\(number).txt"), "\(number)\n"))
      try await mill.work()
    }
    let clock = mill.clock
    let begun = BulkDesk(mill.desk, mill.database, now: { clock.date })
    let number = try await begun.begin(.retry, ItemQuery(), by: "ada")
    mill.script.plan(.qa, .say(.reject([Finding(.error, "no", "no")])))
    let late = try await mill.submit("lines/acme/late.txt", "late\n")
    try await mill.work()
    try ItemActions(mill.workspace).delete(ids[1])
    try await mill.restart()
    let bulk = BulkDesk(mill.desk, mill.database, now: { clock.date })
    try await bulk.carryOutAll()
    try await mill.work()
    let result = try await mill.database.read { try BulkActionTable($0).one(number) }
    #expect(result?.total == 3)
    #expect(result?.done == 2)
    #expect(result?.isUnderWay == false)
    #expect(try await mill.row(ids[0]) == "done published")
    #expect(try await mill.row(ids[1]) == "trash deleted")
    #expect(try await mill.row(late) == "failed failed")
  }
}
