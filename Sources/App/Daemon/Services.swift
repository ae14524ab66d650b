import Agents
import Dashboard
import Files
import Foundation
import HTTPServer
import Models
import Pipeline
import Rules
import SQLiteStorage
import Storage
import Supervision
import Telemetry
import Watching
import Web

/// The parts of a running daemon, each a task among the others.
struct Services {
  let configuration: DaemonConfiguration
  let workers: [any Worker]
  let intake: Intake
  let dispatcher: Dispatcher
  let gates: StageGates
  let scheduler: Scheduler
  let tools: ToolRunner
  let recovery: Recovery
  let itemSync: ItemSync
  let outbox: Outbox
  let database: any Database
  let now: @Sendable () -> Date
  let logger: Logger
  let recentLog: RecentLog
  let reloads: ReloadRequests?
  let reconfigure: (@Sendable () throws -> DaemonConfiguration)?
  let observe: @Sendable (ItemEvent) -> Void
  let web: WebService?
  let modelTotals = ModelTotals()

  private var workspace: Workspace { configuration.workspace }

  /// Runs until cancelled, or until everything is done when `once` is set.
  func run(_ rules: RuleSet) async throws {
    let events = eventSource()
    let current = CurrentRules(rules)
    let watcher = Watcher(
      root: workspace.inbox, configuration: configuration.watch,
      completeness: { current.completeness(of: $0) }, events: events,
      clock: .system)
    let taking = Taking(
      from: watcher, by: intake, for: dispatcher, logger: logger, observe: observe)
    await dispatcher.limit(Self.limits(rules))
    try await withThrowingTaskGroup { group in
      group.addTask { try await watcher.run() }
      group.addTask { try await dispatcher.run() }
      group.addTask { try await scheduler.run() }
      group.addTask(executorPreference: intake.thread) { try await taking.run() }
      group.addTask { try await taking.runLarge() }
      group.addTask { try await tellOfHeldOpen(watcher) }
      group.addTask { try await makeDurable() }
      if let requests = reloads?.stream() {
        group.addTask { try await follow(requests, current, watcher) }
      }
      if let supervisor = configuration.supervisor {
        let heartbeat = Heartbeat(
          supervisor: supervisor, dispatcher: dispatcher, watcher: watcher, intake: intake,
          database: database, logger: logger)
        group.addTask { try await heartbeat.run() }
      }
      if let events {
        group.addTask { await followRules(events, current, watcher) }
        for place in [Workspace.Place.hold, .failed] {
          group.addTask { try await followMoves(events.changes(in: workspace.directory(place))) }
        }
        group.addTask {
          for await _ in events.changes(in: workspace.stages) { scheduler.signal() }
        }
      } else {
        group.addTask { try await lookForMoves() }
      }
      if let web {
        let services = dashboard(web, watcher)
        group.addTask { try await services.bulk.run() }
        group.addTask {
          try await web.run(
            services, Self.outlook(current), figures: { try await figures(watcher) })
        }
      }
      if !configuration.once { group.addTask { try await tidyUp() } }
      if configuration.once {
        group.addTask {
          try await Completion(database, dispatcher, scheduler, watcher, taking, gates).wait()
        }
      }
      // The first to end ends all: it was cancelled, failed, or found everything done.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Takes originals away that are kept for long enough, and gives back room of the database that
  /// no row takes any more; now and every day.
  private func tidyUp() async throws {
    let retention = Retention(
      workspace: workspace, database: database, limits: configuration.retention, now: now,
      logger: logger)
    while true {
      try await retention.run()
      try await forgetQuestions()
      try await giveRoomBack()
      try await ContinuousClock().sleep(for: .seconds(86_400))
    }
  }

  /// Questions to models are forgotten with the history.
  private func forgetQuestions() async throws {
    guard let age = configuration.retention.historyAge else { return }
    let date = now() - age
    let oldest = try await database.read { try ItemTable($0).oldest() }
    var forgotten = Self.questionsAtOnce
    while forgotten == Self.questionsAtOnce {
      forgotten = try await database.write { connection in
        try ModelHistory(connection).forget(
          before: date, itemsBefore: oldest?.number ?? 0, limit: Self.questionsAtOnce)
      }
    }
  }

  private static let questionsAtOnce = 500

  /// In steps with a rest between them, so that nobody who writes waits for long.
  private func giveRoomBack() async throws {
    guard try await database.read({ try FreePages($0).areMany }) else { return }
    let before = try await database.read { try FreePages($0).count }
    var left = before
    while left > 0 {
      left = try await database.write { connection in
        try FreePages(connection).giveSomeBack()
        return try FreePages(connection).count
      }
      try await ContinuousClock().sleep(for: .milliseconds(20))
    }
    logger.info("room of the database given back", ["pages": "\(before)"])
  }

  /// What has come to a rest since the last time: a machine that goes down has so much to do anew.
  private func makeDurable() async throws {
    while true {
      try await ContinuousClock().sleep(for: .seconds(15))
      try await outbox.settle()
      try await itemSync.run()
    }
  }

  /// Kernel events, where the kernel has any left for us; else everything is polled.
  private func eventSource() -> EventSource? {
    do throws(WatchError) {
      return try EventSource()
    } catch {
      logger.warning(
        "events unavailable",
        [
          "reason": "\(error)",
          "detail": "polling; decisions are seen within 15 s, changed rules need a restart",
        ])
      return nil
    }
  }

  /// A changed rule file changes the rules; a broken one changes nothing, and says so. It is looked
  /// at again from time to time: what it lacks may be a program in a folder beside it.
  private func followRules(
    _ events: EventSource, _ current: CurrentRules, _ watcher: Watcher
  ) async {
    let (hints, hint) = AsyncStream.makeStream(of: RulesHint.self)
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in RuleFiles.changes(in: workspace.rules, events) { hint.yield(.changed) }
        hint.finish()
      }
      // The first hint comes at once, behind the start, which loaded them.
      var fault: String?
      var isTimed = false
      for await reason in hints {
        if reason == .time { isTimed = false }
        let found = await loadRules(current, watcher, evenSame: fault != nil)
        if found != fault { tellKept(found) }
        fault = found
        if fault == nil || isTimed { continue }
        isTimed = true
        group.addTask {
          // Cancelled: nobody listens any more.
          try? await ContinuousClock().sleep(for: .seconds(5))
          await RuleFiles.rest(in: workspace.rules)
          hint.yield(.time)
        }
      }
    }
  }

  /// Why rules are read again.
  private enum RulesHint { case changed, time }

  /// Somebody asks for rules, settings and certificate to be read again, changed or not. Never ends
  /// by itself.
  ///
  /// - Throws: ``SettingsChanged``.
  private func follow(
    _ requests: AsyncStream<Void>, _ current: CurrentRules, _ watcher: Watcher
  ) async throws {
    for await _ in requests {
      configuration.supervisor?.tell(.reloading, logger)
      tellKept(await loadRules(current, watcher, evenSame: true))
      if let new = changedConfiguration() {
        throw SettingsChanged(configuration: new, rules: current.all)
      }
      web?.renewCertificate()
      configuration.supervisor?.tell(.ready, logger)
    }
  }

  /// As the settings say now; nil where they say what they said, or cannot be used.
  private func changedConfiguration() -> DaemonConfiguration? {
    do {
      guard let new = try reconfigure?(), new.written != configuration.written else { return nil }
      if let certificate = new.web?.server.certificate {
        for file in [certificate.certificate, certificate.key] {
          _ = try FileReader.contents(of: file, limit: 1 << 20)
        }
      }
      return new
    } catch {
      logger.error("settings kept as they were", ["reason": "\(error)"])
      return nil
    }
  }

  /// - Parameter evenSame: somebody wants to hear of them though they may be those in force.
  /// - Returns: why they cannot be used; nil where they can.
  private func loadRules(
    _ current: CurrentRules, _ watcher: Watcher, evenSame: Bool
  ) async -> String? {
    let known = evenSame ? nil : current.all
    do {
      let rules = try RuleFiles.load(
        in: workspace.rules, workers: WorkerNames.of(workers), warningsTo: logger,
        unlessFor: known)
      // What workers keep beside them may have changed.
      scheduler.signal()
      if rules.rules == known?.rules { return nil }
      current.use(rules)
      await intake.use(rules)
      await dispatcher.limit(Self.limits(rules))
      // Files that were left may be taken now.
      watcher.reportAgain()
      logger.info("rules loaded", ["rules": "\(rules.rules.count)"])
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// - Parameter fault: nil where there is none.
  private func tellKept(_ fault: String?) {
    if let fault { logger.error("rules kept as they were", ["reason": fault]) }
  }

  /// Somebody moved an item by hand, or a command did.
  ///
  /// What the pipeline puts there comes here, too. Where a hundred thousand lie, a look takes its
  /// time: behind each there is a rest, so that it never takes more than a fifth of a core.
  private func followMoves(_ changes: AsyncStream<Void>) async throws {
    let clock = ContinuousClock()
    for await _ in changes {
      let taken = try await clock.measure { try await recovery.mendMoved() }
      dispatcher.signal()
      try await clock.sleep(for: taken * 4)
    }
  }

  /// The same where no event tells of it.
  private func lookForMoves() async throws {
    while true {
      try await recovery.mendMoved()
      dispatcher.signal()
      scheduler.signal()
      try await ContinuousClock().sleep(for: .seconds(15))
    }
  }

  private static func limits(_ rules: RuleSet) -> [String: Int] {
    var limits: [String: Int] = [:]
    for rule in rules.rules { limits[rule.name] = rule.concurrency }
    return limits
  }
}
