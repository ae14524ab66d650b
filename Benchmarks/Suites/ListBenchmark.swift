import Files
import Foundation
import Jobs
import Pipeline
import SQLiteStorage
import Storage

/// What pages ask of an index of many items: lists in every order, a search, the overview. Measured
/// in processor time, so that what else runs on the machine counts little.
enum ListBenchmark: Benchmark {
  static let name = "lists"

  /// A page may take no longer, in milliseconds.
  private static let limit = 50.0
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  static func run(_ bench: Bench) async throws {
    let path = try bench.makeDirectory() / "lists.sqlite"
    let database = try SQLiteDatabase(path: path.description)
    try await Migration.apply(JobTable.migrations + ItemTable.migrations, to: database)
    let count = bench.options.isQuick ? 20_000 : 100_000
    try await fill(database, count)
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
    let overview = try await times(bench.runs) {
      _ = try await database.read {
        try PipelineOverview.read(now: now, midnight: now.addingTimeInterval(-36_000), $0)
      }
    }
    add(bench, "overview, of \(count) items", overview)
    await database.close()
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

  /// Seven of ten are done, one has failed, the others wait; forty businesses.
  private static func fill(_ database: SQLiteDatabase, _ count: Int) async throws {
    let places = ["done", "done", "done", "done", "done", "done", "done", "failed", "hold", "nlg"]
    for start in stride(from: 1, through: count, by: 5_000) {
      try await database.write { connection in
        for number in start..<min(start + 5_000, count + 1) {
          try add(number, place: places[number % places.count], connection)
        }
      }
    }
  }

  private static func add(_ number: Int, place: String, _ connection: any Connection) throws {
    let received = now.timeIntervalSince1970 - Double(100_000 - number)
    let ended: SQLValue = place == "nlg" ? .null : .real(received + 1)
    let business = "business-\(number % 40)"
    try connection.execute(
      """
      insert into item(id, name, origin, worker, route, business, rule, fingerprint, size,
        received, place, outcome, reason, finished, records,
        ingest_ms, process_ms, nlg_ms, qa_ms, publish_ms)
      values($1, $2, $3, 'worker', 'route', $4, 'rule', $5, $6, $7, $8, $8, $9, $10, 10,
        1.5, 2.5, 3.5, 4.5, 5.5)
      """,
      [
        .integer(number), .text("march-\(number).csv"),
        .text("worker/\(business)/march-\(number).csv"), .text(business),
        .text("\(number * 7919)"), .integer(number * 31 % 100_000), .real(received),
        .text(place), place == "done" ? .null : .text("line 4 has a price that is no number"),
        ended,
      ])
    let state = place == "nlg" ? "available" : place == "done" ? "completed" : "discarded"
    try connection.execute(
      """
      insert into job(item, stage, state, rule, priority, available_at)
      values($1, 'nlg', $2, 'rule', 0, $3)
      """, [.integer(number), .text(state), .real(received)])
  }
}
