import Storage

/// The tasks, incidents and agents of one business, as statements on a connection.
struct TaskTable {
  let connection: any Connection
  let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  // MARK: - Incidents

  func incident(_ id: String) throws -> Incident? {
    try connection.first(
      "select \(Incident.columns) from operations_incident where business = $1 and id = $2",
      [business, .text(id)], Incident.init)
  }

  /// The newest first.
  func incidents(limit: Int) throws -> [Incident] {
    try connection.query(
      """
      select \(Incident.columns) from operations_incident where business = $1
      order by last desc, id limit $2
      """, [business, .integer(limit)], Incident.init)
  }

  func put(_ incident: Incident) throws {
    try connection.execute(
      "delete from operations_incident where business = $1 and id = $2",
      [business, .text(incident.id)])
    try insert("operations_incident", Incident.columns, incident.values)
    try hide(incident.id)
  }

  /// What is visible of an incident and its task is no longer what is known.
  private func hide(_ incident: String) throws {
    try connection.execute(
      "update operations_task set shown = 0, filed = 0 where business = $1 and incident = $2",
      [business, .text(incident)])
  }

  /// The newest, the oldest of them first.
  func sightings(of incident: String, limit: Int) throws -> [Sighting] {
    try sightings(
      "incident = $2 order by first desc, source desc limit $3",
      [.text(incident), .integer(limit)]
    ).reversed()
  }

  /// Nil before anything told of it.
  func firstSighting(of incident: String) throws -> Sighting? {
    try sightings("incident = $2 order by first, source limit 1", [.text(incident)]).first
  }

  /// What logs of one place told, the newest first.
  func sightings(of incident: String, origin: String, limit: Int) throws -> [Sighting] {
    try sightings(
      "incident = $2 and origin = $3 order by first desc limit $4",
      [.text(incident), .text(origin), .integer(limit)])
  }

  private func sightings(_ rest: String, _ values: [SQLValue]) throws -> [Sighting] {
    try connection.query(
      "select \(Sighting.columns) from operations_sighting where business = $1 and \(rest)",
      [business] + values, Sighting.init)
  }

  func hasSighting(of incident: String, source: String) throws -> Bool {
    try connection.first(
      """
      select 1 from operations_sighting where business = $1 and incident = $2 and source = $3
      """, [business, .text(incident), .text(source)]
    ) { $0.integer(0) } != nil
  }

  func add(_ sighting: Sighting, of incident: String) throws {
    try insert(
      "operations_sighting", "incident, \(Sighting.columns)", [.text(incident)] + sighting.values)
    if sighting.isPiece { try forgetPieces(of: incident, but: sighting.source) }
  }

  /// A followed file tells of an incident each few seconds. No page shows so many, and no piece
  /// comes again; the very first stays.
  private func forgetPieces(of incident: String, but source: String) throws {
    try connection.execute(
      """
      delete from operations_sighting
      where business = $1 and incident = $2 and piece = 1 and source <> $3 and first < (
        select min(first) from (
          select first from operations_sighting
          where business = $1 and incident = $2 and piece = 1
          order by first desc limit \(Self.piecesMax)) newest)
        and first > (
          select min(first) from operations_sighting where business = $1 and incident = $2)
      """, [business, .text(incident), .text(source)])
  }

  /// More pieces of followed files that told of one incident are forgotten, the oldest first.
  static let piecesMax = 1000

  // MARK: - Tasks

  func task(_ id: String) throws -> OperationsTask? {
    try connection.first(
      "select \(OperationsTask.columns) from operations_task where business = $1 and id = $2",
      [business, .text(id)], OperationsTask.init)
  }

  func task(of incident: String) throws -> OperationsTask? {
    try connection.first(
      "select \(OperationsTask.columns) from operations_task where business = $1 and incident = $2",
      [business, .text(incident)], OperationsTask.init)
  }

  /// All, those that were done long ago too.
  func tasks() throws -> [OperationsTask] {
    try connection.query(
      """
      select \(OperationsTask.columns) from operations_task where business = $1
      order by created, id
      """,
      [business], OperationsTask.init)
  }

  /// Those that one of these agents has, and that were not worked at in this turn.
  func uncalledTasks(of agents: [String], limit: Int) throws -> [OperationsTask] {
    let marks = agents.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
    return try connection.query(
      """
      select \(OperationsTask.columns) from operations_task t
      where business = $1 and state = 'assigned' and agent in (\(marks))
        and not exists (select 1 from operations_work w where w.business = t.business
          and w.task = t.id and w.turn = t.changed and w.what = 'work')
      order by created, id limit $2
      """, [business, .integer(limit)] + agents.map(SQLValue.text), OperationsTask.init)
  }

  /// The open tasks of incidents of these classes whose recovery was not asked for.
  func unrecoveredTasks(_ kinds: [String]) throws -> [OperationsTask] {
    let marks = kinds.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    return try connection.query(
      """
      select \(OperationsTask.columns) from operations_task t
      where business = $1 and state not in ('completed', 'cancelled') and exists (
        select 1 from operations_incident i where i.business = t.business and i.id = t.incident
          and i.kind in (\(marks)) and not exists (select 1 from operations_work w
            where w.business = t.business and w.task = t.id and w.turn = i.reopened
              and w.what = 'recover'))
      """, [business] + kinds.map(SQLValue.text), OperationsTask.init)
  }

  /// Writes down that something is begun with a task.
  ///
  /// - Returns: false when it was begun in this turn already, or work is to begin and the agent
  ///   does not have the task any more.
  func begin(_ task: OperationsTask, _ what: String, at now: Int) throws -> Bool {
    if what == "work", try !isStillGiven(task) { return false }
    return try connection.execute(
      """
      insert into operations_work(business, task, turn, what, started) values($1, $2, $3, $4, $5)
      on conflict do nothing
      """,
      [
        business, .text(task.id), .integer(try turn(of: task, what)), .text(what), .integer(now),
      ]) == 1
  }

  /// Whether the agent has the task in this turn: since it was read others may have closed it, or
  /// given it to somebody else.
  private func isStillGiven(_ task: OperationsTask) throws -> Bool {
    guard let known = try self.task(task.id) else { return false }
    return known.state == .assigned && known.agent == task.agent && known.changed == task.changed
  }

  /// What came of it.
  func end(_ task: OperationsTask, _ what: String, said: String, at now: Int) throws {
    try connection.execute(
      """
      update operations_work set ended = $1, said = $2
      where business = $3 and task = $4 and turn = $5 and what = $6
      """,
      [
        .integer(now), .text(said), business, .text(task.id),
        .integer(try turn(of: task, what)), .text(what),
      ])
  }

  /// Work has a turn for each assignment, recovery for each time that the incident came again.
  private func turn(of task: OperationsTask, _ what: String) throws -> Int {
    if what == "work" { return task.changed }
    return try task.incident.flatMap { try incident($0)?.reopened } ?? 0
  }

  /// How many tasks an agent has.
  func openCount(of agent: String) throws -> Int {
    try connection.first(
      """
      select count(*) from operations_task where business = $1 and agent = $2
        and state in ('assigned', 'in_progress', 'review')
      """, [business, .text(agent)]
    ) { $0.integer(0) } ?? 0
  }

  func put(_ task: OperationsTask) throws {
    try connection.execute(
      "delete from operations_task where business = $1 and id = $2", [business, .text(task.id)])
    try insert("operations_task", OperationsTask.columns, task.values)
  }

  /// From now on these are visible as they are known.
  func show(_ tasks: some Sequence<String>) throws {
    for task in tasks {
      try connection.execute(
        "update operations_task set shown = 1 where business = $1 and id = $2",
        [business, .text(task)])
    }
  }

  /// Nothing is visible any more.
  func hideAll() throws {
    try connection.execute("update operations_task set shown = 0 where business = $1", [business])
  }

  // MARK: - Agents

  /// What is known of each agent, for a task of this kind.
  func records(of agents: [Agent], for kind: TaskKind) throws -> [(
    agent: Agent, record: AgentRecord
  )] {
    var records: [String: AgentRecord] = [:]
    try connection.forEach(
      """
      select agent, kind, done, failed, last_assigned from operations_agent where business = $1
      """, [business]
    ) { row in
      var record = records[row.text(0)] ?? AgentRecord()
      record.done += row.integer(2)
      record.failed += row.integer(3)
      if row.text(1) == kind.rawValue {
        record.doneOfKind = row.integer(2)
        record.failedOfKind = row.integer(3)
      }
      if let last = row.optionalInteger(4) {
        record.lastAssigned = max(record.lastAssigned ?? last, last)
      }
      records[row.text(0)] = record
    }
    try connection.forEach(
      """
      select agent, count(*) from operations_task
      where business = $1 and agent is not null and state in ('assigned', 'in_progress', 'review')
      group by agent
      """, [business]
    ) { records[$0.text(0), default: AgentRecord()].open = $0.integer(1) }
    return agents.map { ($0, records[$0.name] ?? AgentRecord()) }
  }

  func note(_ agent: String, _ kind: TaskKind, done: Int = 0, failed: Int = 0, assigned: Int? = nil)
    throws
  {
    let key: [SQLValue] = [business, .text(agent), .text(kind.rawValue)]
    let changed = try connection.execute(
      """
      update operations_agent set done = done + $1, failed = failed + $2,
        last_assigned = coalesce($3, last_assigned)
      where business = $4 and agent = $5 and kind = $6
      """, [.integer(done), .integer(failed), SQLValue(assigned)] + key)
    if changed > 0 { return }
    try connection.execute(
      """
      insert into operations_agent(business, agent, kind, done, failed, last_assigned)
      values($1, $2, $3, $4, $5, $6)
      """, key + [.integer(done), .integer(failed), SQLValue(assigned)])
  }

  // MARK: - History

  struct Entry: Sendable, Equatable {
    var time: Int
    var task: String?
    var incident: String?
    var text: String
  }

  func note(_ text: String, at time: Int, task: String? = nil, incident: String? = nil) throws {
    let number =
      try connection.first(
        "select coalesce(max(number), 0) + 1 from operations_history where business = $1",
        [business]
      ) { $0.integer(0) } ?? 1
    try insert(
      "operations_history", "number, time, task, incident, text",
      [.integer(number), .integer(time), SQLValue(task), SQLValue(incident), .text(text)])
    if let incident { try hide(incident) }
  }

  /// The newest first.
  func history(limit: Int) throws -> [Entry] {
    try entries("business = $1 order by number desc limit $2", [business, .integer(limit)])
  }

  /// The newest, the oldest of them first.
  func history(of incident: String, limit: Int) throws -> [Entry] {
    try entries(
      "business = $1 and incident = $2 order by number desc limit $3",
      [business, .text(incident), .integer(limit)]
    ).reversed()
  }

  private func entries(_ condition: String, _ values: [SQLValue]) throws -> [Entry] {
    try connection.query(
      "select time, task, incident, text from operations_history where \(condition)", values
    ) {
      Entry(
        time: $0.integer(0), task: $0.optionalText(1), incident: $0.optionalText(2),
        text: $0.text(3))
    }
  }

  private func insert(_ table: String, _ columns: String, _ values: [SQLValue]) throws {
    let parameters = (2..<(values.count + 2)).map { "$\($0)" }.joined(separator: ", ")
    try connection.execute(
      "insert into \(table)(business, \(columns)) values($1, \(parameters))", [business] + values)
  }
}
