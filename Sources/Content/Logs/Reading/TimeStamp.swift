/// Reads the times that logs begin their lines with.
///
/// Times without a zone are taken to be in ``zoneMinutes``; times without a year in the year that
/// puts them nearest before ``reference``.
package struct TimeStamp: Sendable {
  /// Milliseconds since 1970: when the log was received.
  package var reference: Int
  /// East of Greenwich, for times that name no zone.
  package var zoneMinutes: Int

  package init(reference: Int, zoneMinutes: Int = 0) {
    self.reference = reference
    self.zoneMinutes = zoneMinutes
  }

  struct Found {
    var milliseconds: Int
    /// Behind the time.
    var end: Int
  }

  /// The time that begins at a place; nil when none does.
  func read(_ line: UnsafeRawBufferPointer, at start: Int) -> Found? {
    guard start < line.count else { return nil }
    var cursor = Cursor(line: line, at: start)
    let first = line[start]
    if first.isDigit { return cursor.isoDate(self) ?? dayFirst(line, start) }
    return first.isUpperLetter ? cursor.namedDate(self) : nil
  }

  /// A time as a text or number of a record.
  func read(_ text: String) -> Int? {
    if let number = Double(text), number > 100_000_000 {
      return number < Self.epochMax ? Self.epoch(number) : nil
    }
    var text = text
    return text.withUTF8 { read(UnsafeRawBufferPointer($0), at: 0)?.milliseconds }
  }

  /// Nanoseconds in the year 2286: what is more is no time.
  private static let epochMax = 1e19

  /// Seconds, milliseconds, microseconds or nanoseconds, by their size.
  private static func epoch(_ number: Double) -> Int {
    var milliseconds = number
    if number < 1e11 { milliseconds = number * 1000 }
    if number >= 1e14 { milliseconds = number / 1000 }
    if number >= 1e17 { milliseconds = number / 1_000_000 }
    return Int(milliseconds.rounded())
  }

  /// `10/Oct/2000:13:55:36 -0700`, `10-Oct-2000 13:55:36`
  private func dayFirst(_ line: UnsafeRawBufferPointer, _ start: Int) -> Found? {
    var cursor = Cursor(line: line, at: start)
    guard let day = cursor.number(1...2) else { return nil }
    let isDashed = cursor.take(0x2d)
    guard isDashed || cursor.take(0x2f), let month = cursor.month(),
      cursor.take(isDashed ? 0x2d : 0x2f), let year = cursor.number(4...4),
      cursor.take(isDashed ? 0x20 : 0x3a), let clock = cursor.clock(), Day.isDate(year, month, day)
    else { return nil }
    return cursor.found(Day.days(year, month, day), clock, self)
  }

  /// The year of a month and day that are nearest before the reference, a day of leeway apart; of
  /// 29 February the last that has one.
  fileprivate func year(_ month: Int, _ day: Int) -> Int {
    let today = Day.floor(reference, 86_400_000)
    let year = Day.year(of: today)
    let last = Day.days(year, month, day) > today + 1 ? year - 1 : year
    // Seven years without one are the most.
    return (last - 7...last).last { Day.isDate($0, month, day) } ?? last
  }
}

/// Steps through one line.
private struct Cursor {
  let line: UnsafeRawBufferPointer
  var at: Int

  private var byte: UInt8 { at < line.count ? line[at] : 0 }

  mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    at += 1
    return true
  }

  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = at
    while at - start < digits.upperBound, byte.isDigit {
      value = value * 10 + Int(byte - 0x30)
      at += 1
    }
    return digits.contains(at - start) && !byte.isDigit ? value : nil
  }

  mutating func month() -> Int? {
    guard at + 3 <= line.count else { return nil }
    let name = UnsafeRawBufferPointer(rebasing: line[at..<(at + 3)])
    guard let month = Day.months.firstIndex(where: { name.elementsEqual($0) }) else { return nil }
    at += 3
    return month + 1
  }

  /// Milliseconds of the day.
  mutating func clock() -> Int? {
    guard let hour = number(1...2), hour < 24, take(0x3a), let minute = number(2...2), minute < 60
    else { return nil }
    var second = 0
    if take(0x3a) {
      guard let value = number(2...2), value < 61 else { return nil }
      second = value
    }
    let fraction = fraction()
    return ((halfOfDay(hour) * 60 + minute) * 60 + second) * 1000 + fraction
  }

  /// The hour of the day, where AM or PM may stand behind. Some write it behind hours up to 23.
  private mutating func halfOfDay(_ hour: Int) -> Int {
    let start = at
    guard take(0x20), byte == 0x41 || byte == 0x50 else {
      at = start
      return hour
    }
    let isAfternoon = byte == 0x50
    at += 1
    guard take(0x4d), at == line.count || byte.isBlank || "]:,".utf8.contains(byte) else {
      at = start
      return hour
    }
    return (1...12).contains(hour) ? hour % 12 + (isAfternoon ? 12 : 0) : hour
  }

  private mutating func fraction() -> Int {
    guard byte == 0x2e || byte == 0x2c, at + 1 < line.count, line[at + 1].isDigit else { return 0 }
    at += 1
    var value = 0
    var digits = 0
    while byte.isDigit {
      if digits < 3 { value = value * 10 + Int(byte - 0x30) }
      digits += 1
      at += 1
    }
    while digits < 3 {
      value *= 10
      digits += 1
    }
    return value
  }

  /// `2026-03-01 07:00:00,123`, `2026/03/01T07:00:00Z`
  mutating func isoDate(_ stamp: TimeStamp) -> TimeStamp.Found? {
    let start = at
    guard let year = number(4...4) else {
      at = start
      return nil
    }
    let separator = byte
    guard separator == 0x2d || separator == 0x2f, take(separator), let month = number(1...2),
      take(separator), let day = number(1...2), Day.isDate(year, month, day),
      take(0x54) || take(0x20), let clock = clock()
    else {
      at = start
      return nil
    }
    return found(Day.days(year, month, day), clock, stamp)
  }

  /// `Mar  1 07:00:00`, `Sun Dec 04 04:47:44 2005`
  mutating func namedDate(_ stamp: TimeStamp) -> TimeStamp.Found? {
    var month = month()
    if month == nil {
      at += 3
      guard take(0x2c) || true, take(0x20), let later = self.month() else { return nil }
      month = later
    }
    guard let month, take(0x20) else { return nil }
    while take(0x20) {}
    guard let day = number(1...2) else { return nil }
    _ = take(0x2c)
    guard take(0x20) else { return nil }
    var year: Int?
    let behindDay = at
    if let given = number(4...4), take(0x20) { year = given } else { at = behindDay }
    guard let clock = clock() else { return nil }
    let behindClock = at
    if year == nil, take(0x20), let given = number(4...4), (1970...2100).contains(given) {
      year = given
    } else {
      at = behindClock
    }
    let past = year ?? stamp.year(month, day)
    guard Day.isDate(past, month, day) else { return nil }
    return found(Day.days(past, month, day), clock, stamp)
  }

  /// With the zone that follows, or the one of the file.
  mutating func found(_ day: Int, _ clock: Int, _ stamp: TimeStamp) -> TimeStamp.Found {
    let minutes = zone() ?? stamp.zoneMinutes
    return TimeStamp.Found(
      milliseconds: day * 86_400_000 + clock - minutes * 60_000, end: at)
  }

  private mutating func namedZone() -> Int? {
    let name = line[at...].prefix(6).prefix { $0.isUpperLetter }
    guard (3...4).contains(name.count), let minutes = ZoneName.minutes(name) else { return nil }
    let end = name.endIndex
    guard end == line.count || line[end].isBlank || "]:,".utf8.contains(line[end]) else {
      return nil
    }
    at = end
    return minutes
  }

  private mutating func zone() -> Int? {
    let start = at
    if take(0x5a) { return 0 }
    let isApart = take(0x20)
    if let minutes = namedZone() { return minutes }
    guard byte == 0x2b || byte == 0x2d else {
      at = start
      return nil
    }
    let sign = byte == 0x2d ? -1 : 1
    at += 1
    let digits = at
    if let hours = number(2...2), take(0x3a), let minutes = number(2...2) {
      return sign * (hours * 60 + minutes)
    }
    at = digits
    if let both = number(4...4) { return sign * (both / 100 * 60 + both % 100) }
    at = digits
    // PostgreSQL's `+01`. With a blank before it, it would be any number.
    if !isApart, let hours = number(2...2), hours < 15, byte == 0 || byte.isBlank || byte == 0x5d {
      return sign * hours * 60
    }
    at = start
    return nil
  }
}

/// Days since 1970 in the Gregorian calendar.
///
/// Source: Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”.
package enum Day {
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  .map { Array($0.utf8) }

  static func floor(_ value: Int, _ unit: Int) -> Int {
    value >= 0 ? value / unit : -((-value + unit - 1) / unit)
  }

  package static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floor(shifted, 400)
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// Whether the month has such a day in that year.
  static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    (1...12).contains(month) && (1...31).contains(day)
      && date(of: days(year, month, day)) == (year, month, day)
  }

  package static func date(of days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floor(shifted, 146_097)
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let civil = month < 10 ? month + 3 : month - 9
    return (year + era * 400 + (civil <= 2 ? 1 : 0), civil, ofYear - (153 * month + 2) / 5 + 1)
  }

  static func year(of days: Int) -> Int { date(of: days).year }

  /// `2026-03-01T07:00:00Z` of milliseconds since 1970.
  package static func text(_ milliseconds: Int) -> String {
    let days = floor(milliseconds, 86_400_000)
    let date = date(of: days)
    let second = (milliseconds - days * 86_400_000) / 1000
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(second / 3600))"
      + ":\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// For people: `1 Mar 2026, 07:00 UTC`.
  package static func words(_ milliseconds: Int) -> String {
    let date = date(of: floor(milliseconds, 86_400_000))
    let time = text(milliseconds).dropLast(4).suffix(5)
    let month = String(decoding: months[date.month - 1], as: UTF8.self)
    return "\(date.day) \(month) \(date.year), \(time) UTC"
  }
}
