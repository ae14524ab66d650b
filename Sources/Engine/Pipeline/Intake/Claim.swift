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
  /// Those of a bundle, with their sizes.
  let files: [SourceFile]

  static let prefix = ".new-"

  /// Makes `stages/ingest/.new-<id>/` with `item.json` and an empty `source/`.
  ///
  /// - Returns: what must be durable before the source is taken, besides the source itself.
  func prepare(in workspace: Workspace) throws -> [Path] {
    let directory = Self.directory(of: item.id, in: workspace)
    try Directory.make(directory, mode: 0o700)
    try Directory.make(directory / "source", mode: 0o700)
    try item.writeNew(in: directory)
    return [directory / Item.fileName, directory]
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
    if try !isAsInspected(to) { try putBack(to, from, directory) }
    return nil
  }

  /// Whether what we hold is what was inspected, and nobody has had it open for writing since
  /// before it was ours: what they write would come behind what is read. From now on nobody can.
  private func isAsInspected(_ taken: Path) throws -> Bool {
    func isAtRest(_ file: Path) -> Bool {
      !arrival.isLocal || FileAccess.writer(of: file) != .open
    }
    if !arrival.isBundle {
      return try FileStatus.of(taken).isUnchanged(from: status) && isAtRest(taken)
    }
    let held = try SourceFile(name: "", path: taken, size: 0, isBundle: true).files()
    return held.elementsEqual(files) { $0.name == $1.name && $0.size == $1.size }
      && held.allSatisfy { isAtRest($0.path) }
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

  /// The name was given to another file between the look and the claim, or somebody writes: it goes
  /// back, unread.
  private func putBack(_ taken: Path, _ origin: Path, _ directory: Path) throws {
    try Renaming.moveToFree(taken, to: origin)
    try Directory.remove(directory)
    throw IntakeError(reason: .changed, path: origin)
  }
}
