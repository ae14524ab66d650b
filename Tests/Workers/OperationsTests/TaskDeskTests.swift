import Logs
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite struct `The desk` {
  private let place: TemporaryDirectory
  private let database: SQLiteDatabase

  private static let hour = TaskPolicy.hour
  /// Far enough behind 1970 that a day may be taken off.
  private static let start = 1000 * hour

  init() async throws {
    place = try TemporaryDirectory()
    database = try SQLiteDatabase(path: "\(place.path)/operations.sqlite")
    try await Migration.apply(OperationsMigrations.all, to: database)
  }

  @Test func `makes one incident and one task of a failure, whichever logs tell of it`()
    async throws
  {
    try await at(0) {
      try $0.file(Self.failure("f1", count: 2, hour: 0), source: "log1", received: 0)
    }
    // The same log once more, another log, and the same failure elsewhere.
    try await at(1) {
      try $0.file(Self.failure("f1", count: 2, hour: 0), source: "log1", received: 0)
      try $0.file(Self.failure("f1", count: 3, hour: 1), source: "log2", received: 0)
      var elsewhere = Self.failure("f1", count: 1, hour: 1)
      elsewhere.environment = "staging"
      try $0.file(elsewhere, source: "log2", received: 0)
    }
    let incidents = try await read { try $0.incidents(limit: 10) }
    #expect(incidents.map(\.count).sorted() == [1, 5])
    let tasks = try await read { try $0.tasks() }
    #expect(tasks.map(\.state) == [.assigned, .assigned])
    #expect(tasks.allSatisfy { !$0.choice.isEmpty })
  }

  @Test func `opens what was done again when it comes again`() async throws {
    let failure = Self.failure("f1", count: 1, hour: 0)
    let task = "task-\(Incident.id(failure))"
    try await at(0) { try $0.file(failure, source: "log1", received: 0) }
    #expect(try await answer(1, task, .completed) == nil)
    #expect(try await state(task) == .completed)
    try await at(2) {
      try $0.file(Self.failure("f1", count: 1, hour: 2), source: "log2", received: 0)
    }
    #expect(try await state(task) == .assigned)
    #expect(try await read { try $0.incidents(limit: 1) }.first?.reopened == 1)
  }

  @Test(arguments: [
    // The hour of the event, when it is told a time; when the log arrived; what it was before.
    (9, true, 20, TaskState.completed, nil),
    (19, true, 20, .completed, "opened again: it was seen in app.log after it was done"),
    (19, true, 20, .cancelled, nil), (0, false, 10, .completed, nil),
    (
      0, false, 20, .completed,
      "opened again: app.log, which tells no times, arrived after it was done"
    ),
  ])
  func `opens again only what happens after it was done`(
    _ hour: Int, _ isTimed: Bool, _ arrival: Int, _ state: TaskState, _ said: String?
  ) async throws {
    let failure = Self.failure("f1", count: 1, hour: 0)
    let task = "task-\(Incident.id(failure))"
    try await at(10) { try $0.file(failure, source: "log1", received: 0) }
    #expect(try await answer(18, task, state) == nil)
    var later = Self.failure("f1", count: 1, hour: hour)
    if !isTimed { (later.first, later.last, later.moments) = (nil, nil, ["1"]) }
    let told = later
    let received = Self.start + arrival * Self.hour
    try await at(20) { try $0.file(told, source: "log2", received: received) }
    #expect(try await self.state(task) == (said == nil ? state : .assigned))
    let history = try await read { try $0.history(limit: 10) }.map(\.text)
    #expect(history.first { $0.hasPrefix("opened again") } == said)
    #expect(try await read { try $0.incidents(limit: 1) }.first?.count == 2, "it is counted")
  }

  @Test func `gives a task that failed to another agent after a pause, and at last to a person`()
    async throws
  {
    let failure = Self.failure("f1", count: 1, hour: 0)
    let task = "task-\(Incident.id(failure))"
    try await at(0) { try $0.file(failure, source: "log1", received: 0) }
    var agents: [String] = []
    var time = 0.0
    for _ in 0..<9 {
      guard let agent = try await read({ try $0.task(task)?.agent }) else { break }
      agents.append(agent)
      #expect(try await answer(time + 0.01, task, .failed) == nil)
      // At once nobody gets it, unless it was escalated; an hour later somebody does.
      time += 1.1
      try await at(time) { _ in }
    }
    #expect(zip(agents, agents.dropFirst()).allSatisfy { $0 != $1 })
    #expect(try await state(task) == .escalated)
    #expect(agents.count == 6, "twice three attempts, and its deadline passed")
  }

  @Test func `takes a task from an agent that says nothing`() async throws {
    let failure = Self.failure("f1", count: 1, hour: 0)
    let task = "task-\(Incident.id(failure))"
    try await at(0) { try $0.file(failure, source: "log1", received: 0) }
    let first = try await read { try $0.task(task)?.agent }
    #expect(try await answer(1.9, task, .inProgress) == nil)
    try await at(2.5) { _ in }
    #expect(try await read { try $0.task(task)?.agent } == first, "a sign of life is enough")
    try await at(4) { _ in }
    try await at(4.1) { _ in }
    let second = try await read { try $0.task(task)?.agent }
    #expect(second != nil && second != first)
  }

  @Test func `knows how soon an agent answers, and when it was last heard`() async throws {
    let failure = Self.failure("f1", count: 1, hour: 0)
    let task = "task-\(Incident.id(failure))"
    try await at(0) { try $0.file(failure, source: "log1", received: 0) }
    let first = try #require(try await read { try $0.task(task)?.agent })
    #expect(try await pace(first) == AgentPace())
    #expect(try await answer(0.5, task, .inProgress) == nil)
    #expect(try await pace(first) == AgentPace(heard: Self.start + Self.hour / 2))
    #expect(try await answer(2, task, .failed) == nil)
    let ended = AgentPace(heard: Self.start + 2 * Self.hour, took: [2 * Self.hour])
    #expect(try await pace(first) == ended)
    // The next turn is somebody else's: what he says is his own.
    try await at(4) { _ in }
    let second = try #require(try await read { try $0.task(task)?.agent })
    #expect(second != first)
    #expect(try await answer(4.5, task, .completed) == nil)
    #expect(try await pace(first) == ended)
    #expect(try await pace(second).took == [Self.hour / 2])
  }

  @Test(arguments: [([], nil), ([7], 7), (Array(1...20), 20), (Array(1...100), 96)])
  func `says what 95 of 100 tasks take at most`(_ took: [Int], _ p95: Int?) {
    #expect(AgentPace(took: took).p95 == p95)
  }

  @Test func `escalates what is late, and what comes ten times as often`() async throws {
    try await at(0) { try $0.file(Self.failure("f1", count: 1, hour: 0), source: "a", received: 0) }
    try await at(1) { try $0.file(Self.failure("f1", count: 9, hour: 1), source: "b", received: 0) }
    let task = "task-\(Incident.id(Self.failure("f1", count: 1, hour: 0)))"
    #expect(try await read { try $0.task(task)?.level } == 0)
    try await at(1.5) {
      try $0.file(Self.failure("f1", count: 200, hour: 1), source: "c", received: 0)
    }
    #expect(try await read { try $0.task(task)?.level } == 1)
    try await at(48) { _ in }
    #expect(try await read { try $0.task(task)?.level } == 2)
  }

  /// A burst in a followed file comes piece by piece.
  @Test func `escalates a burst once`() async throws {
    let task = "task-\(Incident.id(Self.failure("f1", count: 1, hour: 0)))"
    for (number, count) in [1, 20, 400, 8000].enumerated() {
      try await at(Double(number) / 100) {
        try $0.file(
          Self.failure("f1", count: count, hour: 0), source: "\(number)", isPiece: true,
          received: 0)
      }
    }
    #expect(try await read { try $0.task(task)?.level } == 1)
  }

  @Test func `raises a task whose failure turns out to be worse`() async throws {
    var failure = Self.failure("f1", count: 1, hour: 0)
    failure.severity = .medium
    let first = failure
    try await at(0) { try $0.file(first, source: "a", received: 0) }
    failure.severity = .critical
    let second = failure
    try await at(1) { try $0.file(second, source: "b", isPiece: true, received: 0) }
    let task = try #require(try await read { try $0.task("task-\(Incident.id(first))") })
    #expect(task.priority == .critical)
    #expect(task.due == Self.start + 5 * Self.hour)
  }

  @Test func `forgets the oldest of very many pieces that told of a failure`() async throws {
    let count = TaskTable.piecesMax + 20
    try await at(0) { desk in
      for number in 0..<count {
        try desk.file(
          Self.failure("f1", count: 1, hour: number), source: "\(number)", isPiece: true,
          received: 0)
      }
    }
    let incident = Incident.id(Self.failure("f1", count: 1, hour: 0))
    let kept = try await read { try $0.sightings(of: incident, limit: count) }
    // And the very first.
    #expect(kept.count == TaskTable.piecesMax + 1)
    #expect(kept.map(\.first).sorted().prefix(2) == [Self.start, Self.start + 20 * Self.hour])
    #expect(try await read { try $0.incident(incident)?.count } == count)
  }

  @Test(
    arguments: [
      ("task-x", TaskState.completed, nil, "there is no task task-x"),
      ("bug-1", .review, "nobody", "is"), ("bug-1", .assigned, "code-emergency", nil),
    ] as [(String, TaskState, String?, String?)])
  func `takes no answer that cannot be`(
    _ task: String, _ state: TaskState, _ agent: String?, _ expected: String?
  ) async throws {
    try await at(0) {
      try $0.file(
        OperationsTask(
          id: "bug-1", type: .bugFix, title: "x", body: "", priority: .high, created: Self.start))
    }
    let said = try await answer(1, task, state, agent: agent)
    #expect((said == nil) == (expected == nil))
    if let expected { #expect(said?.contains(expected) == true) }
  }

  @Test(arguments: [
    // Message, lines before it, environment; whether it is an emergency.
    ("nginx reload gave 1", "connected to the database, all fine", "", false),
    ("migration of the Database failed", "", "", true),
    ("nginx reload gave 1", "", "prod-eu", true), ("nginx reload gave 1", "", "Production", true),
    ("nginx reload gave 1", "", "product-demo", false),
    ("nginx reload gave 1", "", "non-prod", false),
  ])
  func `calls an emergency what the failure itself tells to be one`(
    _ message: String, _ before: String, _ environment: String, _ isEmergency: Bool
  ) async throws {
    var failure = Self.failure("f1", count: 1, hour: 0)
    failure.kind = "deployment"
    failure.severity = .critical
    failure.message = message
    failure.excerpt = "\(before)\n\(message)"
    failure.environment = environment
    let told = failure
    try await at(0) { try $0.file(told, source: "log1", received: 0) }
    let task = try await read { try $0.tasks() }.first
    #expect(task?.priority == (isEmergency ? .emergency : .critical))
  }

  @Test func `gives every task of a thousand to somebody while agents have room`() async throws {
    try await at(0) { desk in
      for number in 0..<100 {
        try desk.file(Self.failure("f\(number)", count: 1, hour: 0), source: "a", received: 0)
      }
    }
    let tasks = try await read { try $0.tasks() }
    #expect(tasks.count == 100)
    let open = Dictionary(grouping: tasks.filter { $0.agent != nil }) { $0.agent ?? "" }
    for agent in OperationsRules.shipped.agents {
      #expect(open[agent.name]?.count ?? 0 <= agent.tasksMax)
    }
    #expect(tasks.filter { $0.agent == nil }.allSatisfy { $0.state == .pending })
  }

  // MARK: - The code under test

  private func at(
    _ hours: Double, _ body: @escaping @Sendable (inout TaskDesk) throws -> Void
  ) async throws {
    let now = Self.start + Int(hours * Double(Self.hour))
    try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: now)
      try body(&desk)
      try desk.keep()
      try desk.assign()
    }
  }

  private func answer(
    _ hours: Double, _ task: String, _ state: TaskState, agent: String? = nil
  ) async throws -> String? {
    let now = Self.start + Int(hours * Double(Self.hour))
    return try await database.write { connection in
      var desk = TaskDesk(
        TaskTable(connection, business: "acme"), rules: .shipped, policy: .balanced, now: now)
      return try desk.answer(task, state, agent: agent, note: "")
    }
  }

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (TaskTable) throws -> Value
  ) async throws -> Value {
    try await database.read { try body(TaskTable($0, business: "acme")) }
  }

  private func pace(_ agent: String) async throws -> AgentPace {
    let agents = OperationsRules.shipped.agents
    return try await read { try $0.paces(of: agents)[agent] ?? AgentPace() }
  }

  private func state(_ task: String) async throws -> TaskState? {
    try await read { try $0.task(task)?.state }
  }

  private static func failure(_ fingerprint: String, count: Int, hour hours: Int) -> Failure {
    var failure = Failure()
    failure.fingerprint = fingerprint
    failure.kind = "python_exception"
    failure.file = "app.log"
    failure.line = 1
    failure.lastLine = 1
    failure.count = count
    failure.first = start + hours * hour
    failure.last = start + hours * hour
    failure.moments = (1...count).prefix(20).map { "\($0) \(Day.text(start + hours * hour))" }
    failure.title = "Unhandled exception"
    return failure
  }
}
