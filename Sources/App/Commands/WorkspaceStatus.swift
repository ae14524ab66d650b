import Files
import Pipeline
import SQLiteStorage
import Storage

/// What `status` and `top` tell of a workspace.
struct WorkspaceStatus: Encodable {
  var workspace: String
  var isRunning: Bool
  /// Files that wait in the inbox.
  var inbox: Int
  /// Those in the inbox that are never taken.
  var staying: Int
  /// Items by the place they lie in.
  var places: [String: Int]
  /// The latest ones.
  var items: [ItemSummary]

  /// - Parameters:
  ///   - look: knows which files wait, and which stay where they are.
  ///   - place: lists only items that lie there.
  init(
    _ workspace: Workspace, _ database: SQLiteDatabase, _ look: InboxLook, limit: Int,
    place: String? = nil
  ) async throws {
    self.workspace = workspace.root.description
    isRunning = try Index.isRunning(workspace)
    let count = try await InboxCount.current(workspace, look, database)
    (inbox, staying) = (count.waiting, count.staying)
    (places, items) = try await database.read { connection in
      let counts = try ItemTable(connection).counts()
      return (
        Dictionary(uniqueKeysWithValues: counts.map { ($0.place, $0.count) }),
        try ItemSummary.latest(limit, place: place, connection)
      )
    }
  }
}
