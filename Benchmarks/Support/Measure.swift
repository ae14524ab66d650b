import Glibc

/// Nanoseconds of `CLOCK_MONOTONIC`: the same for all processes.
func monotonicNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// Seconds that `body` takes.
func seconds(of body: () throws -> Void) rethrows -> Double {
  let start = monotonicNanoseconds()
  try body()
  return Double(monotonicNanoseconds() - start) / 1e9
}

/// Seconds that `body` takes.
func seconds(of body: () async throws -> Void) async rethrows -> Double {
  let start = monotonicNanoseconds()
  try await body()
  return Double(monotonicNanoseconds() - start) / 1e9
}

/// Lets other processes work for a while.
func pause(_ seconds: Double) { poll(nil, 0, CInt(seconds * 1000)) }

/// Looks every few milliseconds; false when the time is up.
///
/// - Parameter limit: seconds.
func wait(_ limit: Double, every: Double = 0.01, until isTrue: () throws -> Bool) rethrows -> Bool {
  let end = monotonicNanoseconds() + Int(limit * 1e9)
  while try !isTrue() {
    if monotonicNanoseconds() > end { return false }
    pause(every)
  }
  return true
}

/// Several measurements of the same.
struct Sample {
  private(set) var sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var median: Double { quantile(0.5) }

  /// - Parameter part: 0…1.
  func quantile(_ part: Double) -> Double {
    sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
  }

  /// “1200–1350”; empty for a single measurement.
  var range: String {
    guard sorted.count > 1, let first = sorted.first, let last = sorted.last else { return "" }
    return "\(Figure.text(first))–\(Figure.text(last))"
  }
}
