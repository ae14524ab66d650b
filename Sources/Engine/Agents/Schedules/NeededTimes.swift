import Foundation

/// When schedules that run as needed are to be run next: once something is needed, and not within
/// their interval, nor within the first one.
struct NeededTimes: Sendable {
  private var beginning: Date
  /// When each was run last.
  private var starts: [String: Date] = [:]
  /// As the table has them; no entry: not known.
  private var plans: [String: Date?] = [:]

  init(from beginning: Date) { self.beginning = beginning }

  /// - Parameter wanted: when there is something to do; nil: there is nothing.
  /// - Returns: nil: not as things stand.
  func next(of name: String, wanted: Date?, atMostEvery interval: Duration) -> Date? {
    let last = starts[name] ?? beginning
    return wanted.map { max($0, last + interval / .seconds(1)) }
  }

  /// Whether the table has another time.
  func isNew(_ next: Date?, of name: String) -> Bool { plans[name] != .some(next) }

  /// The table has this time now.
  mutating func planned(_ name: String, _ next: Date?) { plans[name] = .some(next) }

  /// It was run; the table has no time for it any more.
  mutating func started(_ name: String, at time: Date) {
    starts[name] = time
    plans[name] = nil
  }

  /// The clock was put back: an interval is not counted from what lies ahead.
  mutating func clockPutBack(to time: Date) {
    beginning = min(beginning, time)
    starts = starts.mapValues { min($0, time) }
  }
}
