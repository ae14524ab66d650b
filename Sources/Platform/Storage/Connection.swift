/// What a transaction works with. Belongs to the closure that is given it.
///
/// Statements are written in the SQL that SQLite and PostgreSQL share, with parameters `$1`, `$2`
/// in order; foreign text is always a parameter, never part of the statement.
package protocol Connection {
  /// Runs one statement.
  ///
  /// - Returns: how many rows it changed.
  /// - Throws: ``StorageError``.
  @discardableResult
  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int

  /// Runs one statement and hands on its rows, one after the other.
  func forEach(_ sql: String, _ values: [SQLValue], _ body: (any Row) throws -> Void) throws
}

extension Connection {
  @discardableResult
  package func execute(_ sql: String) throws -> Int { try execute(sql, []) }

  package func query<Value>(
    _ sql: String, _ values: [SQLValue] = [], _ transform: (any Row) throws -> Value
  ) throws -> [Value] {
    var result: [Value] = []
    try forEach(sql, values) { result.append(try transform($0)) }
    return result
  }

  package func first<Value>(
    _ sql: String, _ values: [SQLValue] = [], _ transform: (any Row) throws -> Value
  ) throws -> Value? {
    try query(sql, values, transform).first
  }
}
