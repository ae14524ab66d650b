/// What happens to items, for somebody who watches.
package enum ItemEvent: Sendable {
  case accepted(ItemID, origin: String)
  case seenBefore(ItemID, origin: String, first: ItemID)
  /// It stays in the inbox, for this reason.
  case left(origin: String, reason: String)
  /// It has waited in the inbox for long, for this reason, and is taken when that is over.
  case waits(origin: String, reason: String)
  case started(ItemID, Stage)
  case ended(Item, outcome: String, place: Workspace.Place, detail: String)
  case attemptFailed(Item, Stage, attempt: Int, reason: String, seconds: Double)
}
