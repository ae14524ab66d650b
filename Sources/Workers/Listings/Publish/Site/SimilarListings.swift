/// For each listing those of the same deal, kind and place whose price is nearest, in the same
/// currency and for the same time.
struct SimilarListings: Sendable {
  static let countMax = 3

  /// ``countMax`` positions for each entry, −1 where there are fewer.
  private var positions: [Int32]

  /// - Parameter byPrice: the positions of all entries; in one currency the lowest price first, and
  ///   at one price in the order of the numbers.
  init(_ entries: [CatalogueEntry], byPrice: [Int32], _ placesOfCombination: [[Int]]) {
    positions = Array(repeating: -1, count: entries.count * Self.countMax)
    var groups: [Group: [Int32]] = [:]
    for position in byPrice {
      let entry = entries[Int(position)]
      let group = Group(
        deal: entry.deal, kind: entry.kind, unit: entry.unit,
        place: placesOfCombination[entry.places.combination].first)
      groups[group, default: []].append(position)
    }
    for sorted in groups.values {
      for rank in sorted.indices { findNearest(to: rank, in: sorted, entries) }
    }
  }

  /// - Returns: positions, the most similar first.
  func of(_ position: Int) -> ArraySlice<Int32> {
    positions[position * Self.countMax..<(position + 1) * Self.countMax].prefix { $0 >= 0 }
  }

  private struct Group: Hashable {
    let deal: Listing.Deal?
    let kind: Listing.Kind
    let unit: Int32
    let place: Int?
  }

  /// Walks outward from `rank`, at each step to the side whose price is nearer.
  private mutating func findNearest(
    to rank: Int, in sorted: [Int32], _ entries: [CatalogueEntry]
  ) {
    func gap(_ other: Int) -> Double {
      let price = entries[Int(sorted[other])].price
      return abs(Double(price) - Double(entries[Int(sorted[rank])].price))
    }
    var below = rank - 1
    var above = rank + 1
    let first = Int(sorted[rank]) * Self.countMax
    for slot in first..<first + Self.countMax where below >= 0 || above < sorted.count {
      if above == sorted.count || below >= 0 && gap(below) <= gap(above) {
        positions[slot] = sorted[below]
        below -= 1
      } else {
        positions[slot] = sorted[above]
        above += 1
      }
    }
  }
}
