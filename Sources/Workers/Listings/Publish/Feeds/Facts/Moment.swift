/// A second of universal time, in the forms that channels write.
///
/// Source for the civil date: Howard Hinnant, “chrono-compatible low-level date algorithms”.
struct Moment: Equatable, Sendable {
  let secondsSince1970: Int

  private var civil: (year: Int, month: Int, day: Int) {
    let days = Self.floor(secondsSince1970, 86_400) + 719_468
    let era = Self.floor(days, 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// `2026-11-21`
  var day: String {
    let (year, month, day) = civil
    return "\(year)-\(Self.two(month))-\(Self.two(day))"
  }

  /// `14:05:09`
  private var time: String {
    let seconds = secondsSince1970 - Self.floor(secondsSince1970, 86_400) * 86_400
    return "\(Self.two(seconds / 3600)):\(Self.two(seconds / 60 % 60)):\(Self.two(seconds % 60))"
  }

  /// `2026-11-21 14:05:09`
  var spaced: String { "\(day) \(time)" }

  /// `2026-11-21T14:05:09Z` (RFC 3339)
  var stamp: String { "\(day)T\(time)Z" }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func floor(_ number: Int, _ divisor: Int) -> Int {
    (number >= 0 ? number : number - divisor + 1) / divisor
  }
}
