import Foundation

/// A day of the calendar.
struct Day: Hashable, Sendable, Comparable {
  let year: Int
  let month: Int
  let day: Int

  /// Nil for a day that does not exist.
  init?(year: Int, month: Int, day: Int) {
    guard 1900...2200 ~= year, 1...12 ~= month, day >= 1 else { return nil }
    if day > Self.length(of: month, in: year) { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// From `2025-10-17`.
  init?(_ text: String) {
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// The day of a time, in UTC.
  ///
  /// Source of the arithmetic: Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”.
  init?(_ time: Date) {
    // Days since 1 March of the year 0, in eras of 400 years.
    let days = Int((time.timeIntervalSince1970 / 86_400).rounded(.down)) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    self.init(
      year: era * 400 + yearOfEra + (month >= 10 ? 1 : 0),
      month: month < 10 ? month + 3 : month - 9, day: dayOfYear - (153 * month + 2) / 5 + 1)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `2025-10-17`.
  var text: String {
    digits.span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// The text as bytes.
  var digits: InlineArray<10, UInt8> {
    let mark = UInt8(ascii: "-")
    return [
      digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), mark,
      digit(month / 10), digit(month), mark, digit(day / 10), digit(day),
    ]
  }

  private func digit(_ number: Int) -> UInt8 { 0x30 + UInt8(number % 10) }

  static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
