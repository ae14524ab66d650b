import Files
import Foundation
import SQLiteStorage
import Storage
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Agents

@Suite struct `The scheduler` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  private let clock = ManualClock(start: Date(timeIntervalSince1970: 0))
  private let calls = ToolCalls()
  private let setting = ClockSetting()

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/agents.sqlite")
    try await Migration.apply(Scheduler.migrations, to: database)
  }

  /// By how many seconds the date was set away from the clock that things sleep on.
  private final class ClockSetting: Sendable {
    private let seconds = Mutex(0.0)

    func move(by change: Double) { seconds.withLock { $0 += change } }

    func date(_ clock: ManualClock) -> Date { clock.date + seconds.withLock { $0 } }
  }

  private func scheduler(_ tools: [Tool], _ schedules: [Schedule]) -> Scheduler {
    let (clock, setting) = (clock, setting)
    let places = ToolPlaces(
      root: place.path, inbox: place.path / "inbox", outbox: place.path / "outbox",
      rules: place.path / "rules", scratch: place.path / "scratch")
    let runner = ToolRunner(
      toolbox: Toolbox([("w", tools)]), places: places, database: database,
      now: { setting.date(clock) }, logger: .silent)
    return Scheduler(
      [("w", schedules)], runner: runner, database: database, now: { setting.date(clock) },
      clock: clock, logger: .silent)
  }

  private func tool(_ risk: Risk = .safe, fails: Bool = false) -> Tool {
    let calls = calls
    return Tool("note", "writes down that it was called", risk: risk) { call, _ in
      calls.add("\(call.isDryRun ? "dry " : "")\(Int(call.time.timeIntervalSince1970))")
      if fails { throw ToolError(.refused, "not today") }
      return ToolAnswer(call.isDryRun ? "would note" : "noted")
    }
  }

  private let minute = Schedule("minute", .every(.seconds(60)), tool: "note")

  /// Runs the scheduler while `body` does something.
  private func running(
    _ scheduler: Scheduler, _ body: () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await scheduler.run() }
      try await body()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  private func runs() async throws -> [Schedule.Run] {
    try await database.read { try ScheduleTable($0).history(of: "w/minute") }
  }

  private func approvals() async throws -> [Approval] {
    try await database.read { try ApprovalTable($0).page() }
  }

  @Test func `sleeps until the next time, and runs it once`() async throws {
    try await running(scheduler([tool()], [minute])) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(59))
      #expect(calls.all.isEmpty)
      clock.advance(by: .seconds(1))
      await calls.wait(for: 1)
      try await eventually("the run has ended") { try await runs().first?.ended != nil }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      await calls.wait(for: 2)
    }
    #expect(calls.all == ["60", "120"])
  }

  /// Something is due as long as it was not called so often.
  private func needed(_ count: Int, at seconds: Double) -> Schedule {
    let calls = calls
    return Schedule("minute", .asNeeded(atMostEvery: .seconds(10)), tool: "note") { _ in
      calls.all.count < count ? Date(timeIntervalSince1970: seconds) : nil
    }
  }

  @Test func `runs what is needed, and not more often than it may`() async throws {
    try await running(scheduler([tool()], [needed(2, at: 0)])) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(9))
      #expect(calls.all.isEmpty)
      clock.advance(by: .seconds(1))
      await calls.wait(for: 1)
      try await eventually("the run has ended") { try await runs().first?.ended != nil }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(10))
      await calls.wait(for: 2)
      try await eventually("nothing is planned") { try await next() == nil }
    }
    #expect(calls.all == ["10", "20"])
  }

  @Test func `sleeps without an end where nothing is needed, until it is told`() async throws {
    let scheduler = scheduler([tool()], [needed(1, at: 90)])
    try await running(scheduler) {
      await clock.waitForSleepers()
      #expect(try await next() == Date(timeIntervalSince1970: 90))
      clock.advance(by: .seconds(90))
      await calls.wait(for: 1)
      try await eventually("nothing is planned") { try await next() == nil }
      clock.advance(by: .seconds(1000))
      scheduler.signal()
    }
    #expect(calls.all == ["90"])
    #expect(scheduler.isConcerned("w") && !scheduler.isConcerned("v"))
  }

  private func next() async throws -> Date? {
    try await database.read { try ScheduleTable($0).all() }.first?.next
  }

  @Test func `makes up once for what passed while it was away`() async throws {
    try await running(scheduler([tool()], [minute])) { await clock.waitForSleepers() }
    clock.advance(by: .seconds(600))
    try await running(scheduler([tool()], [minute])) { await calls.wait(for: 1) }
    #expect(calls.all == ["600"])
    #expect(try await runs().map(\.missed) == [9])
  }

  @Test func `goes on when the clock is put back`() async throws {
    setting.move(by: 10_000)
    try await running(scheduler([tool()], [minute])) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(20))
      await calls.wait(for: 1)
      try await eventually("the run has ended") { try await runs().first?.ended != nil }
      await clock.waitForSleepers()
      setting.move(by: -9000)
      clock.advance(by: .seconds(60))
      try await eventually("it has looked") { try await next()?.timeIntervalSince1970 == 1140 }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      await calls.wait(for: 2)
    }
    #expect(calls.all == ["10020", "1140"])
  }

  @Test func `looks again in time when the clock is set ahead while it sleeps`() async throws {
    let day = Schedule("minute", .every(.seconds(86_400)), tool: "note")
    try await running(scheduler([tool()], [day])) {
      await clock.waitForSleepers()
      setting.move(by: 2 * 86_400)
      clock.advance(by: .seconds(300))
      await calls.wait(for: 1)
    }
    #expect(calls.all == ["172800"])
  }

  @Test func `tells of a tool that failed, and goes on`() async throws {
    try await running(scheduler([tool(fails: true)], [minute])) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      try await eventually("the run has ended") { try await runs().first?.ended != nil }
    }
    #expect(try await runs().map(\.outcome) == [.failed])
    #expect(try await runs().map(\.text) == ["not today"])
  }

  @Test func `runs dry what needs a person’s word, and then asks`() async throws {
    try await running(scheduler([tool(.high)], [minute])) {
      await clock.waitForSleepers()
      for minutes in 1...2 {
        clock.advance(by: .seconds(60))
        try await eventually("the run has ended") {
          try await runs().filter { $0.ended != nil }.count == minutes
        }
        await clock.waitForSleepers()
      }
    }
    #expect(calls.all == ["dry 60", "dry 120"])
    #expect(try await runs().map(\.outcome) == [.asked, .asked])
    // The same question is not asked twice.
    #expect(try await approvals().map(\.preview) == ["would note"])
  }

  @Test func `does what was approved, and nothing that was rejected`() async throws {
    let scheduler = scheduler([tool(.moderate)], [minute])
    try await running(scheduler) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      try await eventually("it asks") { try await approvals().count == 1 }
      #expect(try await scheduler.decide(1, .approve, by: "Ada", note: "go"))
      #expect(try await !scheduler.decide(1, .reject, by: "Bob"))
      try await eventually("it is done") { try await approvals()[0].state == .done }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      try await eventually("it asks again") { try await approvals().count == 2 }
      #expect(try await scheduler.decide(2, .reject, by: "Ada"))
    }
    #expect(calls.all == ["dry 60", "dry 60", "60", "dry 120"])
    let all = try await approvals()
    #expect(all.map(\.state) == [.rejected, .done])
    #expect(all[1].decidedBy == "Ada")
    #expect(all[1].note == "go")
    #expect(all[1].result == "noted")
  }

  @Test func `does nothing that is not what was approved any more`() async throws {
    let words = Mutex("old.sh")
    let calls = calls
    let tool = Tool("note", "runs what the rules name", risk: .high) { call, _ in
      calls.add(call.isDryRun ? "dry" : "run")
      return ToolAnswer("would run \(words.withLock { $0 })")
    }
    let scheduler = scheduler([tool], [minute])
    try await running(scheduler) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      try await eventually("it asks") { try await approvals().count == 1 }
      words.withLock { $0 = "new.sh" }
      #expect(try await scheduler.decide(1, .approve, by: "Ada"))
      try await eventually("it is over") { try await approvals()[0].ended != nil }
    }
    #expect(calls.all == ["dry", "dry"])
    let approval = try #require(try await approvals().first)
    #expect(approval.state == .failed)
    #expect(approval.result?.contains("nothing was done") == true)
    #expect(approval.result?.contains("“would run new.sh”") == true)
  }

  @Test func `takes no decision on a question whose time is over, and asks it anew`() async throws {
    let question = Approval.Question(
      worker: "w", tool: "note", arguments: [:], risk: .high, why: "", preview: "")
    let (start, end) = (clock.date, clock.date + Approval.lifetimeSeconds)
    let (isDecided, again) = try await database.write { connection in
      let table = ApprovalTable(connection)
      let number = try table.ask(question, at: start)
      let isDecided = try table.decide(number, .approve, by: "Ada", at: end)
      return (isDecided, try table.ask(question, at: end))
    }
    #expect(!isDecided && again == 2)
    #expect(try await approvals().map(\.state) == [.waiting, .expired])
  }

  @Test func `asks anew where something else would be done by now`() async throws {
    var question = Approval.Question(
      worker: "w", tool: "note", arguments: [:], risk: .high, why: "", preview: "would run old.sh")
    let old = question
    question.preview = "would run new.sh"
    let (new, start) = (question, clock.date)
    let numbers = try await database.write { connection in
      try [old, new, new].map { try ApprovalTable(connection).ask($0, at: start) }
    }
    #expect(numbers == [1, 2, 2])
    #expect(try await approvals().map(\.state) == [.waiting, .expired])
    #expect(try await approvals().map(\.preview) == ["would run new.sh", "would run old.sh"])
  }

  @Test func `asks anew what a question was put for whose time is over`() async throws {
    let question = Approval.Question(
      worker: "w", tool: "note", arguments: [:], risk: .high, why: "", preview: "")
    let (start, end) = (clock.date, clock.date + Approval.lifetimeSeconds)
    let numbers = try await database.write { connection in
      let table = ApprovalTable(connection)
      return [try table.ask(question, at: start), try table.ask(question, at: end)]
    }
    #expect(numbers == [1, 2])
  }

  /// Holds whoever comes, on his thread, until it is opened.
  private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let state = Mutex((held: 0, isOpen: false))

    var count: Int { state.withLock { $0.held } }

    func wait() {
      let isOpen = state.withLock { state in
        state.held += 1
        return state.isOpen
      }
      if !isOpen { semaphore.wait() }
    }

    func open() {
      let held = state.withLock { state in
        state.isOpen = true
        return state.held
      }
      for _ in 0..<held { semaphore.signal() }
    }
  }

  @Test func `runs a tool while the programs of eight agents hold their threads`() async throws {
    let gate = Gate()
    let hold = Tool("hold", "waits for a program") { _, _ in
      gate.wait()
      return ToolAnswer("it ended")
    }
    let holds = (1...8).map { Schedule("hold-\($0)", .every(.seconds(40)), tool: "hold") }
    try await running(scheduler([tool(), hold], holds + [minute])) {
      defer { gate.open() }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(40))
      try await eventually("all are held", within: .seconds(20)) { gate.count == 8 }
      await clock.waitForSleepers()
      clock.advance(by: .seconds(20))
      try await eventually("it is called", within: .seconds(20)) { calls.all == ["60"] }
    }
  }

  @Test func `lets a question go that nobody decides`() async throws {
    let scheduler = scheduler([tool(.high)], [])
    let minute = Approval.Question(
      worker: "w", tool: "note", arguments: [:], risk: .high, why: "", preview: "")
    let start = clock.date
    try await database.write { _ = try ApprovalTable($0).ask(minute, at: start) }
    try await running(scheduler) {
      await clock.waitForSleepers()
      clock.advance(by: .seconds(Approval.lifetimeSeconds))
      try await eventually("it is over") { try await approvals()[0].state == .expired }
      #expect(try await !scheduler.decide(1, .approve, by: "Ada"))
    }
    #expect(calls.all.isEmpty)
  }

  @Test func `does not repeat what a crash cut short`() async throws {
    let question = Approval.Question(
      worker: "w", tool: "note", arguments: [:], risk: .high, why: "", preview: "")
    let start = clock.date
    try await database.write { connection in
      let table = ApprovalTable(connection)
      let number = try table.ask(question, at: start)
      _ = try table.decide(number, .approve, by: "Ada", at: start)
      _ = try table.takeApproved()
    }
    try await running(scheduler([tool(.high)], [minute])) { await clock.waitForSleepers() }
    #expect(try await approvals().map(\.state) == [.interrupted])
    #expect(calls.all.isEmpty)
  }

  @Test func `may end while a person uses a tool, which goes on`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let calls = calls
    let slow = Tool("note", "takes its time", risk: .safe) { _, _ in
      calls.add("begun")
      for await _ in gate {}
      return ToolAnswer("noted")
    }
    let answer = try await withThrowingTaskGroup(of: ToolAnswer.self) { group in
      let scheduler = scheduler([slow], [minute])
      try await running(scheduler) {
        group.addTask {
          try await scheduler.use("note", of: "w", [:], isDryRun: false, by: "ada")
        }
        await calls.wait(for: 1)
      }
      opener.finish()
      return try await group.next()
    }
    #expect(answer?.summary == "noted")
  }

  @Test(.timeLimit(.minutes(1)))
  func `ends with the fault where what a run came to cannot be written`() async throws {
    let database = database
    let careless = Tool("note", "takes the tables away", risk: .safe) { _, _ in
      try await database.write { try $0.execute("drop table schedule_run", []) }
      return ToolAnswer("noted")
    }
    let scheduler = scheduler([careless], [minute])
    await #expect(throws: StorageError.self) {
      async let run: Void = scheduler.run()
      await clock.waitForSleepers()
      clock.advance(by: .seconds(60))
      try await run
    }
  }
}
