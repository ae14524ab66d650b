import Synchronization

/// Items that were taken a moment ago, as `item.json` says it: who runs their first stage need not
/// read them.
///
/// Only the very first lease of an item may ask. Behind it the directory alone says what an item
/// is: a person may have changed it.
final class TakenItems: Sendable {
  private let items = Mutex<[ItemID: Item]>([:])

  /// More wait for their first lease than are worth the memory: those are read.
  private static let itemsMax = 1_000

  func put(_ item: Item) {
    items.withLock { items in
      if items.count < Self.itemsMax { items[item.id] = item }
    }
  }

  /// Each is handed out once.
  func take(_ id: ItemID) -> Item? { items.withLock { $0.removeValue(forKey: id) } }
}
