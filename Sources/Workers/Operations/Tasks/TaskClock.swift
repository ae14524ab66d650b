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
