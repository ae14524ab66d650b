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

  mutating func append(digit: Int) {
    let (tens, isTooLarge) = digits.multipliedReportingOverflow(by: 10)
    let (sum, isTooLargeNow) = tens.addingReportingOverflow(digit)
    if isTooLarge || isTooLargeNow { self.isTooLarge = true } else { digits = sum }
    digitCount += 1
    digitsSinceMark += 1
    digitsInGroup += 1
  }

  mutating func append(mark: UInt8) {
    if mark == UInt8(ascii: ",") { commas += 1 } else { points += 1 }
    if points + commas == 1 { digitsBeforeMark = digitCount }
    lastMark = mark
    digitsSinceMark = 0
    digitsInGroup = 0
  }

  /// A gap may follow one to three digits, and no decimals.
  var mayGoOn: Bool { points + commas == 0 && digitsInGroup <= 3 }

  mutating func startGroup() { digitsInGroup = 0 }

  /// Nil when it is too large.
  func numeral(_ decimalMark: DecimalMark) -> Numeral? {
    if isTooLarge { return nil }
    let isDecimal = lastMarkIsDecimal(decimalMark)
    let mayBeGrouped =
      isDecimal && commas == 0 && digitsSinceMark == 3 && digitsBeforeMark <= 3 && digits >= 1000
    if digitsSinceMark > 18 { return nil }
    return Numeral(
      digits: digits, decimals: isDecimal ? digitsSinceMark : 0, mayBeGrouped: mayBeGrouped)
  }

  private func lastMarkIsDecimal(_ decimalMark: DecimalMark) -> Bool {
    let isComma = lastMark == UInt8(ascii: ",")
    let count = isComma ? commas : points
    if count != 1 { return false }
    if points > 0 && commas > 0 { return true }
    if digitsSinceMark != 3 || digitsBeforeMark > 3 { return true }
    return isComma == (decimalMark == .comma)
  }
}
