import Storage

// When a business is to be looked at, though no file came. `tended` is when its tasks were last
// looked at, by whatever file; `dropped` when a schedule last asked for it. One that was asked for
// and not looked at yet is not asked for again before an hour.

/// The times of all businesses.
struct TaskClock {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  private static let patience = TaskPolicy.hour

  /// The businesses in which time alone changes something now.
  func due(at now: Int) throws -> [String] {
    try connection.query(
      """
      select distinct t.business from operations_task t
      left join operations_clock c on c.business = t.business
      where (t.state in ('assigned', 'in_progress', 'review') and t.lease < $1
          or t.state not in ('completed', 'cancelled') and t.due < $1
          or t.state = 'blocked' and t.changed < $2
          or t.state = 'pending' and t.not_before <= $1
            and t.not_before > coalesce(c.tended, 0))
        and (c.dropped is null or c.dropped <= coalesce(c.tended, 0) or c.dropped < $3)
      order by t.business
      """,
      [.integer(now), .integer(now - TaskPolicy.blockedMax), .integer(now - Self.patience)]
    ) { $0.text(0) }
  }

  /// When time alone will change something next; nil: not as the tables stand.
  func next() throws -> Int? {
    let times = try connection.query(
      """
      select t.business, min(case when t.state in ('assigned', 'in_progress', 'review')
          then t.lease end), min(t.due), min(case when t.state = 'blocked' then t.changed end),
        min(case when t.state = 'pending' and t.not_before > coalesce(c.tended, 0)
          then t.not_before end), max(c.tended), max(c.dropped)
      from operations_task t left join operations_clock c on c.business = t.business
      where t.\(TaskTable.open) group by t.business
      """
    ) { row -> Int? in
      let times = [
        row.optionalInteger(1).map { $0 + 1 }, row.optionalInteger(2).map { $0 + 1 },
        row.optionalInteger(3).map { $0 + TaskPolicy.blockedMax + 1 }, row.optionalInteger(4),
      ]
      guard let first = times.compactMap(\.self).min() else { return nil }
      guard let dropped = row.optionalInteger(6), dropped > row.optionalInteger(5) ?? 0 else {
        return first
      }
      return max(first, dropped + Self.patience + 1)
    }
    return times.compactMap(\.self).min()
  }

  /// The agents that have tasks which were not worked at since they were given out.
  func uncalledAgents() throws -> [String] {
    try connection.query(
      """
      select distinct agent from operations_task t
      where t.\(TaskTable.open) and state = 'assigned' and agent is not null
        and not exists (select 1 from operations_work w where w.business = t.business
          and w.task = t.id and w.turn = t.changed and w.what = 'work')
      """
    ) { $0.text(0) }
  }

  /// All that have tasks.
  func businesses() throws -> [String] {
    try connection.query("select distinct business from operations_task order by business", []) {
      $0.text(0)
    }
  }

  func dropped(_ business: String, at now: Int) throws { try set("dropped", business, now) }

  func tended(_ business: String, at now: Int) throws { try set("tended", business, now) }

  /// - Parameter column: one of ours.
  private func set(_ column: String, _ business: String, _ now: Int) throws {
    try connection.execute(
      """
      insert into operations_clock(business, \(column)) values($1, $2)
      on conflict(business) do update set \(column) = excluded.\(column)
      """, [.text(business), .integer(now)])
  }
}
