package import Foundation
package import Storage

/// How the pipeline stands, at one glance.
package struct PipelineOverview: Sendable, Equatable {
  /// One of the five stages.
  package struct StageLoad: Sendable, Equatable {
    package let stage: Stage
    package var waiting = 0
    package var running = 0
    /// Its attempt failed, and it waits for the next; counted among those that wait.
    package var retrying = 0
    /// Items that have run it and came to a rest today.
    package var doneToday = 0
    /// Items that were given up at it today.
    package var failedToday = 0
    /// When the oldest item that is here was received.
    package var oldest: Date?
    /// Runs in each minute of the last hour, by when their item came to a rest; oldest first.
    package var perMinute: [Int]
    /// Milliseconds of its latest runs; nil before there are any.
    package var median: Double?
    package var p95: Double?
  }

  package var stages: [StageLoad] = []
  /// All items, by place.
  package var counts: [Workspace.Place: Int] = [:]
  /// Items that came to a rest today, by place.
  package var today: [Workspace.Place: Int] = [:]
  /// Items that came to a rest in each minute of the last hour; oldest first.
  package var perMinute: [Int] = []
  /// The oldest that waits for a person.
  package var oldestHeld: Date?

  package static let minutes = 60
  /// How many of the latest items the durations are taken from.
  private static let sampleMax = 500

  /// - Parameters:
  ///   - time: now.
  ///   - midnight: when today began.
  package static func read(
    now time: Date, midnight: Date, _ connection: any Connection
  ) throws -> PipelineOverview {
    var overview = PipelineOverview()
    overview.counts = try ItemPage.counts(ItemQuery(), now: time, connection)
    overview.oldestHeld = try oldest(at: .hold, connection)
    try connection.forEach(
      "select place, count(*) from item where finished >= $1 group by place",
      [.real(midnight.timeIntervalSince1970)]
    ) { row in
      if let place = Workspace.Place(rawValue: row.text(0)) {
        overview.today[place] = row.integer(1)
      }
    }
    let hour = try LastHour(now: time, connection)
    overview.perMinute = hour.items
    let jobs = try UnderWay(connection)
    let today = try Today(since: midnight, connection)
    let samples = try samples(connection)
    overview.stages = try Stage.allCases.enumerated().map { index, stage in
      let running = jobs.running[stage.rawValue, default: 0]
      let here = overview.counts[Workspace.Place(stage), default: 0]
      let durations = samples[index].sorted()
      return StageLoad(
        stage: stage, waiting: max(0, here - running), running: running,
        retrying: jobs.retrying[stage.rawValue, default: 0],
        doneToday: today.runs[index], failedToday: today.failed[stage.rawValue, default: 0],
        oldest: try oldest(at: Workspace.Place(stage), connection),
        perMinute: hour.runs[index], median: quantile(0.5, of: durations),
        p95: quantile(0.95, of: durations))
    }
    return overview
  }

  private static func oldest(
    at place: Workspace.Place, _ connection: any Connection
  ) throws -> Date? {
    try connection.first(
      "select received from item where id = (select min(id) from item where place = $1)",
      [.text(place.rawValue)]
    ) { Date(timeIntervalSince1970: $0.real(0)) }
  }

  private static var columns: [String] { Stage.allCases.map(ItemTable.milliseconds) }

  /// The durations of the latest runs, by stage.
  private static func samples(_ connection: any Connection) throws -> [[Double]] {
    var samples = columns.map { _ in [Double]() }
    try connection.forEach(
      """
      select \(columns.joined(separator: ", ")) from item
      where finished is not null order by finished desc limit \(sampleMax)
      """, []
    ) { row in
      for index in samples.indices {
        if let milliseconds = row.optionalReal(index) { samples[index].append(milliseconds) }
      }
    }
    return samples
  }

  /// The value below which a share of the sorted values lies; nil of none.
  private static func quantile(_ share: Double, of values: [Double]) -> Double? {
    if values.isEmpty { return nil }
    return values[min(values.count - 1, Int(Double(values.count) * share))]
  }

  /// What came to a rest in the last hour, minute by minute.
  private struct LastHour {
    var items = [Int](repeating: 0, count: minutes)
    var runs = Stage.allCases.map { _ in [Int](repeating: 0, count: minutes) }

    init(now: Date, _ connection: any Connection) throws {
      let start = now.timeIntervalSince1970 - Double(minutes) * 60
      let counts = columns.map { "count(\($0))" }.joined(separator: ", ")
      try connection.forEach(
        """
        select cast((finished - $1) / 60 as integer) as minute, count(*), \(counts)
        from item where finished >= $1 group by minute
        """, [.real(start)]
      ) { row in
        let minute = row.integer(0)
        guard items.indices.contains(minute) else { return }
        items[minute] = row.integer(1)
        for index in runs.indices { runs[index][minute] = row.integer(index + 2) }
      }
    }
  }

  /// What the queue says.
  private struct UnderWay {
    var running: [String: Int] = [:]
    var retrying: [String: Int] = [:]

    init(_ connection: any Connection) throws {
      try connection.forEach(
        "select stage, count(*) from job where state = 'running' group by stage", []
      ) { running[$0.text(0)] = $0.integer(1) }
      try connection.forEach(
        "select stage, count(*) from job where state = 'retryable' group by stage", []
      ) { retrying[$0.text(0)] = $0.integer(1) }
    }
  }

  /// What was run and given up today, by stage.
  private struct Today {
    var runs: [Int] = []
    var failed: [String: Int] = [:]

    init(since midnight: Date, _ connection: any Connection) throws {
      let counts = columns.map { "count(\($0))" }.joined(separator: ", ")
      let time = SQLValue.real(midnight.timeIntervalSince1970)
      runs =
        try connection.first("select \(counts) from item where finished >= $1", [time]) { row in
          columns.indices.map { row.integer($0) }
        } ?? []
      try connection.forEach(
        """
        select stage, count(*) from item join job on job.item = item.id
        where finished >= $1 and place = 'failed' group by stage
        """, [time]
      ) { failed[$0.text(0)] = $0.integer(1) }
    }
  }
}
