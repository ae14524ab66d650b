import Daemon
import Files
import Pipeline
import SQLiteStorage
import Storage

/// What `doctor` looks at in the database.
struct DatabaseCheck {
  private static let name = "database"
  /// Bytes that are looked through without being asked to: some tenths of a second.
  private static let bytesMax = 128 << 20

  private let workspace: Workspace
  private let workers: [any Worker]
  private let isFull: Bool

  init(_ workspace: Workspace, _ workers: [any Worker], isFull: Bool) {
    self.workspace = workspace
    self.workers = workers
    self.isFull = isFull
  }

  func run() async -> Checkup.Check {
    do {
      guard let status = try FileStatus.ifPresent(workspace.database) else {
        return .good(Self.name, "none yet: nothing has run here")
      }
      if FileAccess.isRefused(workspace.database) { return refused("this user may not read it") }
      let size = "\(max(1, status.size >> 20)) MB"
      let isWhole = isFull || status.size <= Self.bytesMax
      let database = try SQLiteDatabase(
        path: workspace.database.description, isReadOnly: true)
      let found = try await database.read { connection in
        try fault(in: connection, isWhole: isWhole)
      }
      await database.close()
      return found
        ?? (isWhole
          ? .good(Self.name, "whole, \(size)")
          : .good(Self.name, "can be read, \(size); `dropmill doctor --full` looks at each page"))
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
      isWhole ? "pragma quick_check(3)" : "select 'ok' from item limit 1"
    ) { $0.text(0) }
    if let fault = found.first, found != ["ok"] { return broken(fault) }
    let newer = Schema.unknown(to: workers, try steps(connection))
    if newer.isEmpty { return nil }
    return .broken(
      Self.name, "written by a newer dropmill (\(newer.joined(separator: ", ")))",
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
      Self.name, reason,
      "run this as the user that the daemon runs as, and see that the disk can be written")
  }

  private func broken(_ reason: String) -> Checkup.Check {
    .broken(
      Self.name, reason,
      "stop the daemon, keep a copy of \(workspace.database), and run `dropmill rebuild`")
  }
}
