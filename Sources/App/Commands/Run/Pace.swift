import Synchronization

/// How much is done, how fast, and how long the rest will take.
struct Pace: Equatable {
  var done: Int
  var total: Int
  /// Since the first of them was begun.
  var elapsed: Duration

  /// `12 of 40 · 3.1/s · 9 s left`
  var text: String {
    let count = "\(done) of \(total)"
    guard done > 0, seconds > 0 else { return count }
    let rate = Double(done) / seconds
    let speed =
      rate >= 1 ? "\(Self.rounded(rate))/s" : "\(Self.rounded(rate * 60))/min"
    if done >= total { return "\(count) · \(speed)" }
    return "\(count) · \(speed) · \(Self.span(Double(total - done) / rate)) left"
  }

  private var seconds: Double { elapsed / .seconds(1) }

  /// With one decimal below ten.
  private static func rounded(_ number: Double) -> String {
    if number >= 10 { return String(Int(number.rounded())) }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A time as people say it: `9 s`, `4 min`, `2 h 10 min`.
  static func span(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded(.up))
    if whole < 100 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    if minutes < 100 { return "\(minutes) min" }
    if minutes < 48 * 60 { return "\(minutes / 60) h \(minutes % 60) min" }
    return "\(minutes / (24 * 60)) days"
  }
}

/// Ten redrawn lines a second are enough for any eye.
final class RedrawLimit: Sendable {
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Whether a line may be drawn now; then the next may not for a while.
  func mayDraw(at now: ContinuousClock.Instant) -> Bool {
    last.withLock { last in
      if let last, now - last < .milliseconds(100) { return false }
      last = now
      return true
    }
  }
}
