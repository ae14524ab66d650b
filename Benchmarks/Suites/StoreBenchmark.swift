import Files
import Jobs
import SQLiteStorage
import Storage
import TestSupport

/// Jobs added, leased and ended, each change durable before the caller goes on.
enum StoreBenchmark: Benchmark {
  static let name = "store"

  static func run(_ bench: Bench) async throws {
    let count = bench.options.isQuick ? 500 : 2000
    var own: [Int: [Double]] = [:]
    var theirs: [Double] = []
    let missing = bench.peers.missing(["huey"])
    // In turns, so that a slow minute of the machine is everybody's.
    for _ in 0..<bench.runs {
      for callers in [1, 32] {
        own[callers, default: []].append(try await rate(bench, count, callers))
      }
      if missing == nil { theirs.append(try peer(bench, count)) }
    }
    for callers in [1, 32] {
      let sample = Sample(own[callers] ?? [])
      bench.add(
        Figure(
          name: "store: \(count) jobs, \(callers) at a time", value: sample.median, unit: "jobs/s",
          peer: "huey in SQLite", peerValue: theirs.isEmpty ? nil : Sample(theirs).median,
          target: .timesPeer(callers == 1 ? 0.5 : 1),
          note: missing ?? "\(sample.range) beside \(Sample(theirs).range)"))
    }
  }

  /// Each caller adds a job, leases one and ends it: three commits, where the peer has two.
  private static func rate(_ bench: Bench, _ count: Int, _ callers: Int) async throws -> Double {
    let path = try bench.makeDirectory() / "store.sqlite"
    let database = try SQLiteDatabase(path: path.description)
    try await Migration.apply(JobTable.migrations, to: database)
    let time = try await seconds(of: {
      try await withThrowingTaskGroup { group in
        for caller in 0..<callers {
          group.addTask {
            for number in stride(from: caller, to: count, by: callers) {
              try await carry(number, database)
            }
          }
        }
        try await group.waitForAll()
      }
    })
    await database.close()
    return Double(count) / time
  }

  private static func carry(_ number: Int, _ database: SQLiteDatabase) async throws {
    try await database.write {
      try JobTable($0).add(item: number, stage: "ingest", rule: "r", priority: 0, at: 1)
    }
    let job = try await database.write { try JobTable($0).lease(limit: 1, at: 2).first }
    guard let job else { throw BenchError("there was no job to lease") }
    let isEnded = try await database.write { try JobTable($0).end(job, as: .completed) }
    if !isEnded { throw BenchError("a lease was lost") }
  }

  private static func peer(_ bench: Bench, _ count: Int) throws -> Double {
    let path = try bench.makeDirectory() / "huey.sqlite"
    let child = try ChildProcess(
      bench.peers.python, [Peers.script("store_huey.py"), path.description, "\(count)"],
      output: .here)
    guard let rate = Double(try child.finish().text) else { throw BenchError("huey failed") }
    return rate
  }
}
