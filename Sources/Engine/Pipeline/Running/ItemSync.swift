package import Files
package import Storage

/// Makes durable what items that have come to a rest have in their directories: from then on they
/// need not be done anew when the machine goes down.
///
/// Nobody waits for it, and many items cost little more than one.
package struct ItemSync: Sendable {
  private let workspace: Workspace
  private let database: any Database
  private let sync: FileSync

  /// Items that are made durable in one go.
  private static let batch = 1_000

  package init(workspace: Workspace, database: any Database, sync: FileSync) {
    self.workspace = workspace
    self.database = database
    self.sync = sync
  }

  /// Makes all durable that are at rest by now.
  package func run() async throws {
    var isMore = true
    while isMore {
      // Behind all that was written before: readers may be a moment late.
      let rested = try await database.write { try UnsyncedTable($0).rested(limit: Self.batch) }
      if rested.isEmpty { return }
      isMore = rested.count == Self.batch
      var paths = Set(rested.map(\.place)).map(workspace.directory)
      for (id, place) in rested {
        let directory = workspace.directory(of: id, in: place)
        paths.append(directory)
        paths.append(directory / ItemDirectory.source)
        paths += try Self.files(in: directory)
      }
      do {
        try await sync.sync(paths)
      } catch {
        try await database.write { connection in
          for (id, _) in rested { try UnsyncedTable(connection).refuse(id) }
        }
        throw error
      }
      try await database.write { connection in
        for (id, place) in rested { try UnsyncedTable(connection).remove(id, at: place) }
      }
    }
  }

  /// All that was written into a directory, but for the source: that is durable since it was taken.
  static func files(in directory: Path) throws -> [Path] {
    var paths: [Path] = []
    for entry in try entries(of: directory) where entry.name != Array(ItemDirectory.source.utf8) {
      let path = directory.appending(entry.name)
      paths.append(path)
      if entry.kind == .directory { paths += try files(in: path) }
    }
    return paths
  }

  /// None where somebody has moved the item meanwhile.
  private static func entries(of directory: Path) throws(FileError) -> [DirectoryEntry] {
    do {
      return try Directory.entries(of: directory)
    } catch {
      if error.errno == .noSuchFile { return [] }
      throw error
    }
  }
}
