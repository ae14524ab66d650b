import Files
import Foundation
import Jobs
import Listings
import Pipeline
import SQLiteStorage
import Storage
import Tabular
import Telemetry

/// Runs the stages of a route on one file, without a daemon around them.
final class RouteWalk {
  static let workers: [any Worker] = [ListingsWorker(), TabularWorker()]

  private let workspace: Workspace
  private let database: SQLiteDatabase
  private let sync: FileSync
  private let outbox: Outbox

  /// What one stage came to.
  struct Run {
    let seconds: Double
    /// On processors, all threads of this process together.
    let work: Double
    let records: Int
  }

  private typealias Ending = (outcome: Outcome, records: Int)

  /// - Parameter directory: a workspace, which is made when it is not there.
  init(_ directory: Path) async throws {
    workspace = Workspace(directory)
    try workspace.prepare()
    sync = try FileSync(home: directory)
    database = try SQLiteDatabase(path: workspace.database.description)
    try await Migration.apply(
      JobTable.migrations + ItemTable.migrations + Outbox.migrations
        + Self.workers.flatMap(\.migrations), to: database)
    outbox = Outbox(workspace: workspace, database: database, sync: sync)
  }

  func close() async throws {
    try await outbox.settle()
    sync.close()
    await database.close()
  }

  /// Makes an item of a file, which is moved.
  ///
  /// - Parameter options: of its rule, as JSON.
  func take(_ file: Path, as number: Int, worker: String, options: String = "{}") throws {
    let directory = directory(number)
    try Directory.make(directory / "source")
    let size = try FileStatus.of(file).size
    let item = try Self.item(number, size: size, worker: worker, options: options)
    try Renaming.move(file, to: directory / "source" / "table.csv")
    try item.write(in: directory)
  }

  /// All stages of an item, with small streams in memory, as the daemon does it.
  func runAll(_ number: Int) async throws -> [Stage: Run] {
    let streams = ItemStreams()
    var runs: [Stage: Run] = [:]
    for stage in Stage.allCases { runs[stage] = try await run(stage, of: number, streams) }
    return runs
  }

  /// One stage of an item whose stages before have been run.
  func run(_ stage: Stage, of number: Int, _ streams: ItemStreams) async throws -> Run {
    let directory = directory(number)
    var item = try Item.read(in: directory)
    guard let worker = Self.workers.first(where: { $0.name == item.worker }),
      let route = worker.routes.first(where: { $0.name == item.route })
    else { preconditionFailure("a worker that is not built in: \(item.worker)") }
    let context = StageContext(
      item: item, stage: stage, now: item.received, tables: database, logger: .silent,
      directory: directory, outbox: workspace.outbox)
    let start = monotonicNanoseconds()
    let before = ProcessUsage.ownSeconds
    let result = try await run(stage, on: route, context, streams, directory)
    let seconds = Double(monotonicNanoseconds() - start) / 1e9
    let work = ProcessUsage.ownSeconds - before
    if result.outcome != .next { throw BenchError("\(stage.rawValue): \(result.outcome)") }
    item.runs.append(
      Item.StageRun(
        stage: stage, milliseconds: seconds * 1000, records: result.records,
        rejects: 0))
    try item.write(in: directory)
    return Run(seconds: seconds, work: work, records: result.records)
  }

  private func run<R: Route>(
    _ stage: Stage, on route: R, _ context: StageContext, _ streams: ItemStreams, _ directory: Path
  ) async throws -> Ending {
    let item = context.item
    switch stage {
    case .ingest:
      let source = SourceFile(
        name: item.name, path: directory / "source" / item.name, size: item.size, isBundle: false)
      return Self.ending(
        try await streams.write(R.Record.self, of: stage, in: directory) {
          try await route.ingest(source, to: $0, in: context)
        })
    case .process:
      return Self.ending(
        try await streams.write(R.Plan.self, of: stage, in: directory) {
          try await route.process(
            streams.read(R.Record.self, for: stage, in: directory), to: $0, in: context)
        })
    case .nlg:
      return Self.ending(
        try await streams.write(R.Draft.self, of: stage, in: directory) {
          try await route.nlg(
            streams.read(R.Plan.self, for: stage, in: directory), to: $0, in: context)
        })
    case .qa:
      return Self.ending(
        try await streams.write(R.Draft.self, of: stage, in: directory) {
          try await route.qa(
            streams.read(R.Draft.self, for: stage, in: directory), to: $0, in: context)
        })
    case .publish:
      let publication = try await outbox.begin(item)
      let outcome = try await route.publish(
        streams.read(R.Draft.self, for: stage, in: directory), to: publication, in: context)
      _ = try await outbox.publish(publication, of: item)
      return (outcome, 0)
    }
  }

  private static func ending(_ result: StageResult) -> Ending { (result.outcome, result.records) }

  /// As intake would have made it.
  private static func item(
    _ number: Int, size: Int, worker: String, options: String
  ) throws -> Item {
    let text = """
      {"id": \(number), "fingerprint": "\(number)", "name": "table.csv", "nameBytes": [],
      "origin": "table.csv", "isBundle": false, "size": \(size), "received": \(800_000_000),
      "worker": "\(worker)", "route": "table", "business": "bench", "rule": "bench",
      "options": \(options), "decisions": [], "runs": [], "findings": [], "held": {}}
      """
    return try JSONDecoder().decode(Item.self, from: Data(text.utf8))
  }

  private func directory(_ number: Int) -> Path {
    workspace.directory(of: ItemID(number), in: .ingest)
  }
}
