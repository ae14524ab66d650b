import Foundation
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Agents

@Suite struct `A schedule’s time` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  private let timings = ["w/minute": Timing.every(.seconds(60))]

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/agents.sqlite")
    try await Migration.apply(Scheduler.migrations, to: database)
    try await sync(at: 0)
  }

  private func schedules<Value: Sendable>(
    _ body: @escaping @Sendable (ScheduleTable) throws -> Value
  ) async throws -> Value {
    try await database.write { try body(ScheduleTable($0)) }
  }

  private func sync(at seconds: Double) async throws {
    let timings = timings
    try await schedules { try $0.sync(timings, at: Date(timeIntervalSince1970: seconds)) }
  }

  private func due(at seconds: Double) async throws -> [Schedule.Run] {
    let timings = timings
    return try await schedules {
      try $0.takeDue(timings, at: Date(timeIntervalSince1970: seconds)).runs
    }
  }

  private func end(_ runs: [Schedule.Run]) async throws {
    try await schedules { table in
      for run in runs { try table.end(run, .done, "fine", at: run.started) }
    }
  }

  @Test func `is taken once`() async throws {
    #expect(try await due(at: 59).isEmpty)
    let runs = try await due(at: 60)
    #expect(runs.map(\.nominal.timeIntervalSince1970) == [60])
    try await end(runs)
    #expect(try await due(at: 60).isEmpty)
    #expect(try await due(at: 119).isEmpty)
    #expect(try await due(at: 120.5).map(\.nominal.timeIntervalSince1970) == [120])
  }

  @Test func `that passed while nobody was there is made up for once, and told`() async throws {
    let runs = try await due(at: 605)
    #expect(runs.map(\.nominal.timeIntervalSince1970) == [600])
    #expect(runs.map(\.missed) == [9])
    try await end(runs)
    #expect(try await due(at: 606).isEmpty)
  }

  @Test func `waits while an earlier run goes on`() async throws {
    let runs = try await due(at: 60)
    #expect(try await due(at: 130).isEmpty)
    try await end(runs)
    #expect(try await due(at: 131).map(\.nominal.timeIntervalSince1970) == [120])
  }

  @Test func `that was cut short is not run again`() async throws {
    _ = try await due(at: 60)
    try await sync(at: 61)
    let told = try await schedules { try $0.interrupt(at: Date(timeIntervalSince1970: 61)) }
    #expect(told.map(\.schedule) == ["w/minute"])
    #expect(try await due(at: 61).isEmpty)
    #expect(try await schedules { try $0.history(of: "w/minute") }.map(\.outcome) == [.interrupted])
  }

  @Test func `does not come again when the clock is put back`() async throws {
    try await end(try await due(at: 600))
    let timings = timings
    try await schedules { table in
      try table.sync([:], at: Date(timeIntervalSince1970: 500))
      try table.sync(timings, at: Date(timeIntervalSince1970: 500))
    }
    #expect(try await due(at: 600).isEmpty)
    #expect(try await due(at: 660).count == 1)
  }

  @Test func `does not come while it is paused, unless somebody asks`() async throws {
    #expect(try await schedules { try $0.setPaused(true, "w/minute", at: Self.time(60)) })
    #expect(try await due(at: 600).isEmpty)
    #expect(try await schedules { try $0.runNow("w/minute", by: "Ada") })
    let runs = try await due(at: 601)
    #expect(runs.map(\.askedBy) == ["Ada"])
    try await end(runs)
    #expect(try await due(at: 700).isEmpty)
    let isThere = try await schedules {
      try $0.setPaused(false, "w/minute", at: Self.time(700))
    }
    #expect(isThere)
    // What fell into the pause is not made up for.
    #expect(try await due(at: 710).isEmpty)
    #expect(
      try await schedules { try $0.all().first { $0.name == "w/minute" }?.next } == Self.time(720))
    #expect(try await due(at: 800).map(\.missed) == [1])
  }

  @Test func `of an unknown schedule cannot be asked for`() async throws {
    #expect(try await !schedules { try $0.runNow("w/none", by: "Ada") })
    #expect(try await !schedules { try $0.setPaused(true, "w/none", at: Self.time(0)) })
  }

  @Test func `is told in pages, the newest first`() async throws {
    for minute in 1...5 { try await end(try await due(at: Double(minute * 60))) }
    let first = try await schedules { try $0.history(of: "w/minute", limit: 2) }
    #expect(first.map(\.number) == [5, 4])
    let rest = try await schedules { try $0.history(of: "w/minute", before: 4, limit: 10) }
    #expect(rest.map(\.number) == [3, 2, 1])
    let standing = try await schedules { try $0.all() }
    #expect(standing.map(\.last?.number) == [5])
    #expect(standing.map(\.next) == [Date(timeIntervalSince1970: 360)])
  }

  private static func time(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }
}
