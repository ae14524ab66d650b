// Which days a cron line means. Both fields of days restricted: either is enough. One of them
// begins with a star: both must fit (Vixie's cron; `*/2` counts as a star).

/// The two fields of days, with the last day (`L`), the last Friday (`5L`) and the second Monday
/// (`1#2`).
struct CronDays: Sendable, Equatable {
  private var day: CronField
  private var weekday: CronField
  private var isLastDay = false
  /// The last such weekday of a month.
  private var lastWeekdays: Set<Int> = []
  /// Such a weekday of a month, by its number.
  private var nthWeekdays: Set<[Int]> = []

  init(day dayText: Substring, weekday weekdayText: Substring) throws(CronError) {
    let days = dayText.split(separator: ",", omittingEmptySubsequences: false)
    isLastDay = days.contains { $0.uppercased() == "L" }
    day = try Self.field(days.filter { $0.uppercased() != "L" }, .day, isOptional: isLastDay)
    var plain: [Substring] = []
    for part in weekdayText.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = part.split(separator: "#", omittingEmptySubsequences: false)
      if parts.count == 2 {
        guard let number = Int(parts[1]), (1...5).contains(number) else {
          throw CronError("“\(part)”: a month has five weeks at most")
        }
        nthWeekdays.insert([try CronField.number(parts[0], .weekday) % 7, number])
      } else if part.count > 1, part.uppercased().hasSuffix("L") {
        lastWeekdays.insert(try CronField.number(part.dropLast(), .weekday) % 7)
      } else {
        plain.append(part)
      }
    }
    weekday = try Self.field(
      plain, .weekday, isOptional: !(nthWeekdays.isEmpty && lastWeekdays.isEmpty))
  }

  private static func field(
    _ parts: [Substring], _ kind: CronField.Kind, isOptional: Bool
  ) throws(CronError) -> CronField {
    if parts.isEmpty, isOptional { return CronField.none }
    return try CronField(parts.joined(separator: ","), kind)
  }

  func contains(_ date: CivilDay) -> Bool {
    let isDay = day.contains(date.day) || isLastDay && date.day == date.daysOfMonth
    let number = date.weekday
    let isWeekday =
      weekday.contains(number) || number == 0 && weekday.contains(7)
      || lastWeekdays.contains(number) && date.day + 7 > date.daysOfMonth
      || nthWeekdays.contains([number, (date.day - 1) / 7 + 1])
    return day.isStar || weekday.isStar ? isDay && isWeekday : isDay || isWeekday
  }
}

extension CronField {
  /// Means nothing.
  fileprivate static let none = CronField()

  private init() { isStar = false }
}
