package import Storage

/// Passes statements on, and writes down how SQLite goes about each: by which index, and whether it
/// has to sort. A statement of the heart that looks at everything shows only when there is much.
package final class PlannedConnection: Connection {
  private let connection: any Connection
  /// Of each statement, a step a line, such as `SEARCH job USING INDEX job_time`.
  package private(set) var plans: [String] = []

  package init(_ connection: any Connection) { self.connection = connection }

  package func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    try plan(sql, values)
    return try connection.execute(sql, values)
  }

  package func forEach(
    _ sql: String, _ values: [SQLValue], _ body: (any Row) throws -> Void
  ) throws {
    try plan(sql, values)
    try connection.forEach(sql, values, body)
  }

  private func plan(_ sql: String, _ values: [SQLValue]) throws {
    let steps = try connection.query("explain query plan \(sql)", values) { $0.text(3) }
    plans.append(steps.joined(separator: "\n"))
  }
}
