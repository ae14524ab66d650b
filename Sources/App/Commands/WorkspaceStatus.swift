import Files
import Pipeline
import SQLiteStorage
import Storage

/// What `status` and `top` tell of a workspace.
struct WorkspaceStatus: Encodable {
  var workspace: String
  var isRunning: Bool
  /// Files that lie in the inbox.
  var inbox: Int
  /// Items by the place they lie in.
  var places: [String: Int]
  /// The latest ones.
  var items: [ItemSummary]

  /// - Parameter place: lists only items that lie there.
  init(
    _ workspace: Workspace, _ database: SQLiteDatabase, limit: Int, place: String? = nil
  ) async throws {
    self.workspace = workspace.root.description
    isRunning = try Index.isRunning(workspace)
    inbox = try Self.waiting(in: workspace.inbox)
    (places, items) = try await database.read { connection in
      let counts = try ItemTable(connection).counts()
      return (
        Dictionary(uniqueKeysWithValues: counts.map { ($0.place, $0.count) }),
        try ItemSummary.latest(limit, place: place, connection)
      )
    }
  }

  /// Files that lie in the inbox, dot files left out.
  private static func waiting(in directory: Path) throws -> Int {
    try Directory.entries(of: directory).reduce(0) { count, entry in
      if entry.name.first == UInt8(ascii: ".") { return count }
      if entry.kind != .directory { return count + 1 }
      return try count + waiting(in: directory.appending(entry.name))
    }
  }
}
