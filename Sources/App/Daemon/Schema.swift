import API
import Agents
import Files
import Jobs
import Models
package import Pipeline
package import Storage

/// The tables of the engine and of all workers.
package enum Schema {
  package static func migrations(of workers: [any Worker]) -> [Migration] {
    JobTable.migrations + ItemTable.migrations + StageGates.migrations + Outbox.migrations
      + Scheduler.migrations + RuleHistory.migrations + ModelTables.migrations
      + APIRoutes.migrations
      + workers.flatMap(\.migrations)
  }

  /// Brings a database up to date.
  ///
  /// - Throws: ``DaemonError`` `newer` when it is ahead: what this program wrote into it, the newer
  ///   one could not rely on.
  static func apply(
    for workers: [any Worker], to database: some Database, at path: Path
  ) async throws {
    let migrations = migrations(of: workers)
    let unknown = try await unknown(to: migrations, in: database)
    if !unknown.isEmpty { throw DaemonError.newer(path, unknown) }
    try await Migration.apply(migrations, to: database)
  }

  /// The steps that a newer program took.
  static func unknown(
    to migrations: [Migration], in database: some Database
  ) async throws -> [String] {
    let known = Set(migrations.map(\.id))
    return try await Migration.applied(to: database).filter { !known.contains($0) }
  }
}
