import Logs
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Operations

/// Logs of one failure, as they arrive one after the other.
@Suite struct `A log that tells what another told` {
  private static let place = "operations/acme/app.log"

  @Test(arguments: [
    // The minutes of the events of each log, one a line; the events and the logs that there were.
    ([[1, 2, 3], [1, 2, 3, 4]], 4, 1), ([[1, 2, 3], [1, 2, 3], [1, 2, 3, 4, 5]], 5, 1),
    // The older copy comes last.
    ([[1, 2, 3, 4], [1, 2]], 4, 1),
    // More events than are kept.
    ([Array(1...50), Array(1...70)], 70, 1), ([[1, 2], Array(1...50), Array(1...51)], 51, 1),
    // Begun anew, and another machine's of the same name.
    ([[1, 2, 3], [4, 5]], 5, 1), ([[1, 2, 3], [2, 4]], 5, 1),
  ])
  func `counts for what is new in it`(_ logs: [[Int]], _ count: Int, _ places: Int) async throws {
    let incident = try await incident(logs.map { (Self.failure($0), Self.place) })
    #expect(incident.count == count && incident.logs == places)
  }

  @Test func `counts whole where it lay elsewhere`() async throws {
    let logs = ["a/app.log", "b/app.log"].map { (Self.failure([1, 2]), $0) }
    let incident = try await incident(logs)
    #expect(incident.count == 4 && incident.logs == 2)
  }

  @Test func `counts whole where neither tells times`() async throws {
    var failure = Self.failure([1, 2])
    (failure.first, failure.last, failure.moments) = (nil, nil, ["1", "2"])
    let incident = try await incident([(failure, Self.place), (failure, Self.place)])
    #expect(incident.count == 4)
  }

  @Test(arguments: [
    ([1, 2], [1, 2, 3], 3, 3), (Array(1...30), Array(1...31), 31, 31),
    (Array(1...30), Array(1...32), nil, 30),
  ])
  func `names the line and the time of its first new event, as far as they are kept`(
    _ before: [Int], _ after: [Int], _ line: Int?, _ minute: Int
  ) {
    var sighting = Self.sighting(after)
    sighting.leaveOut([Self.sighting(before)])
    #expect(sighting.lineOfFile == line)
    #expect(sighting.first == Self.time(minute))
    #expect(sighting.told.contains("app.log, ") && sighting.told.contains("new in what has grown"))
  }

  // MARK: - The code under test

  private func incident(_ logs: [(failure: Failure, origin: String)]) async throws -> Incident {
    let place = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(OperationsMigrations.all, to: database)
    for (number, log) in logs.enumerated() {
      try await database.write { connection in
        var desk = TaskDesk(
          TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced,
          now: Self.time(1000))
        try desk.file(log.failure, source: "\(number)", origin: log.origin, received: 0)
      }
    }
    let incidents = try await database.read {
      try TaskTable($0, business: "acme").incidents(limit: 2)
    }
    await database.close()
    #expect(incidents.count == 1)
    return try #require(incidents.first)
  }

  private static func sighting(_ minutes: [Int]) -> Sighting {
    Sighting(failure(minutes), source: "x", origin: place, isPiece: false, received: 0)
  }

  private static func time(_ minute: Int) -> Int { 1000 * TaskPolicy.hour + minute * 60_000 }

  private static func failure(_ minutes: [Int]) -> Failure {
    var failure = Failure()
    failure.fingerprint = "f1"
    failure.kind = "python_exception"
    failure.file = "app.log"
    failure.title = "Unhandled exception"
    failure.count = minutes.count
    failure.first = minutes.first.map(time)
    failure.last = minutes.last.map(time)
    failure.line = 1
    failure.lastLine = minutes.count
    failure.moments = minutes.enumerated().prefix(20).map { number, minute in
      "\(number + 1) \(Day.text(time(minute)))"
    }
    return failure
  }
}
