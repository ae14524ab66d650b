import Files
import Pipeline
import Storage
import TestSupport
import Testing

/// In these mills every stage is quick once it has been run.
@Suite struct `An item whose stages are over in a moment` {
  @Test(arguments: [Stage.process, .nlg, .qa, .publish])
  func `stays at the first one, behind one that was seen at each`(_ stage: Stage) async throws {
    let mill = try await Mill()
    for (name, place) in [("a", Workspace.Place(stage)), ("b", .ingest)] {
      let id = try await mill.submit("lines/acme" / Path("\(name).txt"), "\(name)\n")
      let workspace = mill.workspace
      mill.script.plan(
        stage,
        .run { if try workspace.place(of: id) != place { throw ScriptedFailure(text: name) } })
      try await mill.work()
      #expect(try mill.item(id).attempts == nil)
      #expect(try mill.place(of: id) == .done)
      #expect(try await mill.row(id) == "done published")
      #expect(try await mill.job(id) == "completed publish 1")
    }
  }

  @Test(arguments: [Stage.ingest, .process, .nlg, .qa, .publish])
  func `rests at the stage that failed, and goes on from there`(_ stage: Stage) async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    let id = try await mill.submit("lines/acme/b.txt", "two\n")
    mill.script.forgetRuns()
    mill.script.plan(stage, .fail("no"))
    try await mill.work()
    #expect(try mill.place(of: id) == Workspace.Place(stage))
    #expect(try await mill.job(id) == "retryable \(stage.rawValue) 1")
    mill.clock.advance(by: .seconds(600))
    try await mill.work()
    #expect(try mill.published()["lines/acme/b.txt/lines.txt"] == "TWO!\n")
    #expect(mill.script.runs.count == Stage.allCases.count + 1)
    let left = try TreeListing.paths(below: mill.directory(of: id))
    #expect(left == ["item.json", "source/b.txt"])
  }

  @Test(arguments: [Stage.process, .nlg, .qa])
  func `begins anew when the daemon ends, and is published once`(_ stage: Stage) async throws {
    let mill = try await Mill()
    try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    let id = try await mill.submit("lines/acme/b.txt", "two\n")
    mill.script.plan(stage, .run { throw StorageError(.broken, "gone", sql: "") })
    await #expect(throws: (any Error).self) { try await mill.work() }
    #expect(try mill.place(of: id) == .ingest)
    try await mill.restart()
    try await mill.work()
    #expect(try mill.published()["lines/acme/b.txt/lines.txt"] == "TWO!\n")
    #expect(try await mill.row(id) == "done published")
  }
}

@Suite struct `The pace of a stage` {
  @Test func `is slow until it has been run, and then what it was of late`() {
    let pace = StagePace(quick: 10)
    func run(_ milliseconds: Double) {
      pace.note(
        Item.StageRun(stage: .nlg, milliseconds: milliseconds, records: 0, rejects: 0), of: "rule")
    }
    #expect(!pace.isQuick(.nlg, of: "rule"))
    run(9)
    #expect(pace.isQuick(.nlg, of: "rule"))
    #expect(!pace.isQuick(.nlg, of: "other") && !pace.isQuick(.qa, of: "rule"))
    run(20)
    // 18, 16.2, 14.6, 13.1, 11.8, 10.6, 9.6
    for _ in 1...6 {
      run(1)
      #expect(!pace.isQuick(.nlg, of: "rule"))
    }
    run(1)
    #expect(pace.isQuick(.nlg, of: "rule"))
  }
}
