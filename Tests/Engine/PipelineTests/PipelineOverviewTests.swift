import Files
import Foundation
import Jobs
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Pipeline

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
    // The minute that has just begun is the last of the sixty: the first of the day is none.
    #expect(overview.perMinute.reduce(0, +) == 20)
    #expect(overview.perMinute[0] == 1)
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

  /// What an item may do after it came to a rest, and what the day counts then.
  @Test func `counts what is so now, whatever became of an item`() async throws {
    let place = try TemporaryDirectory()
    let rows = (1...6).map { Rows.Row(place: .failed, received: Double($0)) }
    let database = try await Rows.database(rows, at: (place.path / "test.sqlite").description)
    try await database.write { connection in
      try connection.execute("update item set business = 'rival' where id = 1")
      try ItemTable(connection).move(ItemID(2), to: .trash)
      try connection.execute("delete from item where id = 3")
      let ending = ItemTable.Ending(
        place: .done, outcome: "published", finished: Rows.midnight.addingTimeInterval(300))
      try ItemTable(connection).end(ItemID(4), ending)
      try connection.execute("update item set finished = null, place = 'nlg' where id = 5")
    }
    let now = Rows.midnight.addingTimeInterval(3599)
    let seen: [([String]?, [Workspace.Place: Int])] = [
      (nil, [.failed: 2, .trash: 1, .done: 1]), (["acme"], [.failed: 1, .trash: 1, .done: 1]),
      (["rival"], [.failed: 1]), (["acme", "rival"], [.failed: 2, .trash: 1, .done: 1]), ([], [:]),
    ]
    for (businesses, today) in seen {
      let overview = try await database.read {
        try PipelineOverview.read(
          now: now, midnight: Rows.midnight, visible: businesses, $0)
      }
      #expect(overview.today == today, "\(businesses ?? ["all"])")
      #expect(overview.perMinute.reduce(0, +) == today.values.reduce(0, +))
    }
    await database.close()
  }

  @Test func `knows of a history from before it was counted`() async throws {
    let place = try TemporaryDirectory()
    let path = (place.path / "test.sqlite").description
    let database = try SQLiteDatabase(path: path)
    let counted = Set(ItemMinutes.migrations.map(\.id))
    let before = Mill.migrations.filter { !counted.contains($0.id) }
    try await Migration.apply(before, to: database)
    try await database.write { connection in
      for (number, place) in [(1, "done"), (2, "failed")] {
        try connection.execute(
          """
          insert into item(id, name, origin, worker, route, business, rule, fingerprint, size,
            received, place, finished, ingest_ms)
          values($1, 'a', 'a', 'lines', 'lines', 'acme', 'lines', 'f', 1, $2, $3, $2, 1.5)
          """,
          [
            .integer(number), .real(Rows.midnight.timeIntervalSince1970 + 5), .text(place),
          ])
        try JobTable(connection).add(
          item: number, stage: "qa", rule: "lines", priority: 0, at: 0)
        try JobTable(connection).close(item: number, as: .discarded)
      }
    }
    try await Migration.apply(Mill.migrations, to: database)
    let overview = try await database.read {
      try PipelineOverview.read(now: Rows.midnight, midnight: Rows.midnight, visible: ["acme"], $0)
    }
    #expect(overview.today == [.done: 1, .failed: 1])
    #expect(overview.stages.map(\.doneToday) == [2, 0, 0, 0, 0])
    #expect(overview.stages.map(\.failedToday) == [0, 0, 0, 1, 0])
    await database.close()
  }
}
