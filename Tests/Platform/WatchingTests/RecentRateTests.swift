import Testing

@testable import Watching

@Suite struct `A recent rate` {
  private static func time(_ seconds: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: UInt64(seconds * 1e9))
  }

  /// When something happened, when somebody asks, and how many of them are of the last minute.
  @Test(
    arguments: [
      ([], 5, 0), ([1, 1, 1.9], 2, 3), ([1, 2, 3], 60, 3), ([1, 2, 3], 61, 2), ([1, 2, 3], 63, 0),
      ([1, 2, 3], 1_000_000, 0), ([100, 100.5, 159.5], 160, 1), ([59, 60, 61], 61, 3),
    ] as [([Double], Double, Int)])
  func `counts what happened in the last minute`(
    _ times: [Double], _ now: Double, _ count: Int
  ) {
    var rate = RecentRate()
    for time in times { rate.add(at: Self.time(time)) }
    #expect(rate.perSecond(at: Self.time(now)) == Double(count) / 60)
  }
}
