import Storage

/// What a business's board shows, read in one go.
struct Board: Sendable {
  /// An incident with all that is known of it.
  struct Whole: Sendable {
    var incident: Incident
    var task: OperationsTask?
    /// The newest, the oldest of them first.
    var sightings: [Sighting]
    /// The very first; nil where none is known.
    var first: Sighting?
    var history: [TaskTable.Entry]

    /// What happened, over all logs that told of it.
    var lead: String {
      var seen = IncidentFiles.seen(incident.count, logs: incident.logs)
      if !incident.environment.isEmpty { seen += " in \(incident.environment)" }
      if first?.isTimed == true { seen += IncidentWriter.span(incident.first, incident.last) }
      if let first, let line = first.lineOfFile {
        seen += ", first in line \(line) of \(first.file)"
      }
      let run = first?.run.map { "The first run that tells of it is \($0)." }
      let raised = IncidentWriter.raised(incident.exception, incident.frames)
      return (["\(seen)."] + [run, raised].compactMap(\.self)).joined(separator: " ")
    }
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
  /// How many there are, shown or not.
  var incidentCount: Int
  /// The oldest first: those that are open, and those that were closed last.
  var tasks: [OperationsTask]
  /// How many there are, shown or not.
  var counts: [TaskState: Int]
  var seats: [Seat]
  /// The newest first.
  var history: [TaskTable.Entry]
  /// The incidents whose files are to be written.
  var changed: [Whole]
  /// The tasks of which something changed since it was last made visible.
  var hidden: [OperationsTask]
  var problem: String?
  private var incidentTasks: [String: OperationsTask]
  /// Of today and yesterday, by their first millisecond.
  var days: [Int: DayCounts]

  private static let historyMax = 100
  private static let historyOfIncidentMax = 200
  private static let sightingsMax = 50

  init(
    _ table: TaskTable, desk: TaskDesk, agents: [Agent], business: String, now: Int, limit: Int
  ) throws {
    self.business = business
    self.now = now
    problem = desk.problem
    incidents = try table.incidents(limit: limit)
    incidentCount = try table.incidentCount()
    tasks = try table.shownTasks(limit: limit)
    counts = try table.counts()
    seats = try table.records(of: agents, for: .bugFix).map(Seat.init)
    history = try table.history(limit: Self.historyMax)
    hidden = try table.hiddenTasks()
    changed = try hidden.compactMap { try Self.whole(of: $0, table) }
    incidentTasks = Dictionary(
      try incidents.compactMap { incident in
        try table.task(of: incident.id).map { (incident.id, $0) }
      }, uniquingKeysWith: { one, _ in one })
    days = try Self.days(table, [now, now - TaskPolicy.day])
  }

  /// Nil for a task that has no incident.
  static func whole(of task: OperationsTask, _ table: TaskTable) throws -> Whole? {
    guard let id = task.incident, let incident = try table.incident(id) else { return nil }
    return Whole(
      incident: incident, task: task,
      sightings: try table.sightings(of: id, limit: sightingsMax),
      first: try table.firstSighting(of: id),
      history: try table.history(of: id, limit: Self.historyOfIncidentMax))
  }

  var incidentsByID: [String: Incident] {
    Dictionary(incidents.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
  }

  func task(of incident: Incident) -> OperationsTask? { incidentTasks[incident.id] }

  /// What a day came to.
  struct DayCounts: Sendable {
    /// Those that were opened before its end.
    var incidents: Int
    var newIncidents: Int
    var done: Int
  }

  private static func days(_ table: TaskTable, _ times: [Int]) throws -> [Int: DayCounts] {
    var days: [Int: DayCounts] = [:]
    for time in times {
      let start = time - time % TaskPolicy.day
      let hours = start..<(start + TaskPolicy.day)
      let incidents = try table.incidentCounts(in: hours)
      days[start] = DayCounts(
        incidents: incidents.all, newIncidents: incidents.new,
        done: try table.doneCount(in: hours))
    }
    return days
  }

  /// What lies in the agents' folders.
  var todo: [(agent: String, task: OperationsTask)] {
    hidden.compactMap { task in
      guard task.state.isHeld else { return nil }
      return task.agent.map { ($0, task) }
    }
  }

  /// What lies there no longer: the tasks that changed, in the folders of all others.
  var taken: [(agent: String, task: String)] {
    hidden.flatMap { task in
      seats.map(\.agent.name).filter { !(task.state.isHeld && task.agent == $0) }
        .map { ($0, task.id) }
    }
  }

  func tasks(in state: TaskState) -> [OperationsTask] { tasks.filter { $0.state == state } }

  func count(of states: [TaskState]) -> Int { states.reduce(0) { $0 + counts[$1, default: 0] } }

  var openCount: Int { count(of: TaskState.allCases.filter(\.isOpen)) }
  var openTasks: [OperationsTask] { tasks.filter(\.state.isOpen) }
}
