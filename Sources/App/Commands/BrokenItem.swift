import Files
import Pipeline

/// What is written of an item cannot be read.
struct BrokenItem: Error, CustomStringConvertible {
  private let directory: Path

  var description: String {
    "“\(directory)/item.json” is damaged, and nothing can be decided about its item: drop the"
      + " original in “\(directory)/source” into the inbox once more"
  }

  /// - Returns: what `body` does.
  /// - Throws: ``BrokenItem`` where the item of this directory cannot be read, what `body` throws.
  static func named<Result>(
    _ id: ItemID, in workspace: Workspace, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch is DecodingError {
      guard let place = try workspace.place(of: id) else {
        throw ItemActionError(reason: .unknown, id: id)
      }
      throw BrokenItem(directory: workspace.directory(of: id, in: place))
    }
  }
}
