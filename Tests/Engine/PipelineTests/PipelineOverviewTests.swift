import Files
import Foundation
import Jobs
import Pipeline
import SQLiteStorage
import TestSupport
import Testing

@Suite struct `The overview` {
  @Test func `counts what waits, runs, ended today and failed, and how long stages take`()
    async throws
  {
    let place = try TemporaryDirectory()
    var rows = (1...20).map { Rows.Row(received: Double($0) * 60, milliseconds: Double($0)) }
    rows.append(Rows.Row(place: .failed, received: 30))
    rows += [Rows.Row(place: .nlg, received: 5), Rows.Row(place: .nlg, received: 9)]
    rows.append(Rows.Row(received: -7200))
    let database = try await Rows.database(rows, at: (place.path / "test.sqlite").description)
    try await database.write { connection in
      let jobs = JobTable(connection)
      try jobs.add(item: 22, stage: "nlg", rule: "lines", priority: 0, at: 0)
      try jobs.add(item: 23, stage: "nlg", rule: "lines", priority: 0, at: 9e9)
      _ = try jobs.lease(limit: 1, at: 1)
    }
    let now = Rows.midnight.addingTimeInterval(3600)
    let overview = try await database.read {
      try PipelineOverview.read(now: now, midnight: Rows.midnight, $0)
    }
    #expect(overview.counts == [.done: 21, .failed: 1, .nlg: 2])
    #expect(overview.today == [.done: 20, .failed: 1])
    let nlg = try #require(overview.stages.first { $0.stage == .nlg })
    #expect(nlg.waiting == 1)
    #expect(nlg.running == 1)
    #expect(nlg.oldest == Rows.midnight.addingTimeInterval(5))
    #expect(nlg.doneToday == 21)
    #expect(nlg.median == 10)
    #expect(nlg.p95 == 19)
    #expect(overview.perMinute.count == 60)
    #expect(overview.perMinute.reduce(0, +) == 21)
    #expect(overview.perMinute[1] == 1)
    #expect(nlg.perMinute == overview.perMinute)
    await database.close()
  }

  @Test func `is empty before anything was dropped`() async throws {
    let place = try TemporaryDirectory()
    let database = try await Rows.database([], at: (place.path / "test.sqlite").description)
    let overview = try await database.read {
      try PipelineOverview.read(now: Rows.midnight, midnight: Rows.midnight, $0)
    }
    #expect(overview.stages.map(\.stage) == Stage.allCases)
    #expect(overview.stages.allSatisfy { $0.waiting == 0 && $0.median == nil && $0.oldest == nil })
    #expect(overview.counts.isEmpty)
    await database.close()
  }
}
