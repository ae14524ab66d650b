import Files
import Glibc
import Pipeline

/// How many listings a core describes in a second: facts, eight tries, gate; and the second gate of
/// QA. Processor time, because a shared machine's clock says little.
enum LanguageBenchmark: Benchmark {
  static let name = "language"

  static func run(_ bench: Bench) async throws {
    let directory = try bench.makeDirectory()
    let table = directory / "table.csv"
    let rows = bench.options.rows / 100
    _ = try Samples.writeListings(table, rows: rows)
    let walk = try await RouteWalk(directory / "workspace")
    try walk.take(table, as: 1, worker: "listings")
    let streams = ItemStreams()
    for stage in [Stage.ingest, .process] { _ = try await walk.run(stage, of: 1, streams) }
    for stage in [Stage.nlg, .qa] {
      let start = processorNanoseconds()
      let run = try await walk.run(stage, of: 1, streams)
      let seconds = Double(processorNanoseconds() - start) / 1e9
      bench.add(
        Figure(
          name: "language: \(stage.rawValue), \(run.records) listings",
          value: Double(run.records) / seconds, unit: "listings/s",
          target: stage == .nlg ? .atLeast(2000) : .none))
    }
    try await walk.close()
  }

  private static func processorNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
