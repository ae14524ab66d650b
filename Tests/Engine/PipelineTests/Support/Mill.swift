import Files
import Foundation
import Jobs
import Pipeline
import Rules
import SQLiteStorage
import Storage
import Synchronization
import Telemetry
import TestSupport
import Testing

/// A whole engine in a temporary workspace, without watcher and dispatcher: what happens, happens
/// when the test says so, and in order.
final class Mill {
  static let rules = """
    rules:
      - name: again
        match: {path: "lines/*/again/**"}
        worker: lines
        seen: again
      - name: twice
        match: {path: "lines/*/twice/**"}
        worker: lines
        retry: {attempts: 2, backoff: 40s}
      - name: growing
        match: {path: "lines/*/live/**"}
        worker: lines
        follow: true
      - name: bundles
        match: {path: "lines/*/*.bundle", bundle: true}
        worker: lines
      - name: lines
        match: {path: "lines/**"}
        worker: lines
    """

  let place: TemporaryDirectory
  let workspace: Workspace
  let clock = ManualClock()
  let script: Script
  let mode: PublicationWriter.Mode
  let configuration: Configuration
  let log = Log()
  let gates: StageGates

  private(set) var database: SQLiteDatabase
  private(set) var outbox: Outbox
  private(set) var intake: Intake
  private(set) var runner: StageRunner
  private var sync: FileSync

  convenience init(
    _ mode: PublicationWriter.Mode = .replace, _ configuration: Configuration = Configuration()
  ) async throws {
    try await self.init(
      at: TemporaryDirectory(), mode, configuration, Script())
  }

  /// Starts where another daemon ended.
  convenience init(openingAt place: TemporaryDirectory) async throws {
    try await self.init(at: place, .replace, Configuration(), Script())
    try await restart()
  }

  /// Starts where another engine stands, configured otherwise.
  convenience init(continuing mill: Mill, _ configuration: Configuration) async throws {
    await mill.database.close()
    try await self.init(at: mill.place, mill.mode, configuration, mill.script)
    try await restart()
  }

  private init(
    at place: TemporaryDirectory, _ mode: PublicationWriter.Mode, _ configuration: Configuration,
    _ script: Script
  ) async throws {
    self.place = place
    self.mode = mode
    self.configuration = configuration
    self.script = script
    workspace = Workspace(place.path)
    try workspace.prepare()
    gates = StageGates()
    sync = try FileSync(home: place.path)
    database = try SQLiteDatabase(path: workspace.database.description)
    outbox = Outbox(workspace: workspace, database: database, sync: sync)
    (intake, runner) = try Self.parts(
      workspace, outbox, database, sync, configuration, LinesWorker(script, mode), clock, log,
      gates, last: 0)
    try await Migration.apply(Self.migrations, to: database)
  }

  static let migrations =
    JobTable.migrations + ItemTable.migrations + StageGates.migrations + Outbox.migrations

  private static func parts(
    _ workspace: Workspace, _ outbox: Outbox, _ database: SQLiteDatabase, _ sync: FileSync,
    _ configuration: Configuration, _ worker: LinesWorker, _ clock: ManualClock, _ log: Log,
    _ gates: StageGates, last: Int
  ) throws -> (Intake, StageRunner) {
    let file = RuleFile(name: "10.yaml", text: Array(rules.utf8))
    let (rules, faults) = RuleSet.load([file], workers: ["lines": ["lines"]])
    let intake = Intake(
      workspace: workspace, database: database, workers: [worker],
      rules: try #require(rules, "\(faults)"), configuration: configuration, lastNumber: last,
      sync: sync, now: { log.now(clock) }, logger: log.logger)
    let runner = StageRunner(
      workspace: workspace, database: database, workers: [worker], outbox: outbox,
      intake: intake, gates: gates, configuration: configuration, pace: StagePace(quick: .infinity),
      now: { clock.date }, logger: log.logger,
      observe: { log.observe($0) })
    return (intake, runner)
  }

  deinit { sync.close() }

  /// From now on these rules hold.
  func use(_ text: String) async throws {
    let file = RuleFile(name: "10.yaml", text: Array(text.utf8))
    let (rules, faults) = RuleSet.load([file], workers: ["lines": ["lines"]])
    await intake.use(try #require(rules, "\(faults)"))
  }

  /// Puts a file into the inbox.
  ///
  /// - Parameter relative: below the inbox.
  func drop(_ relative: Path, _ text: String) throws {
    try place.write("inbox" / relative, text)
  }

  /// Takes what lies in the inbox under these names.
  @discardableResult
  func accept(_ relative: Path...) async throws -> [Acceptance] {
    try await intake.accept(
      relative.map { path in
        let isBundle = path.name.suffix(7) == Array(".bundle".utf8)[...]
        return Arrival(relative: path, isBundle: isBundle)
      })
  }

  /// Drops one file and takes it.
  @discardableResult
  func submit(_ relative: Path, _ text: String) async throws -> ItemID {
    try drop(relative, text)
    let acceptance = try await accept(relative)
    guard case .accepted(let id) = acceptance.first else {
      throw Unexpected(what: "\(acceptance)")
    }
    return id
  }

  /// What people decide, as the daemon carries it out.
  var desk: ItemDesk {
    let clock = clock
    return ItemDesk(
      workspace: workspace, database: database, recovery: recovery, now: { clock.date },
      signal: {})
  }

  /// Runs every job that can be run now, and those that follow.
  func work() async throws {
    while case let jobs = try await lease(), !jobs.isEmpty {
      for job in jobs { try await runner.run(job) }
    }
    try await settleRows()
  }

  /// Takes leases as the dispatcher does.
  func lease() async throws -> [Job] {
    let time = clock.date.timeIntervalSince1970
    return try await database.write { connection in
      let table = JobTable(connection)
      return try table.lease(limit: 10, at: time, single: true)
        + table.lease(limit: 10, at: time)
    }
  }

  /// Returns when rows that nobody waits for are written.
  func settleRows() async throws { try await database.write { _ in } }

  /// As if the daemon ended here and was started again: only the disk is kept.
  @discardableResult
  func restart(afterMachineStop: Bool = false) async throws -> Recovery.Result {
    await database.close()
    database = try SQLiteDatabase(path: workspace.database.description)
    try await Migration.apply(Self.migrations, to: database)
    outbox = Outbox(workspace: workspace, database: database, sync: sync)
    let result = try await recovery(afterMachineStop: afterMachineStop).run()
    (intake, runner) = try Self.parts(
      workspace, outbox, database, sync, configuration, LinesWorker(script, mode), clock, log,
      gates, last: result.lastNumber)
    return result
  }

  var recovery: Recovery { recovery(afterMachineStop: false) }

  private func recovery(afterMachineStop: Bool) -> Recovery {
    let clock = clock
    return Recovery(
      workspace: workspace, database: database, outbox: outbox, workers: [], now: { clock.date },
      logger: log.logger, isAfterMachineStop: afterMachineStop)
  }

  var itemSync: ItemSync { ItemSync(workspace: workspace, database: database, sync: sync) }
}

struct Unexpected: Error, CustomStringConvertible {
  let what: String
  var description: String { "unexpected: \(what)" }
}
