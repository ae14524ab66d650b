import Files

/// Says the daemon that an item was moved from or to a place that it does not watch: an empty file
/// `stages/hold/.moved-<id>`, where it does.
enum MovedMark {
  private static let prefix = ".moved-"

  static func path(of id: ItemID, in workspace: Workspace) -> Path {
    workspace.directory(.hold) / "\(prefix)\(id)"
  }

  /// The items that are marked.
  static func all(in workspace: Workspace) throws -> [ItemID] {
    try Directory.entries(of: workspace.directory(.hold)).compactMap { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      return name.hasPrefix(prefix) ? ItemID(String(name.dropFirst(prefix.count))) : nil
    }
  }

  static func remove(_ id: ItemID, in workspace: Workspace) throws {
    try Directory.removeFile(path(of: id, in: workspace))
  }
}
