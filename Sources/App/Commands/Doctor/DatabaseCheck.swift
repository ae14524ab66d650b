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
  private let isFull: Bool

  init(_ workspace: Workspace, isFull: Bool) {
    self.workspace = workspace
    self.isFull = isFull
  }

  func run() async -> Checkup.Check {
    do {
      guard let status = try FileStatus.ifPresent(workspace.database) else {
        return .good(Self.name, "none yet: nothing has run here")
      }
      let size = "\(max(1, status.size >> 20)) MB"
      let isWhole = isFull || status.size <= Self.bytesMax
      let database = try SQLiteDatabase(
        path: workspace.database.description, isReadOnly: true)
      let faults = try await database.read { connection in
        try connection.query(isWhole ? "pragma quick_check(3)" : "select 'ok' from item limit 1") {
          $0.text(0)
        }
      }
      await database.close()
      guard faults.isEmpty || faults == ["ok"] else { return broken(faults[0]) }
      return isWhole
        ? .good(Self.name, "whole, \(size)")
        : .good(Self.name, "can be read, \(size); `dropmill doctor --full` looks at each page")
    } catch {
      return broken("\(error)")
    }
  }

  private func broken(_ reason: String) -> Checkup.Check {
    .broken(
      Self.name, reason,
      "stop the daemon, keep a copy of \(workspace.database), and run `dropmill rebuild`")
  }
}
