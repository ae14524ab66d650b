import Testing

@testable import Operations

@Suite struct `A task` {
  private static let agents = OperationsRules.shipped.agents

  /// The vectors of the earlier system, for agents that are idle and have no history.
  @Test(arguments: [
    (
      TaskKind.deployment, Severity.emergency,
      ["deployment-primary": 28.8, "monitoring-system": 18.0, "general-backup": 7.2]
    ),
    (
      .deployment, .critical,
      ["deployment-primary": 21.6, "monitoring-system": 13.5, "general-backup": 10.8]
    ),
    (
      .deployment, .medium,
      ["deployment-primary": 14.4, "monitoring-system": 9.0, "general-backup": 7.2]
    ),
    (.bugFix, .medium, ["code-emergency": 12.6, "github-issues": 10.8, "general-backup": 7.2]),
    (.bugFix, .emergency, ["code-emergency": 25.2, "github-issues": 21.6, "general-backup": 7.2]),
    (.featureDevelopment, .medium, ["discovery-growth": 16.2, "general-backup": 4.8]),
    (.documentation, .medium, ["general-backup": 4.8]),
  ])
  func `is scored by the product as the earlier system did`(
    _ kind: TaskKind, _ priority: Severity, _ expected: [String: Double]
  ) {
    let assignment = Self.assign(kind, priority, .product)
    let scores = assignment.candidates.filter { $0.score > 0 }
      .map { ($0.agent, ($0.score * 1e6).rounded() / 1e6) }
    #expect(Dictionary(uniqueKeysWithValues: scores) == expected)
    #expect(assignment.agent == expected.max { $0.value < $1.value }?.key)
  }

  @Test func `at half load is worth less, twice once there is a history`() {
    var record = AgentRecord(open: 1)
    let agent = Agent(name: "a", type: "code", capabilities: [.bugFix], tasksMax: 2, weight: 10)
    #expect(Self.score(agent, record) == 10 * 1.5 * 0.75 * 1.2)
    record.done = 3
    record.failed = 1
    #expect(Self.score(agent, record) == 10 * 0.75 * 0.5 * 1.5 * 0.75 * 1.2)
  }

  @Test(arguments: TaskKind.allCases)
  func `never scores higher because an agent has more to do`(_ kind: TaskKind) {
    for policy in AssignmentPolicy.allCases {
      for agent in Self.agents {
        let scores = (0...agent.tasksMax).map { open in
          Assignment(
            kind, .high, agents: [(agent, AgentRecord(open: open))], policy: policy
          ).candidates[0].score
        }
        #expect(scores == scores.sorted(by: >))
      }
    }
  }

  @Test func `goes to nobody who is full, and to another than the one that failed`() {
    let full = Self.agents.map { ($0, AgentRecord(open: $0.tasksMax)) }
    #expect(Assignment(.bugFix, .high, agents: full, policy: .balanced).agent == nil)
    let first = Self.assign(.bugFix, .high, .balanced).agent
    let second = Self.assign(.bugFix, .high, .balanced, avoiding: first).agent
    #expect(second != nil && second != first)
    let alone = Assignment(
      .documentation, .low, agents: [(Self.agents[4], AgentRecord())], policy: .balanced,
      avoiding: Self.agents[4].name)
    #expect(alone.agent == Self.agents[4].name, "one that failed is better than none")
  }

  @Test func `of equal agents goes to who has waited longest`() {
    let one = Agent(name: "a", type: "x", capabilities: [.testing], tasksMax: 2, weight: 5)
    var other = one
    other.name = "b"
    let agents = [(one, AgentRecord(lastAssigned: 20)), (other, AgentRecord(lastAssigned: 10))]
    #expect(Assignment(.testing, .low, agents: agents, policy: .balanced).agent == "b")
  }

  @Test(arguments: [
    (TaskState.pending, TaskState.assigned, true), (.assigned, .inProgress, true),
    (.inProgress, .completed, true), (.completed, .pending, true), (.completed, .failed, false),
    (.pending, .review, false), (.cancelled, .assigned, false), (.escalated, .assigned, true),
    (.pending, .pending, false),
  ])
  func `becomes only what it may`(_ state: TaskState, _ next: TaskState, _ isRight: Bool) {
    #expect(state.canBecome(next) == isRight)
    var task = Self.task("a")
    task.state = state
    #expect(task.become(next, at: 1) == isRight)
    #expect(task.state == (isRight ? next : state))
  }

  @Test(arguments: [
    ("a", ["b"], ["b": ["c"]], false), ("a", ["b"], ["b": ["c"], "c": ["a"]], true),
    ("a", ["a"], [:], true), ("a", ["b"], ["b": ["c"], "c": ["b"]], false),
  ])
  func `waits for no task that waits for it`(
    _ task: String, _ others: [String], _ depends: [String: [String]], _ isCircle: Bool
  ) {
    #expect(TaskPolicy.wouldCircle(task, others, depends) == isCircle)
  }

  @Test func `that is more urgent comes first, and none waits for ever`() {
    let now = 1000 * TaskPolicy.hour
    let order = [Severity.low, .medium, .high, .critical, .emergency].map { priority in
      TaskPolicy.rank(Self.task("a", priority, created: now), at: now)
    }
    #expect(order == order.sorted())
    let old = TaskPolicy.rank(Self.task("a", .low, created: now - 4 * TaskPolicy.hour), at: now)
    #expect(old > order[4])
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)])
  func `that failed waits longer each time`(_ retries: Int, _ minutes: Int) {
    #expect(TaskPolicy.backoff(retries) == minutes * TaskPolicy.minute)
  }

  private static func task(
    _ id: String, _ priority: Severity = .high, created: Int = 0
  ) -> OperationsTask {
    OperationsTask(
      id: id, type: .bugFix, title: "x", body: "", priority: priority, created: created)
  }

  private static func assign(
    _ kind: TaskKind, _ priority: Severity, _ policy: AssignmentPolicy, avoiding: String? = nil
  ) -> Assignment {
    Assignment(
      kind, priority, agents: agents.map { ($0, AgentRecord()) }, policy: policy,
      avoiding: avoiding)
  }

  private static func score(_ agent: Agent, _ record: AgentRecord) -> Double {
    Assignment(.bugFix, .medium, agents: [(agent, record)], policy: .product).candidates[0].score
  }
}
