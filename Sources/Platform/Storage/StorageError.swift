/// Why a statement or the store as a whole failed.
package struct StorageError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// The statement was refused: a bug, or a constraint that does not hold.
    case statement
    /// Nothing more can be made durable (disk full, broken, read-only): the process must end and
    /// recover at its next start.
    case broken
    /// What is in the file is no whole database: another start meets the same.
    case damaged
  }

  package var reason: Reason
  package var message: String
  package var sql: String

  /// Whether no other statement would fare better.
  package var isOfTheDatabase: Bool { reason != .statement }

  package init(_ reason: Reason, _ message: String, sql: String) {
    self.reason = reason
    self.message = message
    self.sql = sql
  }

  package var description: String {
    switch reason {
    case .statement: "the database refused a statement: \(message) (\(sql))"
    case .broken: "the database cannot be used: \(message)"
    case .damaged: "the database is damaged: \(message)"
    }
  }
}
