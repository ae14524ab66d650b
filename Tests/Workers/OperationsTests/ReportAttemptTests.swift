import Files
import Foundation
import SQLiteStorage
import Storage
import Telemetry
import TestSupport
import Testing

@testable import Operations
@testable import Pipeline

/// Each ends before its publication is decided, and is repeated.
@Suite struct `An attempt at a report` {
  private static let now = Date(timeIntervalSince1970: 86_400_000)
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(OperationsMigrations.all, to: database)
    let now = Int(Self.now.timeIntervalSince1970 * 1000)
    try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: now)
      try desk.file(
        OperationsTask(
          id: "bug-1", type: .bugFix, title: "x", body: "", priority: .medium, created: now))
      try desk.assign()
    }
  }

  @Test func `escalates a task once`() async throws {
    for _ in 1...3 { #expect(try await attempt(1, order: "escalate") == nil) }
    #expect(try await task?.level == 1)
    #expect(try await attempt(2, order: "escalate") == nil)
    #expect(try await task?.level == 2, "another report is another order")
  }

  @Test func `finds no contradiction in what it did itself`() async throws {
    for _ in 1...2 { #expect(try await attempt(1, order: "complete") == nil) }
    #expect(try await task?.state == .completed)
    #expect(try await attempt(2, order: "complete")?.contains("cannot become completed") == true)
    for _ in 1...2 { #expect(try await attempt(2, order: "complete") != nil) }
  }

  @Test func `counts one failure of an agent`() async throws {
    for _ in 1...2 { #expect(try await attempt(1, state: "failed") == nil) }
    #expect(try await task?.retries == 1)
  }

  private var task: OperationsTask? {
    get async throws {
      try await database.read { try TaskTable($0, business: "acme").task("bug-1") }
    }
  }

  /// - Returns: why it was refused.
  private func attempt(
    _ number: Int, order: String = "", state: String = ""
  ) async throws -> String? {
    let home = place.path / "item"
    try Directory.make(home)
    let item = Item(
      id: ItemID(number), fingerprint: "f\(number)", nameBytes: Array("a.json".utf8),
      origin: "operations/acme/a.json", isBundle: false, size: 1, received: Self.now,
      worker: "operations", route: "reports", business: "acme", rule: "r", options: [:])
    let streams = ItemStreams()
    _ = try await streams.write(Report.self, of: .qa, in: home) { reports in
      try reports.append(
        Report(
          task: "bug-1", state: state, agent: "", title: "", body: "", priority: "", depends: [],
          order: order, by: "Ada"))
      return .next
    }
    let context = StageContext(
      item: item, stage: .publish, now: Self.now, tables: database, logger: .silent,
      directory: home, outbox: place.path / "outbox", rules: place.path / "rules")
    let building = place.path / "building"
    try Directory.make(building)
    let publication = PublicationWriter(
      building: building, outbox: place.path / "outbox", worker: "operations", business: "acme")
    let reports = try streams.read(Report.self, for: .publish, in: home)
    let outcome = try await OperationsPublisher(publication, context).publish(reports)
    await publication.unlockTarget()
    guard case .reject(let findings) = outcome else { return nil }
    return findings.first?.message
  }
}
