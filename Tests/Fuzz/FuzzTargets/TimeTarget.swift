import Agents
import Foundation

/// A cron line is refused, or its times come one after the other, in any zone.
enum TimeTarget {
  /// The hour before clocks are put forward, and the hour before they are put back.
  private static let starts = [1_774_744_200.0, 1_792_886_400.0]
  private static let zones = ["UTC", "Europe/Berlin", "Australia/Lord_Howe"]
    .compactMap(TimeZone.init(identifier:))

  static func run(_ bytes: [UInt8]) {
    guard let line = try? CronLine(String(decoding: bytes.prefix(200), as: UTF8.self)) else {
      return
    }
    for zone in zones {
      for start in starts {
        var last = Date(timeIntervalSince1970: start)
        for _ in 0..<3 {
          guard let next = line.next(after: last, in: zone) else { break }
          expect(next > last, "\(line.text) comes at \(next) after \(last)")
          expect(
            Int(next.timeIntervalSince1970) % 60 == 0, "\(line.text) comes within a minute: \(next)"
          )
          last = next
        }
      }
    }
  }
}
