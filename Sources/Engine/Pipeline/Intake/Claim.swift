import Files
import Rules

/// The taking of one file: from its name in the inbox to an item's directory.
struct Claim: Sendable {
  let item: Item
  let rule: Rule
  let arrival: Arrival
  /// Of the file that was inspected.
  let status: FileStatus
  /// The files in the inbox that it consists of.
  let sources: [Path]

  static let prefix = ".new-"

  /// Makes `stages/ingest/.new-<id>/` with `item.json` and an empty `source/`.
  ///
  /// - Returns: what must be durable before the source is taken.
  func prepare(in workspace: Workspace) throws -> [Path] {
    let directory = Self.directory(of: item.id, in: workspace)
    try Directory.make(directory, mode: 0o700)
    try Directory.make(directory / "source", mode: 0o700)
    try item.writeNew(in: directory)
    return sources + [directory / Item.fileName, directory]
  }

  func sourceDirectory(in workspace: Workspace) -> Path {
    Self.directory(of: item.id, in: workspace) / ItemDirectory.source
  }

  /// Moves the source into `stages/ingest/.new-<id>/source/`.
  ///
  /// - Returns: why a file that was copied could not be removed where it lay; it is hidden there.
  /// - Throws: ``IntakeError`` `changed` when something else has the name by now: it was put back.
  func take(in workspace: Workspace) throws -> FileError? {
    let directory = Self.directory(of: item.id, in: workspace)
    let from = arrival.path(in: workspace)
    let to = sourceDirectory(in: workspace).appending(item.nameBytes)
    do throws(FileError) {
      try Renaming.move(from, to: to)
    } catch {
      guard error.errno == .otherFileSystem else {
        try Directory.remove(directory)
        throw error
      }
      return try copy(from, to: to, directory)
    }
    if try !FileStatus.of(to).isUnchanged(from: status) { try putBack(to, from, directory) }
    return nil
  }

  /// The item is whole: it takes its place, before anybody hears of it.
  func settle(in workspace: Workspace) throws {
    try Renaming.move(
      Self.directory(of: item.id, in: workspace),
      to: workspace.directory(of: item.id, in: item.firstPlace))
    if item.firstPlace == .hold {
      let directory = workspace.directory(of: item.id, in: .hold)
      try ItemReport(item, directory: directory).writeInDirectory(outcome: "Held")
    }
  }

  static func directory(of id: ItemID, in workspace: Workspace) -> Path {
    workspace.directory(.ingest) / "\(prefix)\(id)"
  }

  /// The name was given to another file between the look and the claim: it goes back, unread.
  private func putBack(_ taken: Path, _ origin: Path, _ directory: Path) throws {
    if !arrival.isBundle {
      try Renaming.moveToFree(taken, to: origin)
      try Directory.remove(directory)
      throw IntakeError(reason: .changed, path: origin)
    }
  }
}
