/// Whether a cell looks like a date or a time, in the forms that exports and web sites use.
///
/// `2026-02-19`, `2026-02-19T10:00:00Z`, `24/05/2021`, `10.3.26 14:05`, `20141013T000000`,
/// `19 February 2026`, `Feb 24, 2022`, `7 Jul 4:59 pm`, `19-Dec`, `10:30`. Only the shape is
/// judged, with ranges for month and day: what it means is for those who know the country.
enum DateShape {
  static func matches(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard 4...40 ~= bytes.count else { return false }
    guard bytes.contains(where: { $0 &- 0x30 <= 9 }) else { return false }
    guard let words = Words(bytes) else { return false }
    if words.months > 0 { return words.isNamedDate }
    return words.isNumericDate
  }

  /// A cell cut into numbers, words and the marks between them.
  private struct Words {
    /// A number, how many digits it has, and the mark behind.
    private struct Number {
      var value = 0
      var digits = 0
      var mark: UInt8 = 0
    }

    private static let numbersMax = 8
    /// In place: an array would cost an allocation for each cell.
    private var numbers = InlineArray<8, Number>(repeating: Number())
    private var count = 0
    private(set) var months = 0

    /// Nil when there is anything that does not belong in a date.
    init?(_ bytes: UnsafeRawBufferPointer) {
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        let start = at
        if byte &- 0x30 <= 9 {
          while at < bytes.count, bytes[at] &- 0x30 <= 9 { at += 1 }
          guard addNumber(UnsafeRawBufferPointer(rebasing: bytes[start..<at])) else { return nil }
          numbers[count - 1].mark = at < bytes.count ? bytes[at] : 0
        } else if (byte | 0x20) &- 0x61 < 26 {
          while at < bytes.count, (bytes[at] | 0x20) &- 0x61 < 26 { at += 1 }
          guard addWord(UnsafeRawBufferPointer(rebasing: bytes[start..<at])) else { return nil }
        } else {
          guard byte == 0x20 || 0x2B...0x2F ~= byte || byte == 0x3A else { return nil }
          at += 1
        }
      }
    }

    private mutating func addNumber(_ digits: UnsafeRawBufferPointer) -> Bool {
      guard digits.count <= 9, count < Self.numbersMax else { return false }
      let value = digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
      numbers[count] = Number(value: value, digits: digits.count)
      count += 1
      return true
    }

    private static let monthNames = PackedWord.list(
      "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july "
        + "august september october november december")
    private static let otherWords = PackedWord.list(
      "t z utc gmt am pm st nd rd th mon tue wed thu fri sat sun monday tuesday wednesday thursday "
        + "friday saturday sunday")

    private mutating func addWord(_ letters: UnsafeRawBufferPointer) -> Bool {
      guard letters.count <= 9 else { return false }
      let word = PackedWord(letters)
      if Self.monthNames.contains(word) {
        months += 1
        return true
      }
      return Self.otherWords.contains(word)
    }

    /// One month by name and a day or a year.
    var isNamedDate: Bool {
      guard months == 1, count > 0 else { return false }
      let first = numbers[0].value
      return 1...31 ~= first || 1_000...2_999 ~= first
    }

    var isNumericDate: Bool {
      guard count > 0 else { return false }
      let first = numbers[0]
      if first.digits == 8 { return isCompact }
      if first.mark == 0x3A { return isTime(from: 0) }
      guard count >= 3, 0x2D...0x2F ~= first.mark, numbers[1].mark == first.mark else {
        return false
      }
      // 1.2.26 alone may as well be a version or a section.
      let hasYear = first.digits == 4 || numbers[2].digits == 4
      guard hasYear || first.mark != 0x2E || count > 3 else { return false }
      return areYearMonthDay && isTime(from: 3)
    }

    /// `20141013T000000`
    private var isCompact: Bool {
      let value = numbers[0].value
      return count == 2 && 1_000...2_999 ~= value / 10_000
        && 1...12 ~= value / 100 % 100 && 1...31 ~= value % 100
    }

    /// The year first or last, or two digits for it; the other two are a month and a day.
    private var areYearMonthDay: Bool {
      guard numbers[1].digits <= 2 else { return false }
      let isYearFirst = numbers[0].digits == 4
      let year = numbers[isYearFirst ? 0 : 2]
      let day = numbers[isYearFirst ? 2 : 0]
      if isYearFirst || year.digits == 4 {
        guard 1_000...2_999 ~= year.value else { return false }
      }
      guard day.digits <= 2, 1...31 ~= day.value, 1...31 ~= numbers[1].value else { return false }
      return day.value <= 12 || numbers[1].value <= 12
    }

    /// Hours, minutes and what follows; or nothing.
    private func isTime(from first: Int) -> Bool {
      guard first < count else { return true }
      guard numbers[first].value <= 24, numbers[first].mark == 0x3A, first + 1 < count else {
        return false
      }
      for place in first + 1..<min(count, first + 3) {
        if numbers[place].digits != 2 || numbers[place].value > 60 { return false }
      }
      return true
    }
  }
}
