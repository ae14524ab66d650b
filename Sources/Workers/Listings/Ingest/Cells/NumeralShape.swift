/// What has been seen of a number while it is read: its digits, and where its marks stand.
struct NumeralShape {
  private var digits = 0
  private var digitCount = 0
  private var isTooLarge = false
  private var points = 0
  private var commas = 0
  private var lastMark: UInt8 = 0
  private var digitsBeforeMark = 0
  private var digitsSinceMark = 0
  private var digitsInGroup = 0
  /// The last digits since the mark that are noughts.
  private var noughts = 0
  private var isSpaced = false

  mutating func append(digit: Int) {
    let (tens, isTooLarge) = digits.multipliedReportingOverflow(by: 10)
    let (sum, isTooLargeNow) = tens.addingReportingOverflow(digit)
    if isTooLarge || isTooLargeNow { self.isTooLarge = true } else { digits = sum }
    digitCount += 1
    digitsSinceMark += 1
    digitsInGroup += 1
    noughts = digit == 0 ? noughts + 1 : 0
  }

  mutating func append(mark: UInt8) {
    if mark == UInt8(ascii: ",") { commas += 1 } else { points += 1 }
    if points + commas == 1 { digitsBeforeMark = digitCount }
    lastMark = mark
    digitsSinceMark = 0
    digitsInGroup = 0
    noughts = 0
  }

  /// A gap may follow one to three digits, and no decimals.
  var mayGoOn: Bool { points + commas == 0 && digitsInGroup <= 3 }

  mutating func startGroup() {
    digitsInGroup = 0
    isSpaced = true
  }

  /// Nil when it is too large.
  func numeral(_ decimalMark: DecimalMark) -> Numeral? {
    if isTooLarge || digitsSinceMark > Self.decimalsMax { return nil }
    let isDecimal = lastMarkIsDecimal(decimalMark)
    let mayBeGrouped =
      isDecimal && points + commas == 1 && digitsSinceMark == 3 && digitsBeforeMark <= 3
      && digits >= 1000
    return Numeral(
      digits: digits, decimals: isDecimal ? digitsSinceMark : 0, mayBeGrouped: mayBeGrouped,
      isSpaced: isSpaced, hasLongTail: isDecimal && hasLongTail(decimalMark))
  }

  /// Programs write `350000.0000`, with a point and nothing but noughts behind hundredths.
  private func hasLongTail(_ decimalMark: DecimalMark) -> Bool {
    if digitsSinceMark < 4 { return false }
    let isOfProgram = lastMark == UInt8(ascii: ".") && decimalMark == .point
    return !isOfProgram || digitsSinceMark - noughts > 2
  }

  /// Read as `2.5` with the exponent 8: `2.5E+08`. A mark in it can only be a decimal one. Nil when
  /// it is too large or too small.
  func numeral(exponent: Int) -> Numeral? {
    if isTooLarge || points + commas > 1 || isSpaced { return nil }
    let written = points + commas == 0 ? 0 : digitsSinceMark
    // Six figures are what a spreadsheet shows: the others are lost.
    let isRounded = written == 5 && exponent > written
    if digits == 0 { return Numeral(digits: 0) }
    guard written <= Self.decimalsMax, abs(exponent) <= Self.decimalsMax else { return nil }
    let decimals = written - exponent
    if decimals >= 0 {
      if decimals > Self.decimalsMax { return nil }
      return Numeral(digits: digits, decimals: decimals, isRounded: isRounded)
    }
    var whole = digits
    for _ in 0..<(-decimals) {
      let (tens, isTooLarge) = whole.multipliedReportingOverflow(by: 10)
      if isTooLarge { return nil }
      whole = tens
    }
    return Numeral(digits: whole, isRounded: isRounded)
  }

  /// As many as fit an `Int`.
  private static let decimalsMax = 18

  private func lastMarkIsDecimal(_ decimalMark: DecimalMark) -> Bool {
    let isComma = lastMark == UInt8(ascii: ",")
    let count = isComma ? commas : points
    if count != 1 { return false }
    if points > 0 && commas > 0 { return true }
    if digitsSinceMark != 3 || digitsBeforeMark > 3 { return true }
    return isComma == (decimalMark == .comma)
  }
}
