import Foundation

/// Random numbers from a seed: the same seed gives the same numbers for ever.
///
/// A test takes its seeds as arguments (`arguments: SeededGenerator.seeds(20)`), so that a failure
/// names the seed that found it.
///
/// Source: Steele, Lea, Flood, “Fast splittable pseudorandom number generators”,
/// doi:10.1145/2660193.2660195 (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Of the histories that a simulation plays; the environment may ask for more (docs/proof.md).
  package static let histories = seeds(
    ProcessInfo.processInfo.environment["DROPMILL_SEEDS"].flatMap(UInt64.init) ?? 200)

  package static func seeds(_ count: UInt64) -> ClosedRange<UInt64> { 1...count }
}
