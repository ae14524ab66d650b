package import Foundation

/// When something is done again and again.
package enum Timing: Sendable, Equatable {
  /// At times that are so far apart, counted from 1970: a restart changes none of them.
  case every(Duration)
  case at(CronLine, in: TimeZone)
  /// When there is something to do (``Schedule/due``), and not more often.
  case asNeeded(atMostEvery: Duration)

  /// - Throws: ``CronError``; also for a zone that is not known.
  package static func cron(_ line: String, zone: String = "UTC") throws(CronError) -> Timing {
    guard let known = TimeZone(identifier: zone) else {
      throw CronError("there is no time zone “\(zone)”: write such as Europe/Berlin")
    }
    return .at(try CronLine(line), in: known)
  }

  /// The first time after this one; nil when none comes.
  package func next(after date: Date) -> Date? {
    switch self {
    case .every(let interval):
      let step = interval / .seconds(1)
      let seconds = date.timeIntervalSince1970
      return Date(timeIntervalSince1970: (seconds / step).rounded(.down) * step + step)
    case .at(let line, let zone): return line.next(after: date, in: zone)
    case .asNeeded: return nil
    }
  }

  /// The last of its times that is not after this one.
  ///
  /// - Parameter first: one of them, from which on it looks.
  func last(upTo date: Date, from first: Date) -> Date {
    var last = first
    // Nobody walks through a year of minutes: it looks back from the end, further each time.
    for minutes in [1, 60, 1440, 32 * 1440, 366 * 1440] {
      let start = date - TimeInterval(minutes * 60)
      if start <= first { break }
      guard let near = next(after: start), near <= date else { continue }
      last = near
      break
    }
    while let later = next(after: last), later <= date { last = later }
    return last
  }

  static let asNeededWords = "as needed"

  /// In words, such as `every 60 s` or `0 6 * * * (Europe/Berlin)`.
  package var text: String {
    switch self {
    case .every(let interval): return "every \(Self.text(interval))"
    case .asNeeded(let interval):
      return "\(Self.asNeededWords), at most every \(Self.text(interval))"
    case .at(let line, let zone): return "\(line.text) (\(zone.identifier))"
    }
  }

  private static func text(_ interval: Duration) -> String {
    let seconds = Int(interval / .seconds(1))
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }
}
