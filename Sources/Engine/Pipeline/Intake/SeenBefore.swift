import Files
import Foundation

/// What is said of an item whose content was taken before.
package enum SeenBefore {
  package static let outcome = "seen before"

  static func decision(first: ItemID) -> Item.Decision {
    Item.Decision(stage: "intake", text: text(first: first))
  }

  static func ending(first: ItemID, at time: Date) -> ItemTable.Ending {
    ItemTable.Ending(
      place: .done, outcome: outcome, reason: text(first: first), finished: time)
  }

  /// Nothing is to be done with an item that lies there: it is kept.
  static func keep(
    _ item: Item, first: ItemID, from directory: Path, in workspace: Workspace
  ) throws {
    var item = item
    item.findings = []
    item.decisions.append(decision(first: first))
    try item.write(in: directory)
    try Renaming.move(directory, to: workspace.directory(of: item.id, in: .done))
  }

  private static func text(first: ItemID) -> String {
    "the same content came before as item \(first): nothing was done again"
  }
}
