/// How often something happened in the last minute: a count for each of its seconds, in a ring.
struct RecentRate {
  static let seconds = 60

  private var counts = [Int](repeating: 0, count: seconds)
  /// The second of the newest count.
  private var newest: UInt64 = 0
  private var sum = 0

  mutating func add(at time: MonotonicTime) {
    advance(to: time)
    counts[slot(newest)] += 1
    sum += 1
  }

  /// How many there were a second, in the minute before.
  mutating func perSecond(at time: MonotonicTime) -> Double {
    advance(to: time)
    return Double(sum) / Double(Self.seconds)
  }

  private func slot(_ second: UInt64) -> Int { Int(second % UInt64(Self.seconds)) }

  /// Forgets what is older than a minute.
  private mutating func advance(to time: MonotonicTime) {
    let second = time.nanoseconds / 1_000_000_000
    if second <= newest { return }
    let steps = min(second - newest, UInt64(Self.seconds))
    for step in 0..<steps {
      sum -= counts[slot(second - step)]
      counts[slot(second - step)] = 0
    }
    newest = second
  }
}
