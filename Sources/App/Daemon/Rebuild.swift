package import Files
package import Foundation
package import Pipeline
import SQLiteStorage
import Storage
package import Telemetry

/// Makes the index anew from the directories, which are the truth.
package struct Rebuild: Sendable {
  package struct Result: Sendable, Equatable {
    package var items: Int
    /// How many of them go on when the daemon starts: what was at work, and what is published again
    /// because nothing remembers it.
    package var waiting: Int
    /// Where a database that could not be used lies now.
    package var kept: Path?
  }

  private let workspace: Workspace
  private let workers: [any Worker]
  private let now: @Sendable () -> Date
  private let logger: Logger

  package init(
    _ workspace: Workspace, _ workers: [any Worker], now: @escaping @Sendable () -> Date,
    logger: Logger
  ) {
    self.workspace = workspace
    self.workers = workers
    self.now = now
    self.logger = logger
  }

  /// - Throws: ``DaemonError`` `locked` while a daemon works here, `unknown` when the database
  ///   cannot be looked at.
  package func run() async throws -> Result {
    guard let lock = try FileLock(workspace.lock) else {
      throw DaemonError.locked(workspace.root)
    }
    defer { withExtendedLifetime(lock) {} }
    try workspace.prepare()
    let kept = try await isUsable() ? nil : putAside()
    let sync = try FileSync(home: workspace.root)
    defer { sync.close() }
    let database = try await Schema.open(workspace, for: workers)
    let outbox = Outbox(
      workspace: workspace, database: database, sync: sync, logger: logger)
    let recovery = Recovery(
      workspace: workspace, database: database, outbox: outbox, workers: workers, now: now,
      logger: logger)
    // First what was decided is made visible: it stands in the journal alone.
    _ = try await recovery.run()
    try await database.write { try ItemTable($0).forget() }
    _ = try await recovery.run()
    let counts = try await database.read { try ItemTable($0).counts() }
    try await outbox.settle()
    await database.close()
    compact()
    let stages = Set(Stage.allCases.map(\.rawValue))
    return Result(
      items: counts.reduce(0) { $0 + $1.count },
      waiting: counts.filter { stages.contains($0.place) }.reduce(0) { $0 + $1.count }, kept: kept)
  }

  /// What was made by an earlier program cannot give room back by itself. Without it all is right,
  /// only larger.
  private func compact() {
    do {
      try SQLiteDatabase.compact(path: workspace.database.description)
    } catch {
      logger.warning("database not made smaller", ["reason": "\(error)"])
    }
  }

  /// Whether there is none, or one that is whole and not ahead of this program.
  ///
  /// - Throws: ``DaemonError`` `unknown` when that cannot be found out: what people decided stands
  ///   in it alone, so only what is known to be damaged is put aside.
  private func isUsable() async throws -> Bool {
    if try FileStatus.ifPresent(workspace.database) == nil { return true }
    do {
      guard let fault = try await fault() else { return true }
      logger.error("database not used", ["reason": fault])
      return false
    } catch let error as StorageError {
      if error.reason != .damaged {
        throw DaemonError.unknown(workspace.database, error.message)
      }
      logger.error("database not used", ["reason": "\(error)"])
      return false
    }
  }

  /// Closed whatever is found: its files may have to be put aside.
  private func fault() async throws -> String? {
    let database = try SQLiteDatabase(path: workspace.database.description)
    do {
      let fault = try await fault(in: database)
      await database.close()
      return fault
    } catch {
      await database.close()
      throw error
    }
  }

  private func fault(in database: SQLiteDatabase) async throws -> String? {
    let checks = try await database.read { connection in
      try connection.query("pragma integrity_check(1)") { $0.text(0) }
    }
    if checks != ["ok"] { return checks.first ?? "no answer" }
    let steps = Schema.unknown(to: workers, try await Migration.applied(to: database))
    return steps.isEmpty ? nil : "a newer dropmill wrote it (\(steps.joined(separator: ", ")))"
  }

  /// Nothing is deleted: somebody may want to look.
  private func putAside() throws -> Path {
    let time = Int(now().timeIntervalSince1970)
    let aside = Path(workspace.database.description + ".aside-\(time)")
    for suffix in ["-wal", "-shm", ""] {
      let file = Path(workspace.database.description + suffix)
      if try FileStatus.ifPresent(file) != nil {
        try Renaming.move(file, to: Path(aside.description + suffix))
      }
    }
    return aside
  }
}
