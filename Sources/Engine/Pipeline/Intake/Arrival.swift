package import Files

/// A file or bundle in the inbox that is whole.
package struct Arrival: Sendable {
  /// Below the inbox.
  package let relative: Path
  package let isBundle: Bool

  package init(relative: Path, isBundle: Bool) {
    self.relative = relative
    self.isBundle = isBundle
  }
}

/// What became of an arrival.
package enum Acceptance: Sendable, Equatable {
  /// An item was made of it.
  case accepted(ItemID)
  /// Its content was taken before: kept in `stages/done`, nothing more to do.
  case seenBefore(ItemID, first: ItemID)
  /// It stays in the inbox, for this reason.
  case left(String)
  /// Nothing is there any more, or it changed under our hands: it will be reported again.
  case gone
}
