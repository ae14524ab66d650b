/// Reads dates: `17 Oct 2025`, `17-Oct-25`, `10/13/2014`, `2026-02-19`, `20141013T000000`,
/// `10:30 17 Oct 2025`, `Reduced on 24/05/2021`.
struct DayParser: Sendable {
  /// How `04/05/2021` is meant.
  enum Order: String, Sendable {
    case dayFirst, monthFirst
  }

  /// Of which year `7 Jul` is.
  enum Year: Sendable, Equatable {
    case unknown
    case fixed(Int)
    /// That of the last such day up to this one.
    case latest(until: Day)
  }

  var order = Order.dayFirst
  var year = Year.unknown

  func read(_ cell: Span<UInt8>) -> Reading<Day> {
    var parts = Parts()
    parts.read(cell)
    if parts.numbers.count == 0 {
      return parts.hasLetters ? .unreadable("there is no date in it") : .missing
    }
    if let (month, day) = parts.dayWithoutYear { return read(month, day) }
    guard let day = day(parts) else { return .unreadable("it is no day of the calendar") }
    return .value(day)
  }

  /// Whether it is a day of some year that is not named.
  static func isWithoutYear(_ cell: Span<UInt8>) -> Bool {
    var parts = Parts()
    parts.read(cell)
    return parts.dayWithoutYear != nil
  }

  private func read(_ month: Int, _ number: Int) -> Reading<Day> {
    let day: Day? =
      switch year {
      case .unknown: nil
      case .fixed(let year): Day(year: year, month: month, day: number)
      case .latest(let last):
        // 29 February comes round after eight years at most.
        (0...8).lazy.compactMap { Day(year: last.year - $0, month: month, day: number) }
          .first { $0 <= last }
      }
    if let day { return .value(day) }
    return .unreadable(year == .unknown ? "the date has no year" : "it is no day of the calendar")
  }

  /// The order of a date such as `10/13/2014`, which can be read only one way.
  static func evidentOrder(_ cell: Span<UInt8>) -> Order? {
    var parts = Parts()
    parts.read(cell)
    let numbers = parts.numbers
    guard parts.month == nil, numbers.count == 3, numbers[0].digits <= 2 else { return nil }
    if numbers[0].value > 12 { return .dayFirst }
    return numbers[1].value > 12 ? .monthFirst : nil
  }

  private func day(_ parts: Parts) -> Day? {
    let numbers = parts.numbers
    if let month = parts.month {
      // `17-Oct-25`: what stands behind the month is the year.
      if numbers.count == 2, parts.countBeforeMonth == 1, numbers[1].digits == 2 {
        return Day(year: Self.fullYear(numbers[1]), month: month, day: numbers[0].value)
      }
      return day(numbers, month)
    }
    if numbers[0].digits == 8 {
      let whole = numbers[0].value
      return Day(year: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
    }
    if numbers.count < 3 { return nil }
    if numbers[0].digits == 4 {
      return Day(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
    }
    guard numbers[2].digits == 4 || numbers[2].digits == 2 else { return nil }
    return day(numbers[0].value, numbers[1].value, year: Self.fullYear(numbers[2]))
  }

  /// What cannot be a month is the day, whatever the order of the column.
  private func day(_ first: Int, _ second: Int, year: Int) -> Day? {
    let isMonthFirst = second > 12 || (first <= 12 && order == .monthFirst)
    return isMonthFirst
      ? Day(year: year, month: first, day: second) : Day(year: year, month: second, day: first)
  }

  private func day(_ numbers: Parts.Numbers, _ month: Int) -> Day? {
    guard let year = numbers.first(where: { $0.digits == 4 }),
      let day = numbers.first(where: { $0.digits <= 2 })
    else { return nil }
    return Day(year: year.value, month: month, day: day.value)
  }

  private static func fullYear(_ number: Parts.Number) -> Int {
    number.digits == 4 ? number.value : number.value + (number.value < 70 ? 2000 : 1900)
  }
}

/// The numbers of a date up to its time of day, and its month by name.
private struct Parts {
  struct Number {
    var value = 0
    var digits = 0
  }

  /// At most three numbers, in place.
  struct Numbers {
    private var first = Number()
    private var second = Number()
    private var third = Number()
    private(set) var count = 0

    subscript(index: Int) -> Number { index == 0 ? first : index == 1 ? second : third }

    mutating func append(_ number: Number) {
      switch count {
      case 0: first = number
      case 1: second = number
      default: third = number
      }
      count += 1
    }

    mutating func removeLast() { count -= 1 }

    func first(where isWanted: (Number) -> Bool) -> Number? {
      (0..<count).lazy.map { self[$0] }.first(where: isWanted)
    }
  }

  /// The first three.
  private(set) var numbers = Numbers()
  private(set) var month: Int?
  /// How many of the numbers stand before the month's name.
  private(set) var countBeforeMonth = 0
  private(set) var hasLetters = false

  mutating func read(_ cell: Span<UInt8>) {
    var index = 0
    while index < cell.count, numbers.count < 3 {
      let byte = cell[index]
      if byte &- 0x30 < 10 {
        index = readNumber(cell, from: index)
        if index < cell.count, cell[index] == UInt8(ascii: ":") {
          numbers.removeLast()
          index = Self.skipTime(cell, from: index)
        }
      } else if (byte | 0x20) &- 0x61 < 26 {
        index = readWord(cell, from: index)
      } else {
        index += 1
      }
    }
  }

  /// The rest of a time of day, from its first colon, and what it is off from UTC:
  /// `:30:00.123+0100`.
  private static func skipTime(_ cell: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < cell.count, isDigit(cell[index]) || isTimeMark(cell, at: index) { index += 1 }
    let sign = index < cell.count && cell[index] == 0x20 ? index + 1 : index
    guard sign < cell.count, cell[sign] == UInt8(ascii: "+") || cell[sign] == UInt8(ascii: "-")
    else { return index }
    var end = sign + 1
    while end < cell.count, isDigit(cell[end]) { end += 1 }
    return end - sign == 5 ? end : index
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isTimeMark(_ cell: Span<UInt8>, at index: Int) -> Bool {
    (cell[index] == UInt8(ascii: ":") || cell[index] == UInt8(ascii: "."))
      && index + 1 < cell.count && isDigit(cell[index + 1])
  }

  /// Its month is named, and no year is.
  var dayWithoutYear: (month: Int, day: Int)? {
    guard let month, numbers.count == 1, numbers[0].digits <= 2 else { return nil }
    return (month, numbers[0].value)
  }

  private mutating func readNumber(_ cell: Span<UInt8>, from start: Int) -> Int {
    var number = Number()
    var index = start
    while index < cell.count, cell[index] &- 0x30 < 10, number.digits < 9 {
      number.value = number.value * 10 + Int(cell[index] &- 0x30)
      number.digits += 1
      index += 1
    }
    numbers.append(number)
    return index
  }

  private mutating func readWord(_ cell: Span<UInt8>, from start: Int) -> Int {
    var word = Word()
    var index = start
    while index < cell.count, (cell[index] | 0x20) &- 0x61 < 26 {
      word.append(cell[index])
      index += 1
    }
    hasLetters = true
    if month == nil {
      month = Self.months[word]
      if month != nil { countBeforeMonth = numbers.count }
    }
    return index
  }

  private static let months: [Word: Int] = {
    var months: [Word: Int] = ["sept": 9]
    for (index, name) in names.split(separator: " ").enumerated() {
      months[Word(name)] = index + 1
      months[Word(name.prefix(3))] = index + 1
    }
    return months
  }()

  private static let names =
    "january february march april may june july august september october november december"
}
