import Files
import Foundation
import Jobs
import Pipeline
import SQLiteStorage
import Storage

/// What pages ask of an index of many items: lists in every order, a search, the overview, also of
/// a day on which nearly all of them ended. Measured in processor time, so that what else runs on
/// the machine counts little.
enum ListBenchmark: Benchmark {
  static let name = "lists"

  /// A page may take no longer, in milliseconds.
  private static let limit = 50.0
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  static func run(_ bench: Bench) async throws {
    let count = bench.options.isQuick ? 20_000 : 100_000
    try await lists(bench, count)
    try await fullDay(bench, count)
  }

  private static func lists(_ bench: Bench, _ count: Int) async throws {
    let database = try await database(bench, "lists", Filling.mixed, count)
    for (name, query) in queries {
      let times = try await times(bench.runs) {
        _ = try await database.read { try ItemPage.read(query, now: now, $0) }
      }
      add(bench, "\(name), of \(count) items", times)
    }
    let businesses = try await times(bench.runs) {
      _ = try await database.read { try BusinessSummary.all($0) }
    }
    add(bench, "businesses, of \(count) items", businesses)
    try await overview(bench, "overview, of \(count) items", hours: 10, database)
    await database.close()
  }

  /// All came today, and 94 of 100 have ended: what is counted of a day may not grow with it.
  private static func fullDay(_ bench: Bench, _ count: Int) async throws {
    let database = try await database(bench, "day", Filling.fullDay(count), count)
    let ended = "\(count * 94 / 100) ended today"
    try await overview(bench, "overview, \(ended)", hours: 23, database)
    try await overview(
      bench, "overview of one business of forty, \(ended)", hours: 23, of: ["business-7"], database)
    let latest = try await times(bench.runs) {
      var query = ItemQuery()
      query.places = [.done, .hold, .failed]
      let asked = query
      _ = try await database.read { try ItemPage.latest(asked, limit: 12, now: now, $0) }
    }
    add(bench, "what ended last, \(ended)", latest)
    await database.close()
  }

  private static func database(
    _ bench: Bench, _ name: String, _ filling: Filling, _ count: Int
  ) async throws -> SQLiteDatabase {
    let path = try bench.makeDirectory() / "\(name).sqlite"
    let database = try SQLiteDatabase(path: path.description)
    try await Migration.apply(JobTable.migrations + ItemTable.migrations, to: database)
    try await fill(database, filling, count)
    return database
  }

  private static func overview(
    _ bench: Bench, _ name: String, hours: Double, of businesses: [String]? = nil,
    _ database: SQLiteDatabase
  ) async throws {
    let midnight = now.addingTimeInterval(-hours * 3_600)
    let sample = try await times(bench.runs) {
      _ = try await database.read {
        try PipelineOverview.read(now: now, midnight: midnight, visible: businesses, $0)
      }
    }
    add(bench, name, sample)
  }

  private static var queries: [(String, ItemQuery)] {
    var failed = ItemQuery()
    failed.places = [.failed]
    var business = ItemQuery()
    business.worker = "worker"
    business.business = "business-7"
    var search = ItemQuery()
    search.text = "no file has this in its name"
    let sorted = ItemQuery.Sort.allCases.map { sort in
      var query = ItemQuery()
      query.sort = sort
      return ("page by \(sort.rawValue)", query)
    }
    return sorted + [("page of failed", failed), ("page of a business", business)]
      + [("search without a hit", search)]
  }

  private static func times(
    _ runs: Int, _ body: () async throws -> Void
  ) async throws -> Sample {
    try await body()
    var times: [Double] = []
    for _ in 0..<max(runs, 3) {
      let start = ProcessUsage.ownSeconds
      try await body()
      times.append((ProcessUsage.ownSeconds - start) * 1000)
    }
    return Sample(times)
  }

  private static func add(_ bench: Bench, _ name: String, _ sample: Sample) {
    bench.add(
      Figure(
        name: "lists: \(name)", value: sample.median, unit: "ms", target: .atMost(limit),
        note: sample.range))
  }

  /// Where the items are, and how far they lie apart.
  private struct Filling: Sendable {
    var places: [String]
    var seconds: Double

    /// Seven of ten are done, one has failed, the others wait; a second apart.
    static let mixed = Filling(
      places: Array(repeating: "done", count: 7) + ["failed", "hold", "nlg"], seconds: 1)

    /// Of fifty 42 are done, five have failed; the first came 22 hours ago.
    static func fullDay(_ count: Int) -> Filling {
      let ends = Array(repeating: "done", count: 42) + Array(repeating: "failed", count: 5)
      return Filling(
        places: ends + ["nlg", "nlg", "nlg"], seconds: 22 * 3_600 / Double(count))
    }
  }

  /// Of forty businesses.
  private static func fill(
    _ database: SQLiteDatabase, _ filling: Filling, _ count: Int
  ) async throws {
    for start in stride(from: 1, through: count, by: 5_000) {
      try await database.write { connection in
        for number in start..<min(start + 5_000, count + 1) {
          let place = filling.places[number % filling.places.count]
          let age = Double(count - number) * filling.seconds
          try add(number, place: place, age: age, connection)
        }
      }
    }
  }

  private static func add(
    _ number: Int, place: String, age: Double, _ connection: any Connection
  ) throws {
    let received = now.timeIntervalSince1970 - age
    let ended: SQLValue = place == "nlg" ? .null : .real(received + 1)
    let business = "business-\(number % 40)"
    try connection.execute(
      """
      insert into item(id, name, origin, worker, route, business, rule, fingerprint, size,
        received, place, outcome, reason, finished, records, failed_at,
        ingest_ms, process_ms, nlg_ms, qa_ms, publish_ms)
      values($1, $2, $3, 'worker', 'route', $4, 'rule', $5, $6, $7, $8, $8, $9, $10, 10, $11,
        1.5, 2.5, 3.5, 4.5, 5.5)
      """,
      [
        .integer(number), .text("march-\(number).csv"),
        .text("worker/\(business)/march-\(number).csv"), .text(business),
        .text("\(number * 7919)"), .integer(number * 31 % 100_000), .real(received),
        .text(place), place == "done" ? .null : .text("line 4 has a price that is no number"),
        ended, place == "failed" ? .text("nlg") : .null,
      ])
    let state = place == "nlg" ? "available" : place == "done" ? "completed" : "discarded"
    try connection.execute(
      """
      insert into job(item, stage, state, rule, priority, available_at)
      values($1, 'nlg', $2, 'rule', 0, $3)
      """, [.integer(number), .text(state), .real(received)])
  }
}
