package import Files
import Foundation

/// A file or bundle that is whole and wants to be taken: from the inbox, or a part of an item.
package struct Arrival: Sendable {
  /// Below the inbox; of a part: where it would lie if a person had unpacked it there.
  package let relative: Path
  package let isBundle: Bool
  /// The file as it was when it was found to be whole; nil: as it is now.
  let found: FileStatus.Mark?
  /// Whether the kernel can be asked who writes it.
  let isLocal: Bool
  /// The name of the file beside it that marked it as whole.
  let marker: [UInt8]?
  /// Where a part lies; nil: in the inbox.
  let part: Part?
  /// What a large file was given when it came; nil: it gets these when it is taken.
  private(set) var reservation: Reservation?

  struct Part: Sendable {
    let parent: ItemID
    /// The parent's, and its own: who may drop for one business changes nothing of another.
    let business: String
    /// The directory of the parent's parts, and the part's place below it.
    let root: Path
    let relative: Path
  }

  /// Who came before others stays the earlier one, although it takes longer to read.
  struct Reservation: Sendable {
    let id: ItemID
    let time: Date
  }

  package init(
    relative: Path, isBundle: Bool, found: FileStatus.Mark? = nil, isLocal: Bool = false,
    marker: [UInt8]? = nil
  ) {
    self.relative = relative
    self.isBundle = isBundle
    self.found = found
    self.isLocal = isLocal
    self.marker = marker
    part = nil
  }

  init(_ part: Part, as relative: Path) {
    self.relative = relative
    self.part = part
    isBundle = false
    found = nil
    isLocal = false
    marker = nil
  }

  func reserved(_ reservation: Reservation) -> Arrival {
    var arrival = self
    arrival.reservation = reservation
    return arrival
  }

  func path(in workspace: Workspace) -> Path {
    part.map { $0.root / $0.relative } ?? workspace.inbox / relative
  }
}

/// What became of an arrival.
package enum Acceptance: Sendable, Equatable {
  /// An item was made of it.
  case accepted(ItemID)
  /// Its content was taken before: kept in `stages/done`, nothing more to do.
  case seenBefore(ItemID, first: ItemID)
  /// It was taken, and waits for a person before anything is done with it.
  case held(Item, reason: String)
  /// It stays in the inbox, for this reason.
  case left(String)
  /// It stays in the inbox until the machine lets it be taken: it is to be looked at again.
  case later(String)
  /// Nothing is there any more, or it changed under our hands: it will be reported again.
  case gone
}
