import Files
import Jobs

/// One lease of an item: where its directory lies, and what its stages hand each other.
///
/// The directory lies at the stage that is run, or at one before it: it is not moved for stages
/// that are over in a moment. From where it lies, everything can be run again. Belongs to one task.
final class ItemWalk {
  let streams = ItemStreams()
  /// Nothing of an earlier lease can lie in the directory.
  let isFirst: Bool
  private(set) var place: Stage
  private let id: ItemID
  private let workspace: Workspace

  init(_ id: ItemID, _ leased: Job, at stage: Stage, in workspace: Workspace) {
    self.id = id
    self.workspace = workspace
    place = stage
    isFirst = leased.isFirst
  }

  /// The item's directory.
  var directory: Path { workspace.directory(of: id, in: Workspace.Place(place)) }

  /// Moves the directory to a stage.
  func move(to stage: Stage) throws(FileError) {
    try Renaming.move(
      directory, to: workspace.directory(of: id, in: Workspace.Place(stage)))
    place = stage
  }

  /// Writes down what the stages behind this moment will need, here.
  func save(_ item: Item) throws {
    try item.write(in: directory)
    try streams.save(in: directory)
  }

  /// Removes what the stages handed on, when the last has read it.
  func removeStreams() throws {
    if isFirst && !streams.wereSaved { return try ItemDirectory.removeFiles(in: directory) }
    try ItemDirectory.removeStreams(in: directory)
  }
}
