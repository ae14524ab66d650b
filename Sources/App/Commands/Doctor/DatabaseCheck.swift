import Daemon
import Files
import Pipeline
import SQLiteStorage
import Storage

/// What `doctor` looks at in a database.
struct DatabaseCheck {
  /// Bytes that are looked through without being asked to: some tenths of a second.
  private static let bytesMax = 128 << 20

  private let name: String
  private let path: Path
  /// A table of it: a row is read where not every page is.
  private let table: String
  /// Of all steps that were taken with it, those that this program does not know.
  private let unknown: @Sendable ([String]) -> [String]
  /// Why there may be none.
  private let absence: String
  /// What to do when it is damaged.
  private let remedy: String
  private let isFull: Bool

  static func index(
    _ workspace: Workspace, _ workers: [any Worker], isFull: Bool
  ) -> DatabaseCheck {
    let path = workspace.database
    return DatabaseCheck(
      name: "database", path: path, table: "item",
      unknown: { Schema.unknown(to: workers, $0) }, absence: "nothing has run here",
      remedy: "stop the daemon, keep a copy of \(path), and run `dropmill rebuild`",
      isFull: isFull)
  }

  /// Of the users, which nothing else knows.
  static func accounts(_ workspace: Workspace, isFull: Bool) -> DatabaseCheck {
    let path = workspace.accounts
    return DatabaseCheck(
      name: "accounts", path: path, table: "account",
      unknown: { AccountsStore.unknown($0) },
      absence: "nobody has been added, and no dashboard was shown",
      remedy: "stop the daemon, move \(path), \(path)-wal and \(path)-shm away, and put a copy in"
        + " its place",
      isFull: isFull)
  }

  func run() async -> Checkup.Check {
    do {
      guard let status = try FileStatus.ifPresent(path) else {
        return .good(name, "none yet: \(absence)")
      }
      if FileAccess.isRefused(path) { return refused("this user may not read it") }
      let size = "\(max(1, status.size >> 20)) MB"
      let isWhole = isFull || status.size <= Self.bytesMax
      let database = try SQLiteDatabase(path: path.description, isReadOnly: true)
      let found = try await database.read { connection in
        try fault(in: connection, isWhole: isWhole)
      }
      await database.close()
      return found
        ?? (isWhole
          ? .good(name, "whole, \(size)")
          : .good(name, "can be read, \(size); `dropmill doctor --full` looks at each page"))
    } catch let error as StorageError where error.reason != .damaged {
      return refused("\(error)")
    } catch let error as FileError {
      return refused("\(error)")
    } catch {
      return broken("\(error)")
    }
  }

  private func fault(in connection: any Connection, isWhole: Bool) throws -> Checkup.Check? {
    let found = try connection.query(
      isWhole ? "pragma quick_check(3)" : "select 'ok' from \(table) limit 1"
    ) { $0.text(0) }
    if let fault = found.first, found != ["ok"] { return broken(fault) }
    let newer = unknown(try steps(connection))
    if newer.isEmpty { return nil }
    return .broken(
      name, "written by a newer dropmill (\(newer.joined(separator: ", ")))",
      "start that one, or put back a copy from before it")
  }

  /// None of one in which nobody has made a table yet.
  private func steps(_ connection: any Connection) throws -> [String] {
    let table = "select 1 from sqlite_master where type = 'table' and name = 'migration'"
    if try connection.first(table, [], { $0.integer(0) }) == nil { return [] }
    return try Migration.applied(connection)
  }

  /// Nothing is known against the database itself: to make it anew would lose what people decided.
  private func refused(_ reason: String) -> Checkup.Check {
    .broken(
      name, reason,
      "run this as the user that the daemon runs as, and see that the disk can be written")
  }

  private func broken(_ reason: String) -> Checkup.Check { .broken(name, reason, remedy) }
}
