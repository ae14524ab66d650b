import API
import Agents
import Files
import Jobs
import Models
package import Pipeline
package import SQLiteStorage
package import Storage

/// The tables of the engine and of all workers.
package enum Schema {
  package static func migrations(of workers: [any Worker]) -> [Migration] {
    JobTable.migrations + ItemTable.migrations + StageGates.migrations + Outbox.migrations
      + Scheduler.migrations + RuleHistory.migrations + ModelTables.migrations
      + APIRoutes.migrations
      + workers.flatMap(\.migrations)
  }

  /// The database of a workspace, to be written; made where there is none.
  ///
  /// - Throws: ``DaemonError`` `damaged` or `newer`, ``Files/FileError``, ``Storage/StorageError``.
  package static func open(
    _ workspace: Workspace, for workers: [any Worker]
  ) async throws -> SQLiteDatabase {
    try await open(workspace.database, migrations(of: workers), isIndex: true)
  }

  /// A database that is up to date.
  ///
  /// - Parameter isIndex: it can be made anew from the directories.
  /// - Throws: ``DaemonError`` `damaged`, and `newer` when it is ahead: what this program wrote
  ///   into it, the newer one could not rely on.
  static func open(
    _ path: Path, _ migrations: [Migration], isIndex: Bool
  ) async throws -> SQLiteDatabase {
    do {
      return try await openWhole(path, migrations, isIndex: isIndex)
    } catch {
      throw DaemonError.damage(error, path, isIndex: isIndex) ?? error
    }
  }

  private static func openWhole(
    _ path: Path, _ migrations: [Migration], isIndex: Bool
  ) async throws -> SQLiteDatabase {
    // Made before SQLite would, so that only its owner may read it, as only its owner may look into
    // `stages`. The files beside it take after it.
    if try FileStatus.ifPresent(path) == nil { try FileWriter.makePrivate(path) }
    let database = try SQLiteDatabase(path: path.description)
    do {
      let applied = try await Migration.applied(to: database)
      let unknown = unknown(to: migrations, applied)
      if !unknown.isEmpty { throw DaemonError.newer(path, unknown, isIndex: isIndex) }
      try await Migration.apply(migrations, beyond: applied, to: database)
      return database
    } catch {
      await database.close()
      throw error
    }
  }

  /// The steps that a newer program took with a workspace's database.
  package static func unknown(to workers: [any Worker], _ applied: [String]) -> [String] {
    unknown(to: migrations(of: workers), applied)
  }

  /// The steps that a newer program took.
  ///
  /// - Parameter applied: all steps that were taken.
  static func unknown(to migrations: [Migration], _ applied: [String]) -> [String] {
    let known = Set(migrations.map(\.id))
    return applied.filter { !known.contains($0) }
  }
}
