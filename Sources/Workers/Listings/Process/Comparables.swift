// What comparable listings ask. A listing is compared with those of the same deal, kind, currency
// and period: first in the narrowest place that it shares with others, then in the next wider one,
// then in the whole file. Compared is the price of a square metre; where no area is known, the
// price among listings with as many bedrooms. The figure is the median, because a few absurd asks
// must not move it, and the listing itself is always left out of it.
//
// All figures lie in one array of 64-bit numbers: the group in the upper half, the price as a
// positive 32-bit floating-point number in the lower, whose bits sort as the number does. Sorted
// once, each group is a run in it, and the median without one member is found by two searches.

import Foundation

/// The asks of a file by group. Eight bytes for each listing and level.
struct Comparables: Sendable {
  /// With fewer other listings than this there is no estimate.
  static let sampleMin = 3

  private var groups: [ContentHash: UInt32] = [:]
  private var asks: [UInt64] = []

  /// What the listings of a group have in common.
  struct Group: Sendable {
    var hash: ContentHash
    var ask: Float
  }

  struct Median: Equatable {
    var value: Double
    /// How many listings are behind it.
    var count: Int
    /// The standard deviation of ln(ask) in the group, by its quantiles, so that a few absurd asks
    /// do not widen it; of a small group drawn to ``usualScale``.
    var scale: Double
  }

  /// How far asks of one group usually scatter: 50 %.
  static let usualScale = 0.5
  /// How many listings the usual scatter counts for.
  private static let usualScaleCount = 10.0

  mutating func insert(_ group: Group) {
    let number = groups[group.hash] ?? UInt32(groups.count)
    groups[group.hash] = number
    asks.append(Self.packed(number, group.ask))
  }

  /// Call once, after the last ``insert(_:)``.
  mutating func sort() { asks.sort() }

  /// The median ask of the others in the group; nil when they are too few.
  func median(besides member: Group) -> Median? {
    guard let number = groups[member.hash] else { return nil }
    let first = index(of: UInt64(number) << 32)
    let end = index(of: (UInt64(number) + 1) << 32)
    let others = end - first - 1
    if others < Self.sampleMin { return nil }
    let own = index(of: Self.packed(number, member.ask)) - first
    // The middle of the others: those from the member's own place on have moved up by one.
    func ask(_ rank: Int) -> Double {
      let index = first + (rank < own ? rank : rank + 1)
      return Double(Float(bitPattern: UInt32(truncatingIfNeeded: asks[index])))
    }
    let middle = others / 2
    let value = others % 2 == 1 ? ask(middle) : (ask(middle - 1) + ask(middle)) / 2
    let low = ask(others * 16 / 100)
    let high = ask(others - 1 - others * 16 / 100)
    return Median(value: value, count: others, scale: Self.scale(low, high, others))
  }

  /// The scatter, and that of the median itself: its variance is π/2 times that of a mean.
  ///
  /// - Parameters:
  ///   - low: the ask below which 16 % lie: one standard deviation from the middle.
  ///   - high: that above which 16 % lie.
  private static func scale(_ low: Double, _ high: Double, _ count: Int) -> Double {
    let own = log(high / low) / 2
    let count = Double(count)
    let variance =
      (count * own * own + usualScaleCount * usualScale * usualScale) / (count + usualScaleCount)
    return (variance * (1 + .pi / 2 / count)).squareRoot()
  }

  private static func packed(_ group: UInt32, _ ask: Float) -> UInt64 {
    UInt64(group) << 32 | UInt64(ask.bitPattern)
  }

  /// The place of the first ask that is not less.
  private func index(of ask: UInt64) -> Int {
    var low = 0
    var high = asks.count
    while low < high {
      let middle = (low + high) / 2
      if asks[middle] < ask { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
