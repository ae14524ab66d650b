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
  ///   - businesses: those that may be seen; nil for all.
  package static func read(
    now time: Date, midnight: Date, visible businesses: [String]? = nil,
    _ connection: any Connection
  ) throws -> PipelineOverview {
    var overview = PipelineOverview()
    let sight = Sight(businesses, connection)
    var query = ItemQuery()
    query.visibleBusinesses = businesses
    overview.counts = try ItemPage.counts(query, now: time, connection)
    overview.oldestHeld = try oldest(at: .hold, sight)
    let minutes = ItemMinutes(of: businesses, connection)
    let hour = try LastHour(now: time, minutes)
    overview.perMinute = hour.items
    let jobs = try UnderWay(sight)
    let today = try Today(since: midnight, minutes)
    overview.today = today.items
    let samples = try samples(sight)
    overview.stages = try Stage.allCases.enumerated().map { index, stage in
      let running = jobs.running[stage.rawValue, default: 0]
      let here = overview.counts[Workspace.Place(stage), default: 0]
      let durations = samples[index].sorted()
      return StageLoad(
        stage: stage, waiting: max(0, here - running), running: running,
        retrying: jobs.retrying[stage.rawValue, default: 0],
        doneToday: today.runs[index], failedToday: today.failed[stage.rawValue, default: 0],
        oldest: try oldest(at: Workspace.Place(stage), sight),
        perMinute: hour.runs[index], median: quantile(0.5, of: durations),
        p95: quantile(0.95, of: durations))
    }
    return overview
  }

  private static func oldest(at place: Workspace.Place, _ sight: Sight) throws -> Date? {
    // The first condition is that of the index: without it the table is read to its end.
    try sight.first(
      """
      select received from item
      where id = (select min(id) from item where place <> 'done' and place = $1 and {seen})
      """, [.text(place.rawValue)]
    ) { Date(timeIntervalSince1970: $0.real(0)) }
  }

  private static var columns: [String] { Stage.allCases.map(ItemTable.milliseconds) }

  /// The durations of the latest runs, by stage.
  private static func samples(_ sight: Sight) throws -> [[Double]] {
    var samples = columns.map { _ in [Double]() }
    try sight.forEach(
      """
      select \(columns.joined(separator: ", ")) from item
      where finished is not null and {seen} order by finished desc limit \(sampleMax)
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

  /// Statements on items that a person may see: `{seen}` stands for the condition.
  private struct Sight {
    private let businesses: [String]?
    private let connection: any Connection

    var isOfAll: Bool { businesses == nil }

    init(_ businesses: [String]?, _ connection: any Connection) {
      self.businesses = businesses
      self.connection = connection
    }

    func forEach(
      _ sql: String, _ values: [SQLValue], _ body: (any Row) throws -> Void
    ) throws {
      guard let businesses else {
        return try connection.forEach(
          sql.replacingOccurrences(of: "{seen}", with: "true"), values, body)
      }
      let marks = businesses.indices.map { "$\(values.count + $0 + 1)" }.joined(separator: ", ")
      try connection.forEach(
        sql.replacingOccurrences(of: "{seen}", with: "business in (\(marks))"),
        values + businesses.map(SQLValue.text), body)
    }

    func first<Value>(
      _ sql: String, _ values: [SQLValue], _ transform: (any Row) throws -> Value
    ) throws -> Value? {
      var result: Value?
      try forEach(sql, values) { row in
        if result == nil { result = try transform(row) }
      }
      return result
    }
  }

  /// What came to a rest in the last hour, minute by minute; the last minute is not over yet.
  private struct LastHour {
    var items = [Int](repeating: 0, count: minutes)
    var runs = Stage.allCases.map { _ in [Int](repeating: 0, count: minutes) }

    init(now: Date, _ table: ItemMinutes) throws {
      let first = ItemMinutes.minute(of: now) - minutes + 1
      try table.byMinute(since: first) { minute, sums in
        guard items.indices.contains(minute - first) else { return }
        items[minute - first] = sums.items
        for index in runs.indices { runs[index][minute - first] = sums.runs[index] }
      }
    }
  }

  /// What the queue says.
  private struct UnderWay {
    var running: [String: Int] = [:]
    var retrying: [String: Int] = [:]

    init(_ sight: Sight) throws {
      func count(_ state: String, _ body: (any Row) -> Void) throws {
        let items = sight.isOfAll ? "" : "join item on item.id = job.item"
        try sight.forEach(
          """
          select stage, count(*) from job \(items) where state = '\(state)' and {seen}
          group by stage
          """, [], body)
      }
      try count("running") { running[$0.text(0)] = $0.integer(1) }
      try count("retryable") { retrying[$0.text(0)] = $0.integer(1) }
    }
  }

  /// What came to a rest today, by place; what was run and given up, by stage.
  private struct Today {
    var items: [Workspace.Place: Int] = [:]
    var runs = Stage.allCases.map { _ in 0 }
    var failed: [String: Int] = [:]

    init(since midnight: Date, _ table: ItemMinutes) throws {
      try table.byPlace(since: ItemMinutes.minute(of: midnight)) { place, stage, sums in
        for index in runs.indices { runs[index] += sums.runs[index] }
        if let place = Workspace.Place(rawValue: place) { items[place, default: 0] += sums.items }
        if place == Workspace.Place.failed.rawValue { failed[stage, default: 0] += sums.items }
      }
    }
  }
}
