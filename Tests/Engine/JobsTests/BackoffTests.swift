import Jobs
import TestSupport
import Testing

@Suite struct `A backoff` {
  @Test(
    arguments: [
      // Base, maximum, attempt that failed; expected: the whole delay before the jitter.
      (2.0, 600.0, 1, 2.0), (2, 600, 2, 4), (2, 600, 3, 8), (2, 600, 9, 512), (2, 600, 10, 600),
      (2, 600, 1_000_000, 600), (0.5, 600, 1, 0.5), (10, 5, 1, 5), (0, 600, 7, 0), (2, 600, 0, 2),
      (1e-3, 1e12, 30, 1e-3 * 536_870_912), (1e-3, 1e12, 40, 604_800),
    ] as [(Double, Double, Int, Double)])
  func `doubles up to its maximum, and takes away half at most`(
    _ base: Double, _ maximum: Double, _ attempt: Int, _ whole: Double
  ) {
    let backoff = Backoff(baseSeconds: base, maximumSeconds: maximum)
    for seed in UInt64(0)..<200 {
      let delay = backoff.delaySeconds(afterAttempt: attempt, seed: seed)
      #expect(delay >= whole / 2 && delay <= whole)
    }
  }

  @Test func `is the same for the same seed, and spread over seeds`() {
    let backoff = Backoff()
    let delays = (UInt64(1)...500).map { backoff.delaySeconds(afterAttempt: 4, seed: $0) }
    #expect(delays == (UInt64(1)...500).map { backoff.delaySeconds(afterAttempt: 4, seed: $0) })
    #expect(Set(delays).count == 500)
    let mean = delays.reduce(0, +) / 500
    #expect(abs(mean - 12) < 0.5)
  }
}
