/// How long to wait before the next attempt: doubling, with a seeded jitter so that what failed
/// together is not tried together.
package struct Backoff: Sendable, Equatable {
  /// Seconds before the second attempt.
  package var baseSeconds: Double
  /// Seconds at most.
  package var maximumSeconds: Double

  /// Nobody waits for longer, whatever a rule says.
  package static let longestSeconds = 604_800.0

  package init(baseSeconds: Double = 2, maximumSeconds: Double = 600) {
    self.baseSeconds = baseSeconds
    self.maximumSeconds = maximumSeconds
  }

  /// - Parameters:
  ///   - attempt: the one that failed, from 1.
  ///   - seed: the same seed and attempt give the same delay.
  /// - Returns: between half and the whole of base × 2^(attempt − 1), never above the maximum.
  package func delaySeconds(afterAttempt attempt: Int, seed: UInt64) -> Double {
    let exponent = Double(min(max(attempt - 1, 0), 30))
    var whole = baseSeconds
    for _ in 0..<Int(exponent) where whole < maximumSeconds { whole *= 2 }
    whole = min(whole, maximumSeconds, Self.longestSeconds)
    return whole * (0.5 + 0.5 * Self.fraction(seed &+ UInt64(attempt)))
  }

  /// A number in 0 ..< 1 from a seed (the mixer of SplitMix64).
  private static func fraction(_ seed: UInt64) -> Double {
    var z = seed &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
  }
}
