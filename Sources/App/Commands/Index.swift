import Files
import Pipeline
import SQLiteStorage
import Storage

/// The database as commands read it.
enum Index {
  /// - Throws: ``IndexError`` when nothing has run here yet.
  static func open(_ workspace: Workspace) throws -> SQLiteDatabase {
    guard try FileStatus.ifPresent(workspace.database) != nil else {
      throw IndexError(root: workspace.root)
    }
    return try SQLiteDatabase(path: workspace.database.description, isReadOnly: true)
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

/// There is nothing to read from.
struct IndexError: Error, CustomStringConvertible {
  let root: Path

  var description: String {
    "no dropmill workspace in “\(root)”, or nothing has run there yet:"
      + " `dropmill init` makes one, `dropmill run` starts it"
  }
}
