import Files
import Foundation
import Jobs
import Pipeline
import SQLiteStorage
import Storage
import Synchronization
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct `The dispatcher` {
  private let mill: Mill
  private let dispatcher: Dispatcher

  init() async throws {
    mill = try await Mill()
    let clock = mill.clock
    dispatcher = Dispatcher(
      database: mill.database, runner: mill.runner, gates: mill.gates,
      configuration: mill.configuration, now: { clock.date }, clock: clock)
  }

  private func submit(_ count: Int) async throws {
    for number in 1...count { try await mill.submit(Path("lines/acme/\(number).txt"), "\(number)") }
  }

  /// Runs the dispatcher until `body` returns.
  private func run(_ dispatcher: Dispatcher, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await dispatcher.run() }
      try await body()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  private func waitForEnds(_ count: Int) async throws {
    let log = mill.log
    try await eventually("\(count) ends of items") { log.ends.count >= count }
  }

  @Test func `carries all items to their ends`() async throws {
    try await submit(30)
    try await run(dispatcher) {
      try await waitForEnds(30)
      try await submitLate()
      dispatcher.signal()
      try await waitForEnds(31)
    }
    #expect(try mill.published().count == 31)
    #expect(await dispatcher.runningCount == 0)
  }

  private func submitLate() async throws {
    try await mill.submit("lines/acme/late.txt", "late")
  }

  @Test func `ends at once when an item meets what no other would survive`() async throws {
    mill.script.plan(.qa, .run { throw FileError(.write, "disk", Errno(code: ENOSPC)) })
    try await submit(1)
    await #expect(throws: FileError.self) { try await dispatcher.run() }
  }

  @Test func `runs as many of a rule as it allows, and no more`() async throws {
    let meeting = Meeting(2)
    for _ in 1...6 { mill.script.plan(.nlg, .run { await meeting.attend() }) }
    try await submit(6)
    await dispatcher.limit(["lines": 2])
    try await run(dispatcher) { try await waitForEnds(6) }
    #expect(meeting.most == 2)
  }

  @Test(arguments: Stage.allCases)
  func `lets so many through a gate at a time, and all of them in the end`(
    _ stage: Stage
  ) async throws {
    // Those that have passed before somebody sets a limit count for nothing.
    try await submit(3)
    try await run(dispatcher) { try await waitForEnds(3) }
    try await mill.gates.set(
      stage, isPaused: false, itemsMax: 2, by: "ada", at: mill.clock.date, mill.database)
    let meeting = Meeting(2)
    for _ in 1...6 { mill.script.plan(stage, .run { await meeting.attend() }) }
    for number in 4...9 { try await mill.submit(Path("lines/\(number)/a.txt"), "\(number)") }
    let clock = mill.clock
    let second = Dispatcher(
      database: mill.database, runner: mill.runner, gates: mill.gates,
      configuration: mill.configuration, now: { clock.date }, clock: clock)
    try await run(second) { try await waitForEnds(9) }
    #expect(meeting.most == 2)
  }

  @Test func `gives an item that is run alone its turn before those that came later`() async throws
  {
    try await submit(4)
    try await mill.database.write { connection in
      try connection.execute(
        """
        update job set crashes = 1, state = 'scheduled', available_at = available_at + 5
        where item = 1
        """)
    }
    let (script, latch) = (mill.script, Meeting(4))
    for _ in 2...4 { script.plan(.nlg, .run { await latch.attend() }) }
    try await run(dispatcher) {
      try await eventually("three at work") {
        (2...4).allSatisfy { script.runs.contains("nlg \($0)") }
      }
      mill.clock.advance(by: .seconds(6))
      for number in 5...8 { try await mill.submit(Path("lines/acme/\(number).txt"), "\(number)") }
      dispatcher.signal()
      // Were they leased, they would be at work by now.
      for _ in 1...50 { _ = await dispatcher.runningCount }
      await latch.attend()
      try await waitForEnds(8)
    }
    let (alone, later) = (
      script.runs.firstIndex(of: "ingest 1"), script.runs.firstIndex(of: "ingest 5")
    )
    #expect(try #require(alone) < #require(later))
  }

  @Test func `runs items that wait for nothing beside those that wait`() async throws {
    let meeting = Meeting(2)
    for _ in 1...2 { mill.script.plan(.ingest, .run { await meeting.attend() }) }
    try await submit(2)
    try await run(dispatcher) { try await waitForEnds(2) }
    #expect(meeting.most == 2)
  }

  @Test func `comes back to a job when its time has come`() async throws {
    let clock = mill.clock
    mill.script.plan(.qa, .fail("no"), .say(.later(clock.date + 500)))
    try await submit(1)
    try await run(dispatcher) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(2))
      try await eventually("the second attempt") {
        mill.script.runs.filter { $0 == "qa 1" }.count == 2
      }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(498))
      try await waitForEnds(1)
    }
    #expect(try await mill.row(ItemID(1)) == "done published")
  }

  @Test func `sets another timer when the date lags behind the clock`() async throws {
    let clock = mill.clock
    let lag = Lag()
    let dispatcher = Dispatcher(
      database: mill.database, runner: mill.runner, configuration: mill.configuration,
      now: { clock.date - lag.seconds }, clock: clock)
    mill.script.plan(.qa, .say(.later(clock.date + 10)))
    try await submit(1)
    try await run(dispatcher) {
      await clock.waitForSleepers()
      lag.seconds = 1
      clock.advance(by: .seconds(10))
      await clock.waitForSleepers()
      clock.advance(by: .seconds(1))
      try await waitForEnds(1)
    }
  }

  @Test func `runs an item that was at a crash alone`() async throws {
    let meeting = Meeting(1)
    try await submit(5)
    _ = try await mill.lease()
    try await mill.database.write { try JobTable($0).rescue(at: 0) }
    for _ in 1...5 { mill.script.plan(.ingest, .run { await meeting.attend() }) }
    try await run(dispatcher) { try await waitForEnds(5) }
    #expect(meeting.most == 1)
  }

  @Test func `ends soon, however large the file, and counts nothing against it`() async throws {
    let lines = String(repeating: "line\n", count: 200_000)
    let id = try await mill.submit("lines/acme/large.txt", lines)
    let script = mill.script
    try await run(dispatcher) {
      try await eventually("the file to be under way") { script.runs.contains("ingest 1") }
    }
    let job = try await mill.job(id)
    #expect(job.hasPrefix("available") && job.hasSuffix(" 0"))
    #expect(try mill.published().isEmpty)
    try await mill.restart()
    try await mill.work()
    #expect(try await mill.row(id) == "done published")
  }
}

/// Where tasks wait until so many have come, and leave together.
private final class Meeting: Sendable {
  private struct State {
    var present = 0
    var most = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let size: Int
  private let state = Mutex(State())

  init(_ size: Int) { self.size = size }

  var most: Int { state.withLock(\.most) }

  func attend() async {
    await withCheckedContinuation { continuation in
      let waiting = state.withLock { state in
        state.present += 1
        state.most = max(state.most, state.present)
        state.waiting.append(continuation)
        // Who is about to leave is no company: the last would wait for ever.
        if state.waiting.count < size { return [CheckedContinuation<Void, Never>]() }
        defer { state.waiting = [] }
        return state.waiting
      }
      for one in waiting { one.resume() }
    }
    // Those that run beside this one would be seen now.
    for _ in 1...20 { await Task.yield() }
    state.withLock { $0.present -= 1 }
  }
}

private final class Lag: Sendable {
  private let value = Mutex(0.0)

  var seconds: Double {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
