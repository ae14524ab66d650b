import Storage

/// Something to be done, by an agent or a person.
struct OperationsTask: Sendable, Equatable {
  var id: String
  /// The incident that it is for; nil for what somebody reported.
  var incident: String?
  var type: TaskKind
  var title: String
  var body: String
  var priority: Severity
  var state = TaskState.pending
  var agent: String?
  /// The agent that failed at it last: another one comes first.
  var avoid: String?
  var retries = 0
  /// How often it was escalated.
  var level = 0
  /// Milliseconds since 1970, like all times here.
  var created: Int
  var changed: Int
  var due: Int
  /// Until then its agent has it; nobody is asked before.
  var lease: Int?
  /// It is not given to anybody before then.
  var notBefore = 0
  /// The tasks that come first.
  var depends: [String] = []
  /// Why its agent was chosen, as JSON; empty before.
  var choice = ""

  init(
    id: String, incident: String? = nil, type: TaskKind, title: String, body: String,
    priority: Severity, created: Int
  ) {
    self.id = id
    self.incident = incident
    self.type = type
    self.title = title
    self.body = body
    self.priority = priority
    self.created = created
    changed = created
    due = created + TaskPolicy.hours(priority) * TaskPolicy.hour
  }

  /// Goes to another state; the table of states says whether it may.
  ///
  /// - Returns: whether it did.
  @discardableResult
  mutating func become(_ next: TaskState, at now: Int) -> Bool {
    guard state.canBecome(next) else { return false }
    state = next
    changed = now
    if !next.isHeld { lease = nil }
    return true
  }

  static let columns = """
    id, incident, type, title, body, priority, state, agent, avoid, retries, level, created,
    changed, due, lease, not_before, depends, choice
    """

  init(_ row: any Row) {
    id = row.text(0)
    incident = row.optionalText(1)
    type = TaskKind(rawValue: row.text(2)) ?? .bugFix
    title = row.text(3)
    body = row.text(4)
    priority = Severity(rawValue: row.text(5)) ?? .high
    state = TaskState(rawValue: row.text(6)) ?? .pending
    agent = row.optionalText(7)
    avoid = row.optionalText(8)
    retries = row.integer(9)
    level = row.integer(10)
    created = row.integer(11)
    changed = row.integer(12)
    due = row.integer(13)
    lease = row.optionalInteger(14)
    notBefore = row.integer(15)
    depends = row.text(16).split(separator: " ").map(String.init)
    choice = row.text(17)
  }

  var values: [SQLValue] {
    [
      .text(id), SQLValue(incident), .text(type.rawValue), .text(title), .text(body),
      .text(priority.rawValue), .text(state.rawValue), SQLValue(agent), SQLValue(avoid),
      .integer(retries), .integer(level), .integer(created), .integer(changed), .integer(due),
      SQLValue(lease), .integer(notBefore), .text(depends.joined(separator: " ")), .text(choice),
    ]
  }
}

/// The numbers that tasks go by, in milliseconds and counts.
enum TaskPolicy {
  static let minute = 60_000
  static let hour = 60 * minute
  static let day = 24 * hour
  /// An agent that says nothing for so long has lost its task.
  static let lease = 2 * hour
  /// What is blocked for so long is escalated.
  static let blockedMax = 2 * hour
  /// After so many failures a task is escalated.
  static let retriesMax = 3
  /// At this level of escalation a person is asked, and no agent any more.
  static let levelOfPeople = 3
  /// An incident that was silent for so long and comes again is opened again.
  static let quiet = day
  /// So many times more often than before is an escalation.
  static let rateFactor = 10.0
  /// Fewer events in one log say nothing about how often it comes.
  static let rateEventsMin = 10
  private static let backoffMax = 60 * minute

  /// How long a task may take.
  static func hours(_ priority: Severity) -> Int {
    switch priority {
    case .emergency: 1
    case .critical: 4
    case .high: 24
    case .medium: 72
    case .low: 168
    }
  }

  /// 1, 2, 4 … minutes, an hour at most.
  static func backoff(_ retries: Int) -> Int {
    min(backoffMax, minute << min(10, max(0, retries - 1)))
  }

  /// Which task comes first: the higher. Waiting helps, so that none waits for ever.
  static func rank(_ task: OperationsTask, at now: Int) -> Double {
    var rank = Double(task.priority.rank) + 0.5 * Double(task.level)
    if task.due < now { rank += 2 } else if task.due - now < hour { rank += 1 }
    return rank + 0.02 * Double(max(0, now - task.created)) / Double(minute)
  }

  /// Whether tasks could wait for each other for ever if `task` waited for `others`.
  static func wouldCircle(_ task: String, _ others: [String], _ depends: [String: [String]]) -> Bool
  {
    var seen: Set<String> = []
    var open = others
    while let next = open.popLast() {
      if next == task { return true }
      if seen.insert(next).inserted { open += depends[next] ?? [] }
    }
    return false
  }
}
