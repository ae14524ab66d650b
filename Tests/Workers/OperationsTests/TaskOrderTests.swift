import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite struct `An order` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase
  private static let start = 1000 * TaskPolicy.hour

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(OperationsMigrations.all, to: database)
    _ = try await desk(0) { desk in
      try desk.file(
        OperationsTask(
          id: "bug-1", type: .bugFix, title: "x", body: "", priority: .medium,
          created: Self.start))
      return nil
    }
  }

  private func desk(
    _ hours: Double, _ body: @escaping @Sendable (inout TaskDesk) throws -> String?
  ) async throws -> String? {
    let now = Self.start + Int(hours * Double(TaskPolicy.hour))
    return try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: now)
      let problem = try body(&desk)
      if problem == nil {
        try desk.keep()
        try desk.assign()
        try TaskClock(connection).tended("acme", at: now)
      }
      return problem
    }
  }

  private func order(
    _ order: TaskOrder, agent: String? = nil, at hours: Double = 1
  ) async throws -> String? {
    try await desk(hours) {
      try $0.order(order, "bug-1", agent: agent, by: "Ada", note: "because")
    }
  }

  private func answer(_ state: TaskState, at hours: Double) async throws -> String? {
    try await desk(hours) { try $0.answer("bug-1", state, agent: nil, note: "") }
  }

  private var task: OperationsTask {
    get async throws {
      try #require(
        try await database.read { try TaskTable($0, business: "acme").task("bug-1") })
    }
  }

  private func due(_ hours: Double) async throws -> [String] {
    let now = Self.start + Int(hours * Double(TaskPolicy.hour))
    return try await database.read { try TaskClock($0).due(at: now) }
  }

  @Test func `gives a task to whom a person names`() async throws {
    let before = try await task.agent
    #expect(before != nil && before != "general-backup")
    #expect(try await order(.assign, agent: "general-backup") == nil)
    #expect(try await task.agent == "general-backup")
    let history = try await database.read { try TaskTable($0, business: "acme").history(limit: 1) }
    #expect(history.first?.text == "given to general-backup by Ada: because")
    let choice = try await task.choice
    #expect(choice.contains("\"by Ada\"") && choice.contains("\"general-backup\""), "\(choice)")
    #expect(try await answer(.completed, at: 3) == nil)
    let agents = OperationsRules.shipped.agents
    let paces = try await database.read { try TaskTable($0, business: "acme").paces(of: agents) }
    #expect(paces["general-backup"]?.took == [2 * TaskPolicy.hour], "its time is counted")
  }

  @Test func `names those that there are when nobody has the name`() async throws {
    #expect(try await order(.assign, agent: "nobody")?.contains("code-emergency") == true)
    #expect(try await task.state == .assigned)
  }

  @Test func `begins a task anew with another agent, at once`() async throws {
    let first = try await task.agent
    #expect(try await answer(.failed, at: 1) == nil)
    #expect(try await task.state == .pending, "a failed attempt waits")
    #expect(try await order(.retry, at: 1.001) == nil)
    #expect(try await task.state == .assigned)
    #expect(try await task.agent != first)
  }

  @Test func `brings a task to a person at last`() async throws {
    for hour in 1...3 {
      #expect(try await order(.escalate, at: Double(hour) / 10) == nil)
    }
    #expect(try await task.state == .escalated)
    #expect(try await order(.escalate, at: 0.4) == "bug-1 is escalated")
    #expect(try await order(.complete, at: 0.5) == nil)
    #expect(try await task.state == .completed)
  }

  @Test func `says that what an agent could not do is done, which is not to its credit`()
    async throws
  {
    let agent = try #require(try await task.agent)
    #expect(try await answer(.blocked, at: 1) == nil)
    #expect(try await order(.complete, at: 1.5) == nil)
    #expect(try await task.state == .completed)
    let agents = OperationsRules.shipped.agents
    let records = try await database.read {
      try TaskTable($0, business: "acme").records(of: agents, for: .bugFix)
    }
    #expect(records.first { $0.agent.name == agent }?.record.done == 0)
  }

  @Test(arguments: [TaskOrder.complete, .cancel, .assign, .escalate])
  func `that comes too late is refused`(_ order: TaskOrder) async throws {
    #expect(try await answer(.completed, at: 1) == nil)
    let again = try await self.order(order, at: 2)
    // What is done can be opened again, and given to somebody.
    #expect((again == nil) == (order == .assign))
  }

  @Test(arguments: [TaskOrder.tend, .report])
  func `about all tasks names none`(_ order: TaskOrder) async throws {
    #expect(try await desk(1) { try $0.order(order, "", agent: nil, by: "x", note: "") } == nil)
  }

  @Test func `is not needed for what time alone brings`() async throws {
    #expect(try await due(1).isEmpty)
    #expect(try await due(2.1) == ["acme"], "the lease is over")
    #expect(try await desk(2.1) { _ in nil } == nil)
    #expect(try await task.state == .pending)
    #expect(try await due(2.1).isEmpty, "it waits a minute")
    #expect(try await due(2.2) == ["acme"])
    #expect(try await desk(2.2) { _ in nil } == nil)
    #expect(try await task.state == .assigned)
  }

  @Test func `is not needed for what was in review for too long`() async throws {
    let first = try await task.agent
    #expect(try await answer(.review, at: 1) == nil)
    #expect(try await due(2.9).isEmpty)
    #expect(try await due(3.1) == ["acme"], "the lease is over")
    #expect(try await desk(3.1) { _ in nil } == nil)
    #expect(try await task.state == .pending)
    #expect(try await task.lease == nil)
    #expect(try await desk(3.2) { _ in nil } == nil)
    #expect(try await task.state == .assigned)
    #expect(try await task.agent != first)
  }

  @Test func `is not needed for a lease that nobody holds`() async throws {
    var orphan = try await task
    orphan.become(.review, at: Self.start)
    orphan.agent = nil
    let left = orphan
    try await database.write { try TaskTable($0, business: "acme").put(left) }
    #expect(try await due(3) == ["acme"])
    #expect(try await desk(3) { _ in nil } == nil)
    #expect(try await due(3).isEmpty, "it is tended once")
    #expect(try await desk(3.1) { _ in nil } == nil)
    #expect(try await task.state == .assigned)
  }

  @Test(arguments: TaskState.allCases)
  func `of time finds a way out of every state in which a task is open`(_ state: TaskState) {
    if state.isHeld { #expect(state.canBecome(.pending) && state.canBecome(.blocked)) }
    if state.isOpen, state != .escalated { #expect(state.canBecome(.escalated)) }
    if state.isOpen { #expect(state.canBecome(.completed) && state.canBecome(.cancelled)) }
  }

  @Test func `of time is given once an hour, whatever becomes of it`() async throws {
    let now = Self.start + 3 * TaskPolicy.hour
    try await database.write { try TaskClock($0).dropped("acme", at: now) }
    #expect(try await due(3.5).isEmpty)
    #expect(try await due(4.1) == ["acme"])
  }

  @Test func `comes by itself when a task is blocked for too long`() async throws {
    #expect(try await answer(.blocked, at: 1) == nil)
    #expect(try await due(2.9).isEmpty)
    #expect(try await due(3.1) == ["acme"])
    #expect(try await desk(3.1) { _ in nil } == nil)
    #expect(try await task.level == 1)
    #expect(try await task.state == .assigned)
  }

  @Test func `waits for nobody for ever`() async throws {
    var hour = 1.0
    while try await task.state != .escalated, hour < 1000 {
      _ = try await answer(.failed, at: hour)
      hour += 1
      _ = try await desk(hour) { _ in nil }
    }
    #expect(try await task.state == .escalated)
    let level = try await task.level
    let due = try await task.due
    let late = Double(due - Self.start) / Double(TaskPolicy.hour) + 1
    #expect(try await self.due(late) == ["acme"])
    #expect(try await desk(late) { _ in nil } == nil)
    #expect(try await task.due > due, "the person is reminded")
    #expect(try await task.level == level)
  }
}
