import Synchronization

/// Cards that were read for this site: most are on eight pages or so.
///
/// Small catalogues fit whole; of large ones those stay that were read first: the newest, which are
/// on the first pages of all lists.
final class CardCache: Sendable {
  private let cards = Mutex<[Int: KeptCard]>([:])

  /// About 16 MB.
  private static let countMax = 16_000

  /// - Parameter load: gives those of the numbers that are not here.
  /// - Returns: by number; one that is unknown is left out.
  func cards(
    _ numbers: some Sequence<Int>, load: ([Int]) throws -> [KeptCard]
  ) rethrows -> [Int: KeptCard] {
    var found: [Int: KeptCard] = [:]
    var missing: Set<Int> = []
    cards.withLock { cards in
      for number in numbers where found[number] == nil {
        if let card = cards[number] { found[number] = card } else { missing.insert(number) }
      }
    }
    let loaded = missing.isEmpty ? [] : try load(missing.sorted())
    for card in loaded { found[card.number] = card }
    cards.withLock { cards in
      for card in loaded where cards.count < Self.countMax { cards[card.number] = card }
    }
    return found
  }
}
