import Agents
import Executors
import Files
package import Foundation
import HTTPServer
import Jobs
package import Pipeline
import Processes
import Rules
import SQLiteStorage
import Storage
package import Telemetry
import Watching

// How the parts are wired. One direction: the watcher finds whole files, the intake makes items of
// them, the dispatcher hands their jobs to the stage runner, which publishes through the outbox.
// Each part is one `run()`; they live and end together.

/// The program that watches a workspace.
package final class DropmillDaemon: Sendable {
  private let configuration: DaemonConfiguration
  private let workers: [any Worker]
  private let logger: Logger
  private let recentLog = RecentLog()
  private let now: @Sendable () -> Date
  private let observe: @Sendable (ItemEvent) -> Void
  private let reloads: ReloadRequests?
  private let reconfigure: (@Sendable () throws -> DaemonConfiguration)?
  private let began: @Sendable () -> Void
  private let announce: @Sendable (WebAnnouncement) -> Void

  /// - Parameters:
  ///   - reloads: asks it to read its rules and settings again.
  ///   - reconfigure: reads the settings; nil: they hold to the end.
  ///   - began: called once, when the workspace is its own and it works there.
  ///   - announce: told each time when the web interface answers.
  package init(
    configuration: DaemonConfiguration, workers: [any Worker], logger: Logger,
    now: @escaping @Sendable () -> Date, reloads: ReloadRequests? = nil,
    reconfigure: (@Sendable () throws -> DaemonConfiguration)? = nil,
    observe: @escaping @Sendable (ItemEvent) -> Void,
    began: @escaping @Sendable () -> Void = {},
    announce: @escaping @Sendable (WebAnnouncement) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.workers = workers
    self.logger = logger.remembering(recentLog)
    self.now = now
    self.reloads = reloads
    self.reconfigure = reconfigure
    self.observe = observe
    self.began = began
    self.announce = announce
  }

  /// Works until cancelled, or until everything is done when `once` is set.
  ///
  /// - Throws: ``DaemonError``, and what makes going on impossible.
  package func run() async throws {
    let workspace = configuration.workspace
    try workspace.prepare()
    guard let lock = try FileLock(workspace.lock) else {
      throw DaemonError.locked(workspace.root)
    }
    defer { withExtendedLifetime(lock) {} }
    let exposures = try workspace.exposures()
    if !exposures.isEmpty { throw DaemonError.exposed(exposures) }
    try ProgramGuard.start()
    try endLeftPrograms()
    try Recovery.removeHalfMadeParts(in: workspace, logger)
    var start = Start(configuration)
    var standstill = Standstill(configuration, logger)
    var rules = try loadRules()
    while true {
      do {
        if start.stop == nil, let boot = start.configuration.boot {
          start.stop = try MachineStop(workspace.boot, boot)
        }
        start.configuration.engine.suspectBefore = start.suspectBefore
        try await open(rules, &start)
        break
      } catch let change as SettingsChanged {
        logger.info("settings changed", ["detail": "everything is opened anew as they say"])
        start = Start(change.configuration, after: start)
        rules = change.rules
      } catch let error as HTTPServerError where start.before != nil {
        logger.error("settings kept as they were", ["reason": "\(error)"])
        start = Start(start.before ?? configuration, after: start)
        start.before = nil
      } catch {
        if let trouble = DiskRoom(workspace).trouble(behind: error),
          trouble.isShortage || start.hasWorked
        {
          try await standstill.wait(trouble, start.configuration.web)
          start.isAfterTrouble = true
        } else if start.hasWorked, DiskRoom.isOfTheMachine(error) {
          try await standstill.wait(behind: error)
          start.isAfterTrouble = false
        } else {
          throw DaemonError.damage(error, workspace.database, isIndex: true) ?? error
        }
      }
    }
    try start.stop?.end()
  }

  /// They would go on writing where their files are worked on anew.
  private func endLeftPrograms() throws {
    let count = try ProgramGuard.endLeft(below: configuration.workspace.stages)
    if count == 0 { return }
    logger.warning(
      "programs ended",
      ["count": "\(count)", "reason": "they were left by a daemon that was killed"])
  }

  private func loadRules() throws -> RuleSet {
    try RuleFiles.load(
      in: configuration.workspace.rules, workers: WorkerNames.of(workers), warningsTo: logger)
  }

  /// What is special about this start.
  private struct Start {
    var configuration: DaemonConfiguration
    /// What held until now, where the settings have just changed.
    var before: DaemonConfiguration?
    /// The disk was full, or failed: what was at work then has done nothing wrong.
    var isAfterTrouble = false
    /// This process has worked here: what fails from now on is none of its settings, and what the
    /// machine broke when it went down is mended.
    var hasWorked = false
    var stop: MachineStop?

    var isAfterMachineStop: Bool { !hasWorked && stop?.wasUnderWork == true }
    var suspectBefore: Date? { configuration.holdsAfterCrash ? stop?.suspectBefore : nil }

    init(_ configuration: DaemonConfiguration) { self.configuration = configuration }

    /// The next one, as other settings say.
    init(_ configuration: DaemonConfiguration, after start: Start) {
      self.configuration = configuration
      before = start.configuration
      hasWorked = start.hasWorked
      stop = start.stop
    }
  }

  /// Works with a database that is opened for it, and closed behind it.
  private func open(_ rules: RuleSet, _ start: inout Start) async throws {
    let workspace = configuration.workspace
    let sync = try FileSync(home: workspace.root)
    let database: SQLiteDatabase
    do {
      database = try await Schema.open(workspace, for: workers)
    } catch {
      sync.close()
      throw error
    }
    do {
      try await serve(rules, database, sync, &start)
    } catch {
      sync.close()
      await database.close()
      throw error
    }
    sync.close()
    await database.close()
  }

  private func serve(
    _ rules: RuleSet, _ database: SQLiteDatabase, _ sync: FileSync, _ start: inout Start
  ) async throws {
    guard let configuration = start.configuration.web else {
      return try await serve(rules, database, sync, &start, nil)
    }
    let web = try await WebService(
      configuration, self.configuration.workspace, logger, announce: announce)
    do {
      try await serve(rules, database, sync, &start, web)
    } catch {
      await web.close()
      throw error
    }
    await web.close()
  }

  private func serve(
    _ rules: RuleSet, _ database: SQLiteDatabase, _ sync: FileSync, _ start: inout Start,
    _ web: WebService?
  ) async throws {
    let observe: @Sendable (ItemEvent) -> Void = { [observe] event in
      observe(event)
      web?.publish(event)
    }
    let workspace = configuration.workspace
    let outbox = Outbox(
      workspace: workspace, database: database, sync: sync, logger: logger)
    let recovery = Recovery(
      workspace: workspace, database: database, outbox: outbox, workers: workers, now: now,
      logger: logger,
      countsCrashes: try !start.isAfterTrouble && FileStatus.ifPresent(workspace.cutShort) == nil,
      isAfterMachineStop: start.isAfterMachineStop)
    let recovered = try await recovery.run()
    try Directory.removeFile(workspace.cutShort)
    if !start.hasWorked {
      try start.stop?.begin()
      began()
    }
    start.hasWorked = true
    logger.info(
      "daemon started",
      [
        "workspace": "\(workspace.root)", "rules": "\(rules.rules.count)",
        "under_way": "\(recovered.underWay)", "adopted": "\(recovered.adopted)",
      ])
    let intake = Intake(
      workspace: workspace, database: database, workers: workers, rules: rules,
      configuration: start.configuration.engine, lastNumber: recovered.lastNumber, sync: sync,
      now: now, logger: logger)
    let tools = toolRunner(database)
    let scheduler = self.scheduler(tools, database)
    let gates = StageGates()
    try await gates.load(database)
    let runner = StageRunner(
      workspace: workspace, database: database, workers: workers, outbox: outbox,
      intake: intake, gates: gates, configuration: start.configuration.engine, now: now,
      logger: logger,
      observe: { event in
        observe(event)
        guard case .ended(let item, _, _, _) = event else { return }
        if scheduler.isConcerned(item.worker) { scheduler.signal() }
      })
    let dispatcher = Dispatcher(
      database: database, runner: runner, gates: gates,
      configuration: start.configuration.engine, now: now, clock: ContinuousClock())
    let itemSync = ItemSync(workspace: workspace, database: database, sync: sync)
    let services = Services(
      configuration: start.configuration, workers: workers, intake: intake,
      dispatcher: dispatcher, gates: gates, scheduler: scheduler, tools: tools, recovery: recovery,
      itemSync: itemSync, outbox: outbox, database: database, now: now, logger: logger,
      recentLog: recentLog, reloads: reloads, reconfigure: reconfigure, observe: observe, web: web)
    try await services.run(rules)
    try await outbox.settle()
    try await itemSync.run()
    logger.info("daemon stopped", ["workspace": "\(workspace.root)"])
  }

  private func toolRunner(_ database: SQLiteDatabase) -> ToolRunner {
    ToolRunner(
      toolbox: Toolbox(workers.map { ($0.name, $0.tools) }),
      places: configuration.workspace.toolPlaces, database: database, now: now, logger: logger)
  }

  private func scheduler(_ tools: ToolRunner, _ database: SQLiteDatabase) -> Scheduler {
    Scheduler(
      workers.map { ($0.name, $0.schedules) }, runner: tools, database: database, now: now,
      clock: ContinuousClock(), logger: logger)
  }
}
