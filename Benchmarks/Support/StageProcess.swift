import Files
import Pipeline
import TestSupport

/// One stage of one item in a process of its own, so that its memory can be told from all other.
enum StageProcess {
  struct Measurement {
    let seconds: Double
    let peakMegabytes: Double
  }

  /// The hidden argument of ``dropmill-bench`` that makes it such a process.
  static let argument = "--stage"

  /// Runs all stages in turn, each in a new process.
  ///
  /// - Parameter directory: a workspace with an item, made by ``RouteWalk``.
  static func runAll(_ number: Int, in directory: Path) throws -> [Stage: Measurement] {
    var found: [Stage: Measurement] = [:]
    for stage in Stage.allCases {
      let child = try ChildProcess(
        Bench.program.description,
        [argument, stage.rawValue, "\(number)", directory.description], output: .here)
      let output = try child.finish().text.split(separator: " ").compactMap { Double($0) }
      guard output.count == 2 else { throw BenchError("\(stage.rawValue) did not end well") }
      found[stage] = Measurement(seconds: output[0], peakMegabytes: output[1])
    }
    return found
  }

  /// The process itself: prints the seconds, and the most memory that it used in MB.
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3, let stage = Stage(rawValue: arguments[0]),
      let number = Int(arguments[1])
    else { throw BenchError("\(argument) STAGE ITEM DIRECTORY") }
    let walk = try await RouteWalk(Path(arguments[2]))
    let streams = ItemStreams()
    let run = try await walk.run(stage, of: number, streams)
    print(run.seconds, ProcessUsage.own.peakMegabytes, terminator: "")
    let directory = Workspace(Path(arguments[2])).directory(of: ItemID(number), in: .ingest)
    try streams.save(in: directory)
    try await walk.close()
  }
}
