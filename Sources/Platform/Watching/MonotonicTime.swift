import Glibc

/// A moment on a clock that never goes back: nanoseconds since some start.
package struct MonotonicTime: Comparable, Hashable, Sendable {
  package let nanoseconds: UInt64

  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  package static func + (time: Self, delay: Duration) -> Self {
    MonotonicTime(nanoseconds: time.nanoseconds &+ UInt64(max(0, delay.nanoseconds)))
  }

  package static func - (left: Self, right: Self) -> Duration {
    .nanoseconds(Int64(bitPattern: left.nanoseconds &- right.nanoseconds))
  }
}

extension Duration {
  /// Whole nanoseconds; three centuries at most.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return min(seconds, 9_000_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}

/// The two clocks of watching.
///
/// Not `any Clock`: the watcher waits in `poll`, for events and time at once, and only reads
/// clocks.
package struct WatchClock: Sendable {
  package let now: @Sendable () -> MonotonicTime
  /// Nanoseconds since 1970, to be compared with the times of files.
  package let wall: @Sendable () -> Int64

  package init(
    now: @escaping @Sendable () -> MonotonicTime, wall: @escaping @Sendable () -> Int64
  ) {
    self.now = now
    self.wall = wall
  }

  /// The corresponding C function is `clock_gettime`, with `CLOCK_MONOTONIC` and `CLOCK_REALTIME`.
  package static let system = WatchClock(
    now: { MonotonicTime(nanoseconds: UInt64(read(CLOCK_MONOTONIC))) },
    wall: { read(CLOCK_REALTIME) })

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
