import Daemon
import Files
import Pipeline
import SQLiteStorage
import Storage

/// The database as commands read and write it.
enum Index {
  /// To be read.
  ///
  /// - Throws: ``IndexError`` when nothing has run here yet.
  static func open(_ workspace: Workspace) throws -> SQLiteDatabase {
    try requireOne(workspace)
    return try SQLiteDatabase(path: workspace.database.description, isReadOnly: true)
  }

  /// To be written, beside a running daemon too: SQLite lets one write after the other.
  ///
  /// - Throws: ``IndexError`` when nothing has run here yet, ``Daemon/DaemonError`` when a newer
  ///   program has.
  static func openToWrite(
    _ workspace: Workspace, _ workers: [any Worker]
  ) async throws -> SQLiteDatabase {
    try requireOne(workspace)
    return try await Schema.open(workspace, for: workers)
  }

  private static func requireOne(_ workspace: Workspace) throws {
    guard try FileStatus.ifPresent(workspace.database) != nil else {
      throw IndexError(root: workspace.root)
    }
    if FileAccess.isRefused(workspace.database) { throw IndexRefused(database: workspace.database) }
  }

  /// That there is a workspace, whether or not anything ran in it: what is put beside one nobody
  /// would look at.
  ///
  /// - Throws: ``IndexError``.
  static func requireInbox(_ workspace: Workspace) throws {
    try require(workspace.inbox, of: workspace)
  }

  /// That there is a workspace whose items may be looked for.
  ///
  /// - Throws: ``IndexError``.
  static func requireStages(_ workspace: Workspace) throws {
    try require(workspace.stages, of: workspace)
  }

  /// That root writes into no workspace of another user, whose daemon could not change what it
  /// made. What others may not do, the system refuses by itself.
  ///
  /// - Throws: ``Daemon/DaemonError`` `exposed`.
  static func requireOwn(_ workspace: Workspace) throws {
    if !FileAccess.isRoot { return }
    let foreign = try workspace.exposures().filter(\.isForeign)
    if !foreign.isEmpty { throw DaemonError.exposed(foreign) }
  }

  private static func require(_ folder: Path, of workspace: Workspace) throws {
    guard try FileStatus.ifPresent(folder) != nil else { throw IndexError(root: workspace.root) }
  }

  /// Whether a daemon holds the workspace's lock.
  static func isRunning(_ workspace: Workspace) throws -> Bool {
    guard try FileStatus.ifPresent(workspace.lock) != nil else { return false }
    return try FileLock.isHeld(workspace.lock)
  }
}

/// A command needs the daemon, and there is none.
struct NotRunning: Error, CustomStringConvertible {
  let root: Path

  var description: String { "no daemon works on \(root): start it with `dropmill run`" }
}

/// The database is another user's.
struct IndexRefused: Error, CustomStringConvertible {
  let database: Path

  var description: String {
    "this user may not read “\(database)”: run the command as the user that the daemon runs as"
  }
}

/// There is nothing to read from.
struct IndexError: Error, CustomStringConvertible {
  let root: Path

  var description: String {
    "no dropmill workspace in “\(root)”, or nothing has run there yet:"
      + " `dropmill init` makes one, `dropmill run` starts it"
  }
}
