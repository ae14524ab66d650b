package import Foundation

// A line of cron(8): minute, hour, day of the month, month, day of the week.
//
// Where clocks are put forward, a fixed time within the gap comes at its end; where they are put
// back, it comes once. A line whose minute or hour begins with a star follows the time that passes:
// nothing in a gap, twice in the hour that comes twice. So does Debian's cron.

/// When something happens again and again, by the calendar.
package struct CronLine: Sendable, Equatable {
  /// As it was written.
  package let text: String
  private let minute: CronField
  private let hour: CronField
  private let month: CronField
  private let days: CronDays

  private static let names = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
  ]
  /// No line waits longer: 29 February is eight years away at most.
  private static let yearsMax = 9
  /// Clocks are never put back further.
  private static let overlapSecondsMax = 86_400

  /// - Throws: ``CronError``, also for a day that never comes.
  package init(_ text: String) throws(CronError) {
    self.text = text
    let words = (Self.names[text.lowercased()] ?? text).split { $0 == " " || $0 == "\t" }
    guard words.count == 5 else {
      throw CronError("“\(text)” has \(words.count) fields; a cron line has five")
    }
    minute = try CronField(words[0], .minute)
    hour = try CronField(words[1], .hour)
    days = try CronDays(day: words[2], weekday: words[4])
    month = try CronField(words[3], .month)
    if match(from: 0) == nil { throw CronError("“\(text)” means a day that never comes") }
  }

  /// The first time after this one; nil when none comes.
  package func next(after date: Date, in zone: TimeZone) -> Date? {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down))
    let next = minute.isStar || hour.isStar ? passing(seconds, zone) : fixed(seconds, zone)
    return next.map { Date(timeIntervalSince1970: Double($0)) }
  }

  /// What the clock on the wall shows, counted as if it were UTC.
  private func wall(_ seconds: Int, _ zone: TimeZone) -> Int {
    seconds + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  private func passing(_ start: Int, _ zone: TimeZone) -> Int? {
    var from = start
    // An hour that is left out in each year's night never comes, however often it matches.
    while from - start < Self.yearsMax * 366 * 86_400 {
      let shown = wall(from, zone)
      guard let match = match(from: shown - shown % 60 + (from == start ? 60 : 0)) else {
        return nil
      }
      let candidate = match - (shown - from)
      guard let change = change(after: from, upTo: candidate, zone) else { return candidate }
      from = change
    }
    return nil
  }

  private func fixed(_ start: Int, _ zone: TimeZone) -> Int? {
    var from = wall(start, zone) - Self.overlapSecondsMax
    while let match = match(from: from) {
      let time = instant(match, zone)
      if time > start { return time }
      from = match + 60
    }
    return nil
  }

  /// When the clock first shows this; if it never does, when it has jumped over it.
  private func instant(_ shown: Int, _ zone: TimeZone) -> Int {
    let day = Self.overlapSecondsMax
    let early = shown - (wall(shown - day, zone) - (shown - day))
    if wall(early, zone) == shown { return early }
    let late = shown - (wall(shown + day, zone) - (shown + day))
    if wall(late, zone) == shown { return late }
    return change(after: min(early, late) - 1, upTo: max(early, late), zone) ?? late
  }

  /// The first moment at which the clocks are put to another time.
  private func change(after start: Int, upTo end: Int, _ zone: TimeZone) -> Int? {
    let next = zone.nextDaylightSavingTimeTransition(
      after: Date(timeIntervalSince1970: Double(start)))
    guard let next else { return nil }
    let seconds = Int(next.timeIntervalSince1970)
    return seconds <= end ? seconds : nil
  }

  /// The first minute from this one on that fits, in seconds of a calendar without zones.
  private func match(from start: Int) -> Int? {
    let first = (start + 59) / 60
    var day = CivilDay(number: first / 1440)
    var minuteOfDay = first % 1440
    let last = day.year + Self.yearsMax
    while day.year <= last {
      if !month.contains(day.month) {
        day = day.nextMonth
        minuteOfDay = 0
        continue
      }
      if days.contains(day), let found = match(inDayFrom: minuteOfDay) {
        return (day.number * 1440 + found) * 60
      }
      day = CivilDay(number: day.number + 1)
      minuteOfDay = 0
    }
    return nil
  }

  private func match(inDayFrom start: Int) -> Int? {
    guard let hour = hour.next(from: start / 60) else { return nil }
    if hour == start / 60, let minute = minute.next(from: start % 60) { return hour * 60 + minute }
    let later = hour == start / 60 ? self.hour.next(from: hour + 1) : hour
    guard let later, let minute = minute.next(from: 0) else { return nil }
    return later * 60 + minute
  }
}
