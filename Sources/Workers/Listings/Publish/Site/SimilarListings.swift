/// For each listing those of the same deal, kind and place whose price is nearest.
struct SimilarListings {
  static let countMax = 3

  /// ``countMax`` positions for each entry, −1 where there are fewer.
  private var positions: [Int32]

  init(_ entries: [CatalogueEntry], _ placesOfEntry: [[Int]]) {
    positions = Array(repeating: -1, count: entries.count * Self.countMax)
    var groups: [Group: [Int]] = [:]
    for (position, entry) in entries.enumerated() {
      let group = Group(deal: entry.deal, kind: entry.kind, place: placesOfEntry[position].first)
      groups[group, default: []].append(position)
    }
    for group in groups.values {
      let sorted = group.sorted {
        (entries[$0].price, entries[$0].number) < (entries[$1].price, entries[$1].number)
      }
      for rank in sorted.indices {
        for (slot, other) in Self.nearest(to: rank, in: sorted, entries).enumerated() {
          positions[sorted[rank] * Self.countMax + slot] = Int32(other)
        }
      }
    }
  }

  /// - Returns: positions, the most similar first.
  func of(_ position: Int) -> [Int] {
    positions[position * Self.countMax..<(position + 1) * Self.countMax]
      .filter { $0 >= 0 }.map(Int.init)
  }

  private struct Group: Hashable {
    let deal: Listing.Deal?
    let kind: Listing.Kind
    let place: Int?
  }

  /// Walks outward from `rank`, at each step to the side whose price is nearer.
  private static func nearest(
    to rank: Int, in sorted: [Int], _ entries: [CatalogueEntry]
  ) -> [Int] {
    func gap(_ other: Int) -> Double {
      abs(Double(entries[sorted[other]].price) - Double(entries[sorted[rank]].price))
    }
    var below = rank - 1
    var above = rank + 1
    var nearest: [Int] = []
    while nearest.count < countMax, below >= 0 || above < sorted.count {
      if above == sorted.count || below >= 0 && gap(below) <= gap(above) {
        nearest.append(sorted[below])
        below -= 1
      } else {
        nearest.append(sorted[above])
        above += 1
      }
    }
    return nearest
  }
}
