import Storage

/// What a business's board shows, read in one go.
struct Board: Sendable {
  /// An incident with all that is known of it.
  struct Whole: Sendable {
    var incident: Incident
    var task: OperationsTask?
    var sightings: [Sighting]
    var history: [TaskTable.Entry]
  }

  /// An agent with its work.
  struct Seat: Sendable {
    var agent: Agent
    var record: AgentRecord
  }

  var business: String
  /// Milliseconds since 1970.
  var now: Int
  /// The newest first.
  var incidents: [Incident]
  /// The oldest first.
  var tasks: [OperationsTask]
  var seats: [Seat]
  /// The newest first.
  var history: [TaskTable.Entry]
  /// The incidents whose files are to be written.
  var changed: [Whole]
  /// The tasks of which something changed since it was last made visible.
  var hidden: Set<String>
  var problem: String?

  private static let historyMax = 100
  private static let historyOfIncidentMax = 200

  init(
    _ table: TaskTable, desk: TaskDesk, agents: [Agent], business: String, now: Int, limit: Int
  ) throws {
    self.business = business
    self.now = now
    problem = desk.problem
    incidents = try table.incidents(limit: limit)
    tasks = try table.tasks()
    seats = try table.records(of: agents, for: .bugFix).map(Seat.init)
    history = try table.history(limit: Self.historyMax)
    hidden = try table.hiddenTasks()
    let hidden = hidden
    changed = try tasks.filter { hidden.contains($0.id) }.compactMap { task in
      try Self.whole(of: task, table)
    }
  }

  /// Nil for a task that has no incident.
  static func whole(of task: OperationsTask, _ table: TaskTable) throws -> Whole? {
    guard let id = task.incident, let incident = try table.incident(id) else { return nil }
    return Whole(
      incident: incident, task: task, sightings: try table.sightings(of: id),
      history: try table.history(of: id, limit: Self.historyOfIncidentMax))
  }

  var incidentsByID: [String: Incident] {
    Dictionary(incidents.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
  }

  func task(of incident: Incident) -> OperationsTask? { tasks.first { $0.incident == incident.id } }

  /// What lies in the agents' folders.
  var todo: [(agent: String, task: OperationsTask)] {
    tasks.compactMap { task in
      guard task.state.isHeld, hidden.contains(task.id) else { return nil }
      return task.agent.map { ($0, task) }
    }
  }

  /// What lies there no longer: the tasks that changed, in the folders of all others.
  var taken: [(agent: String, task: String)] {
    tasks.filter { hidden.contains($0.id) }.flatMap { task in
      seats.map(\.agent.name).filter { !(task.state.isHeld && task.agent == $0) }
        .map { ($0, task.id) }
    }
  }

  func tasks(in state: TaskState) -> [OperationsTask] { tasks.filter { $0.state == state } }

  var openTasks: [OperationsTask] { tasks.filter(\.state.isOpen) }
}
