import Files
import Pipeline

/// What a row costs in a table of so many rows, all stages together, in processor time: it must
/// not grow.
enum GrowthBenchmark: Benchmark {
  static let name = "growth"

  static func run(_ bench: Bench) async throws {
    let factors = bench.options.isQuick ? [1, 10, 100] : [1, 10, 100, 1000]
    for worker in ["tabular", "listings"] {
      var first: Double?
      for factor in factors {
        let rows = 100 * factor
        let costs = try await costs(bench, worker, rows: rows)
        let sample = Sample(costs.map { $0 / Double(rows) * 1e6 })
        bench.add(
          Figure(
            name: "growth: \(worker), a row of \(rows)", value: sample.median, unit: "µs",
            peer: first == nil ? nil : "1 ×", peerValue: first,
            target: first == nil ? .none : .atMostTimesPeer(1), note: sample.range))
        first = first ?? sample.median
      }
    }
  }

  /// Seconds on processors of each run.
  private static func costs(_ bench: Bench, _ worker: String, rows: Int) async throws -> [Double] {
    var costs: [Double] = []
    for _ in 0..<bench.runs {
      let directory = try bench.makeDirectory(inMemory: true)
      try Samples.writeListings(directory / "table.csv", rows: rows)
      let walk = try await RouteWalk(directory / "workspace")
      try walk.take(directory / "table.csv", as: 1, worker: worker)
      let runs = try await walk.runAll(1)
      try await walk.close()
      costs.append(runs.values.reduce(0) { $0 + $1.work })
      try Directory.remove(directory)
    }
    return costs
  }
}
