import Executors
package import Foundation
import Jobs
package import Storage

/// Hands waiting jobs to the stage runner, as many at a time as the limits allow.
package actor Dispatcher {
  private let database: any Database
  private let runner: StageRunner
  private let gates: StageGates
  private let configuration: Configuration
  private let threads: WorkerThreads
  /// Work at the parts of what is large. They let the others go first, so that what is small is not
  /// kept waiting by it.
  private let partThreads: WorkerThreads
  private let now: @Sendable () -> Date
  private let clock: any Clock<Duration>
  private var running = 0
  private var isSingleRunning = false
  private var runningByRule: [String: Int] = [:]
  /// Items at the same time, by rule; rules without a limit are not in it.
  private var limits: [String: Int] = [:]
  /// What the timer waits for, in seconds since 1970.
  private var timerTime: Double?
  /// An item met what no other would survive: the run ends.
  private var hasFailed = false
  private let wakeUps: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  package init(
    database: any Database, runner: StageRunner, gates: StageGates = StageGates(),
    configuration: Configuration, now: @escaping @Sendable () -> Date, clock: any Clock<Duration>
  ) {
    self.database = database
    self.runner = runner
    self.gates = gates
    self.configuration = configuration
    self.now = now
    self.clock = clock
    threads = WorkerThreads(name: "stage", count: configuration.stageThreads)
    partThreads = WorkerThreads(
      name: "part", count: configuration.stageThreads, isPatient: true)
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// From now on these rules allow so many items at a time.
  package func limit(_ limits: [String: Int]) {
    self.limits = limits
    wakeUp.yield()
  }

  /// Says that there may be new jobs.
  nonisolated package func signal() { wakeUp.yield() }

  /// Items that are being carried now.
  package var runningCount: Int { running }

  /// Runs jobs until cancelled; returns when those under way have come to a rest.
  ///
  /// - Throws: what no item would survive (a broken database).
  package func run() async throws {
    defer {
      threads.stop()
      partThreads.stop()
    }
    try await withThrowingDiscardingTaskGroup { group in
      wakeUp.yield()
      for await _ in wakeUps {
        // A task that fails cancels its siblings, and not this loop: it would wait for ever.
        if Task.isCancelled || hasFailed { return }
        for job in try await lease() {
          Parallel.$threads.withValue(partThreads) {
            group.addTask(executorPreference: threads) { try await self.carry(job) }
          }
        }
        // One timer for the next job that waits for its time.
        if let next = try await nextTime(), next != timerTime {
          timerTime = next
          group.addTask { await self.wake(at: next) }
        }
      }
    }
  }

  private func lease() async throws -> [Job] {
    // Half of the places must be free: a lease is a commit, and many leases share one.
    if running > configuration.itemsRunningMax / 2 || isSingleRunning { return [] }
    let free = min(configuration.itemsRunningMax - running, configuration.leaseMax)
    if running == 0 {
      if let single = try await leaseSingle() { return [single] }
    } else if try await isSingleDue() {
      // Beside a steady stream its turn would never come.
      return []
    }
    let busy = limits.filter { runningByRule[$0.key, default: 0] >= $0.value }.map(\.key).sorted()
    let time = now().timeIntervalSince1970
    // A rule with a limit may not get more leases in one go than it has room for.
    let isLimited = !limits.isEmpty || gates.hasLimits
    let limit = isLimited ? 1 : free
    let closed = gates.closed.map(\.rawValue)
    let jobs = try await database.write { connection in
      try JobTable(connection).lease(
        limit: limit, at: time, busyRules: busy, closedStages: closed)
    }
    for job in jobs { started(job) }
    if isLimited, !jobs.isEmpty { wakeUp.yield() }
    return jobs
  }

  /// One that is run alone, before all others.
  private func leaseSingle() async throws -> Job? {
    let time = now().timeIntervalSince1970
    let closed = gates.closed.map(\.rawValue)
    let jobs = try await database.write { connection in
      try JobTable(connection).lease(limit: 1, at: time, single: true, closedStages: closed)
    }
    guard let job = jobs.first else { return nil }
    isSingleRunning = true
    started(job)
    return job
  }

  private func isSingleDue() async throws -> Bool {
    let time = now().timeIntervalSince1970
    let closed = gates.closed.map(\.rawValue)
    return try await database.read { connection in
      try JobTable(connection).isSingleDue(at: time, closedStages: closed)
    }
  }

  private func started(_ job: Job) {
    running += 1
    runner.order.begin(job.item)
    runningByRule[job.rule, default: 0] += 1
  }

  private func carry(_ job: Job) async throws {
    defer { runner.order.end(job.item) }
    do {
      try await runner.run(job)
    } catch {
      hasFailed = true
      wakeUp.yield()
      throw error
    }
    finished(job)
  }

  private func finished(_ job: Job) {
    running -= 1
    isSingleRunning = false
    runningByRule[job.rule, default: 1] -= 1
    if running <= configuration.itemsRunningMax / 2 || gates.hasLimits { wakeUp.yield() }
  }

  private func nextTime() async throws -> Double? {
    let time = now().timeIntervalSince1970
    return try await database.read { try JobTable($0).nextTime(after: time) }
  }

  private func wake(at time: Double) async {
    let seconds = max(0, time - now().timeIntervalSince1970)
    // Cancelled: nobody waits any more.
    try? await clock.sleep(for: .seconds(seconds))
    // The date may lag behind the clock: then the job still waits, and gets another timer.
    if timerTime == time { timerTime = nil }
    wakeUp.yield()
  }
}
