import Executors
package import Foundation
package import Storage
package import Telemetry

// It sleeps until the next time that is due, or until it is told of something new: nothing is asked
// again and again, and nothing is written where nothing is due. Schedules that run as needed are
// asked when that is, each time that something may have changed. What runs is a task beside it, on
// threads of its own.

/// Runs the tools of schedules when their time has come, and what people have approved.
package actor Scheduler {
  private let database: any Database
  private let schedules: [String: (worker: String, schedule: Schedule)]
  private let timings: [String: Timing]
  private let runner: ToolRunner
  private let now: @Sendable () -> Date
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let threads: WorkerThreads
  private var running = 0
  private var hasFailed = false
  private var hasLooked = false
  private var needed = NeededTimes(from: .distantPast)
  /// What the clock showed when it looked last.
  private var lastLook = Date.distantPast
  /// What the timer waits for, in seconds since 1970.
  private var timerTime: Double?
  private let wakeUps: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  /// A program of somebody's holds one until it has ended, and eight agents may be programs at work
  /// at the same time: approvals and other tools do not wait for them.
  private static let threadCount = 10
  /// The clock may be set while it sleeps, and nobody tells: it looks again after this time.
  private static let sleepSecondsMax = 300.0

  /// - Parameter schedules: of each worker, by its name.
  package init(
    _ schedules: [(worker: String, schedules: [Schedule])], runner: ToolRunner,
    database: any Database, now: @escaping @Sendable () -> Date, clock: any Clock<Duration>,
    logger: Logger
  ) {
    let entries = schedules.flatMap { worker, schedules in
      schedules.map { ("\(worker)/\($0.name)", (worker: worker, schedule: $0)) }
    }
    self.schedules = Dictionary(uniqueKeysWithValues: entries)
    timings = self.schedules.mapValues(\.schedule.timing)
    self.runner = runner
    self.database = database
    self.now = now
    self.clock = clock
    self.logger = logger
    threads = WorkerThreads(name: "tool", count: Self.threadCount)
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Not at the end of ``run()``: a tool that a person uses may outlast it.
  deinit { threads.stop() }

  package static let migrations = ScheduleTable.migrations + ApprovalTable.migrations

  /// Says that there may be something to do: another process changed the tables.
  nonisolated package func signal() { wakeUp.yield() }

  /// Whether items of a worker may change what is to be done: then it is to be told of their end.
  nonisolated package func isConcerned(_ worker: String) -> Bool {
    schedules.values.contains { $0.worker == worker && $0.schedule.due != nil }
  }

  /// Whether it has looked at what is due, and runs nothing now.
  package var isQuiet: Bool { hasLooked && running == 0 }

  // MARK: - What people want

  /// - Returns: false when it does not wait any more: nothing was changed.
  package func decide(
    _ number: Int, _ decision: Approval.Decision, by person: String, note: String = ""
  ) async throws -> Bool {
    let time = now()
    return try await change { connection in
      try ApprovalTable(connection).decide(number, decision, by: person, note: note, at: time)
    }
  }

  /// - Parameter name: `worker/name`.
  /// - Returns: false when there is no such schedule.
  package func runNow(_ name: String, by person: String) async throws -> Bool {
    try await change { try ScheduleTable($0).runNow(name, by: person) }
  }

  /// - Returns: false when there is no such schedule.
  package func setPaused(_ isPaused: Bool, _ name: String) async throws -> Bool {
    let time = now()
    return try await change { try ScheduleTable($0).setPaused(isPaused, name, at: time) }
  }

  /// When it would run, were it not paused; the soonest first.
  nonisolated package func nextTimes(of name: String, count: Int) -> [Date] {
    var times: [Date] = []
    while times.count < count,
      let next = timings[name]?.next(after: times.last ?? now())
    {
      times.append(next)
    }
    return times
  }

  /// What a run would do now; nothing is changed, and no run is written down.
  ///
  /// - Returns: nil when there is no such schedule.
  /// - Throws: what the tool throws.
  nonisolated package func dryRun(
    _ name: String, by person: String
  ) async throws -> ToolAnswer? {
    guard let (worker, schedule) = schedules[name] else { return nil }
    let runner = runner
    return try await withTaskExecutorPreference(threads) {
      try await runner.call(
        schedule.tool, of: worker, schedule.arguments, isDryRun: true, by: person)
    }
  }

  /// Has a tool do something because a person wants it; what is more than safe waits for a word.
  ///
  /// - Throws: ``ToolError``, and what the tool throws.
  nonisolated package func use(
    _ tool: String, of worker: String, _ arguments: [String: ToolValue], isDryRun: Bool,
    by person: String
  ) async throws -> ToolAnswer {
    let runner = runner
    let answer = try await withTaskExecutorPreference(threads) {
      try await runner.call(tool, of: worker, arguments, isDryRun: isDryRun, by: person)
    }
    // What waits for a person has a time at which it is over.
    if !isDryRun { signal() }
    return answer
  }

  private func change(
    _ body: @escaping @Sendable (any Connection) throws -> Bool
  ) async throws -> Bool {
    let isChanged = try await database.write(body)
    signal()
    return isChanged
  }

  // MARK: - Running

  /// Runs until cancelled; returns when what is under way has come to a rest.
  ///
  /// - Throws: what makes going on impossible (a broken database).
  package func run() async throws {
    try await begin()
    try await withThrowingDiscardingTaskGroup { group in
      wakeUp.yield()
      for await _ in wakeUps {
        // A task that fails cancels its siblings, and not this loop: it would wait for ever.
        if Task.isCancelled || hasFailed { return }
        try await followClock()
        try await plan()
        let (runs, approvals) = try await takeDue()
        for run in runs {
          group.addTask(executorPreference: threads) { try await self.carryOut(run) }
        }
        for approval in approvals {
          group.addTask(executorPreference: threads) { try await self.carryOut(approval) }
        }
        if let next = try await nextTime(), next != timerTime {
          timerTime = next
          group.addTask { await self.wake(at: next) }
        }
      }
    }
  }

  /// What an earlier daemon left is told, and the schedules are written down.
  private func begin() async throws {
    let time = now()
    (needed, lastLook) = (NeededTimes(from: time), time)
    let timings = timings
    let (runs, approvals) = try await database.write { connection in
      let table = ScheduleTable(connection)
      try table.sync(timings, at: time)
      return (
        try table.interrupt(at: time), try ApprovalTable(connection).interrupt(at: time)
      )
    }
    for run in runs {
      logger.warning("schedule interrupted", ["schedule": run.schedule, "run": "\(run.number)"])
    }
    for number in approvals { logger.warning("approval interrupted", ["approval": "\(number)"]) }
  }

  /// No schedule waits for a time that lies so far ahead only because the clock was put back.
  private func followClock() async throws {
    let time = now()
    defer { lastLook = time }
    if time >= lastLook { return }
    logger.warning("clock put back", ["seconds": "\(Int(lastLook.timeIntervalSince(time)))"])
    needed.clockPutBack(to: time)
    let timings = timings
    try await database.write { try ScheduleTable($0).sync(timings, at: time) }
  }

  /// Asks the schedules that run as needed when that is.
  private func plan() async throws {
    var changes: [(name: String, next: Date?)] = []
    for (name, (worker, schedule)) in schedules {
      guard let due = schedule.due, case .asNeeded(let interval) = schedule.timing else { continue }
      var wanted: Date?
      do {
        wanted = try await due(runner.context(of: worker))
      } catch {
        // The tool meets the same fault, and its run tells of it.
        wanted = now()
      }
      let next = needed.next(of: name, wanted: wanted, atMostEvery: interval)
      if needed.isNew(next, of: name) { changes.append((name, next)) }
    }
    if changes.isEmpty { return }
    let all = changes
    try await database.write { connection in
      for (name, next) in all { try ScheduleTable(connection).plan(name, next) }
    }
    for (name, next) in changes { needed.planned(name, next) }
  }

  private func isDue(at time: Date) async throws -> Bool {
    try await database.read { connection in
      let (schedules, approvals) = (ScheduleTable(connection), ApprovalTable(connection))
      let times = [try schedules.nextTime(), try approvals.nextExpiry()].compactMap(\.self)
      return try times.contains { $0 <= time.timeIntervalSince1970 } || approvals.hasApproved()
    }
  }

  private func takeDue() async throws -> ([Schedule.Run], [Approval]) {
    let time = now()
    defer { hasLooked = true }
    guard try await isDue(at: time) else { return ([], []) }
    let timings = timings
    let (due, approvals, late) = try await database.write { connection in
      let approvals = ApprovalTable(connection)
      return (
        try ScheduleTable(connection).takeDue(timings, at: time), try approvals.takeApproved(),
        try approvals.expire(at: time)
      )
    }
    for number in late { logger.warning("approval expired", ["approval": "\(number)"]) }
    for run in due.runs where run.missed > 0 {
      logger.warning("schedule late", ["schedule": run.schedule, "missed": "\(run.missed)"])
    }
    running += due.runs.count + approvals.count
    for name in due.runs.map(\.schedule) + due.repeated { needed.started(name, at: time) }
    // What is needed is asked for again.
    if !due.repeated.isEmpty { signal() }
    return (due.runs, approvals)
  }

  private func carryOut(_ run: Schedule.Run) async throws {
    guard let (worker, schedule) = schedules[run.schedule] else {
      preconditionFailure("only schedules that there are are taken")
    }
    let runner = runner
    let name = run.schedule
    let result = await Self.result {
      try await runner.call(
        schedule.tool, of: worker, schedule.arguments, isDryRun: false, by: "schedule \(name)",
        at: run.nominal)
    }
    let isAsked = runner.toolbox.tools(of: worker).contains {
      $0.name == schedule.tool && $0.risk.needsApproval
    }
    let outcome: Schedule.Run.Outcome =
      result.isInterrupted ? .interrupted : result.isGood ? (isAsked ? .asked : .done) : .failed
    try await end(result.text, "schedule", name, isGood: result.isGood) { connection, time in
      try ScheduleTable(connection).end(run, outcome, result.text, at: time)
    }
  }

  private func carryOut(_ approval: Approval) async throws {
    let runner = runner
    let result = await Self.result { try await runner.carryOut(approval) }
    let state: Approval.State =
      result.isInterrupted ? .interrupted : result.isGood ? .done : .failed
    try await end(
      result.text, "approval", "\(approval.number)", isGood: result.isGood
    ) { connection, time in
      try ApprovalTable(connection).end(approval.number, state, result.text, at: time)
    }
  }

  /// What running a tool came to.
  private struct Result: Sendable {
    var text: String
    var isGood: Bool
    var isInterrupted = false
  }

  private static func result(_ body: () async throws -> ToolAnswer) async -> Result {
    do {
      return Result(text: try await body().summary, isGood: true)
    } catch is CancellationError {
      return Result(
        text: "the daemon was stopped while it ran", isGood: false, isInterrupted: true)
    } catch {
      return Result(text: "\(error)", isGood: false)
    }
  }

  private func end(
    _ text: String, _ kind: String, _ name: String, isGood: Bool,
    _ write: @escaping @Sendable (any Connection, Date) throws -> Void
  ) async throws {
    let time = now()
    do {
      try await database.write { try write($0, time) }
    } catch {
      hasFailed = true
      signal()
      throw error
    }
    if isGood, kind == "schedule" {
      // Mostly there was nothing to do, and its history says so.
      logger.debug("\(kind) done", [kind: name, "said": text])
    } else if isGood {
      logger.info("\(kind) done", [kind: name, "said": text])
    } else {
      logger.error("\(kind) failed", [kind: name, "reason": text])
    }
    running -= 1
    signal()
  }

  // MARK: - Time

  private func nextTime() async throws -> Double? {
    try await database.read { connection in
      let times = [
        try ScheduleTable(connection).nextTime(), try ApprovalTable(connection).nextExpiry(),
      ]
      return times.compactMap { $0 }.min()
    }
  }

  private func wake(at time: Double) async {
    let seconds = min(max(0, time - now().timeIntervalSince1970), Self.sleepSecondsMax)
    // Cancelled: nobody waits any more.
    try? await clock.sleep(for: .seconds(seconds))
    // The date may lag behind the clock: then it is still due, and gets another timer.
    if timerTime == time { timerTime = nil }
    wakeUp.yield()
  }
}
