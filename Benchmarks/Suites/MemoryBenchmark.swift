import Files
import Pipeline

/// The memory of every stage of both workers, for a small and for a large table: it must be flat.
enum MemoryBenchmark: Benchmark {
  static let name = "memory"

  static func run(_ bench: Bench) async throws {
    for worker in ["listings", "tabular"] {
      let small = try await peaks(bench, worker, rows: bench.options.rows / 100)
      let large = try await peaks(bench, worker, rows: bench.options.rows)
      for stage in Stage.allCases {
        guard let small = small[stage], let large = large[stage] else { continue }
        bench.add(
          Figure(
            name: "memory: \(worker) \(stage.rawValue), \(bench.options.rows) rows",
            value: large.peakMegabytes, unit: "MB", peer: "\(bench.options.rows / 100) rows:",
            peerValue: small.peakMegabytes, target: .atMost(200),
            note: "\(Figure.text(large.seconds)) s"))
      }
    }
  }

  private static func peaks(
    _ bench: Bench, _ worker: String, rows: Int
  ) async throws -> [Stage: StageProcess.Measurement] {
    let directory = try bench.makeDirectory()
    try Samples.writeListings(directory / "table.csv", rows: rows)
    let walk = try await RouteWalk(directory / "workspace")
    try walk.take(directory / "table.csv", as: 1, worker: worker)
    try await walk.close()
    let found = try StageProcess.runAll(1, in: directory / "workspace")
    try Directory.remove(directory)
    return found
  }
}
