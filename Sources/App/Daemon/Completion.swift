import Agents
import Jobs
import Pipeline
import Storage
import Watching

/// Finds out that there is nothing left to do.
struct Completion {
  private let database: any Database
  private let dispatcher: Dispatcher
  private let scheduler: Scheduler
  private let watcher: Watcher
  private let taking: Taking
  private let gates: StageGates

  init(
    _ database: any Database, _ dispatcher: Dispatcher, _ scheduler: Scheduler,
    _ watcher: Watcher, _ taking: Taking, _ gates: StageGates
  ) {
    self.database = database
    self.dispatcher = dispatcher
    self.scheduler = scheduler
    self.watcher = watcher
    self.taking = taking
    self.gates = gates
  }

  /// Returns when no file is on its way into the inbox's items and no job waits to be run; what a
  /// person has paused goes on waiting.
  func wait() async throws {
    let clock = ContinuousClock()
    while try await !isQuiet() { try await clock.sleep(for: .milliseconds(20)) }
  }

  private func isQuiet() async throws -> Bool {
    let ended = taking.largeCounts.ended
    let status = await watcher.status()
    let hasLooked = status.isRunning && status.scans > 0 && !status.isScanning
    if !hasLooked || status.pending > 0 || !status.isAwaited { return false }
    // What the watcher has handed over is counted by now, and none was given back to it since.
    let large = taking.largeCounts
    if large.waiting > 0 || large.ended != ended { return false }
    if await dispatcher.runningCount > 0 { return false }
    if await !scheduler.isQuiet { return false }
    let paused = gates.paused.map(\.rawValue)
    return try await !database.read { try JobTable($0).isAnyLeft(closedStages: paused) }
  }
}
