import Storage

// Which tasks somebody is to look at. What is open is found by an index that has nothing else, so
// that what was done long ago costs nothing.

extension TaskTable {
  /// Open tasks, the newest first; then closed ones, those that were closed last first.
  func shownTasks(limit: Int) throws -> [OperationsTask] {
    let open = try tasks("and \(Self.open) order by created desc, id limit $2", [.integer(limit)])
    let closed = try tasks(
      "and not (\(Self.open)) order by changed desc, id limit $2", [.integer(limit)])
    return (open + closed).sorted { ($0.created, $0.id) < ($1.created, $1.id) }
  }

  /// The tasks of which something changed since it was last made visible.
  func hiddenTasks() throws -> [OperationsTask] {
    try tasks("and shown = 0 order by created, id")
  }

  /// Those that wait for an agent, and may be given to one now.
  func waitingTasks(at now: Int) throws -> [OperationsTask] {
    try tasks(
      "and \(Self.open) and state = 'pending' and not_before <= $2 order by created, id",
      [.integer(now)]
    ).filter { task in try task.depends.allSatisfy(isDone) }
  }

  /// Those in which time alone may change something now.
  func lateTasks(at now: Int) throws -> [OperationsTask] {
    try tasks(
      """
      and \(Self.open) and (lease < $2 or due < $2 or state = 'blocked' and changed < $3)
      order by created, id
      """, [.integer(now), .integer(now - TaskPolicy.blockedMax)])
  }

  /// Those whose issue may not be as it should be, and may be filed now.
  func unfiledTasks(at now: Int, limit: Int) throws -> [OperationsTask] {
    try tasks(
      """
      and filed = 0 and incident is not null and not exists (
        select 1 from operations_issue i where i.business = operations_task.business
          and i.incident = operations_task.incident and i.not_before > $2)
      order by created, id limit $3
      """, [.integer(now), .integer(limit)])
  }

  /// The issue of this incident is as it should be.
  func markFiled(_ incident: String) throws {
    try connection.execute(
      "update operations_task set filed = 1 where business = $1 and incident = $2",
      [business, .text(incident)])
  }

  /// How many tasks there are in each state.
  func counts() throws -> [TaskState: Int] {
    var counts: [TaskState: Int] = [:]
    try connection.forEach(
      "select state, count(*) from operations_task where business = $1 group by state", [business]
    ) { row in
      if let state = TaskState(rawValue: row.text(0)) { counts[state] = row.integer(1) }
    }
    return counts
  }

  /// How many tasks were done in a time.
  func doneCount(in hours: Range<Int>) throws -> Int {
    try count("operations_task", "state = 'completed' and changed", hours)
  }

  func incidentCount() throws -> Int { try count("operations_incident", "opened", 0..<Int.max) }

  /// How many incidents there were at the end of a time, and how many were opened in it.
  func incidentCounts(in hours: Range<Int>) throws -> (all: Int, new: Int) {
    (
      try count("operations_incident", "opened", 0..<hours.upperBound),
      try count("operations_incident", "opened", hours)
    )
  }

  private func count(_ table: String, _ column: String, _ range: Range<Int>) throws -> Int {
    try connection.first(
      "select count(*) from \(table) where business = $1 and \(column) between $2 and $3",
      [business, .integer(range.lowerBound), .integer(range.upperBound - 1)]
    ) { $0.integer(0) } ?? 0
  }

  private func isDone(_ id: String) throws -> Bool {
    try connection.first(
      "select 1 from operations_task where business = $1 and id = $2 and state = 'completed'",
      [business, .text(id)]
    ) { $0.integer(0) } != nil
  }

  private func tasks(
    _ rest: String, _ values: [SQLValue] = []
  ) throws -> [OperationsTask] {
    try connection.query(
      "select \(OperationsTask.columns) from operations_task where business = $1 \(rest)",
      [business] + values, OperationsTask.init)
  }

  /// As the index has it.
  static let open = "state not in ('completed', 'cancelled')"

  /// How the entry of an escalation ends that is for what comes more often.
  static let moreOften = " times as often as before"

  /// Whether the task of an incident was escalated for what comes more often: a burst that is read
  /// piece by piece is one.
  func hasHurried(_ incident: String, since: Int) throws -> Bool {
    try connection.first(
      """
      select 1 from operations_history
      where business = $1 and incident = $2 and time >= $3 and text like $4 limit 1
      """, [business, .text(incident), .integer(since), .text("%\(Self.moreOften)")]
    ) { $0.integer(0) } != nil
  }
}
