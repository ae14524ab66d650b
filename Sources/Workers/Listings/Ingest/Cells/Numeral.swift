/// A number as written: its digits, and how many of them stand behind the decimal point. Exact.
struct Numeral: Hashable, Sendable {
  var digits: Int
  var decimals = 0
  /// One decimal mark with three digits behind it, `85.000`: in an amount of money it parts
  /// thousands.
  var mayBeGrouped = false
  /// Its thousands are parted by spaces, as in `4 000`; in `Plot 5 600sqm` they are two numbers.
  var isSpaced = false
  /// Four or more figures behind a mark, which no amount of money has: `350,0000`.
  var hasLongTail = false
  /// A spreadsheet has cut it to six figures: `1.23457E+11`.
  var isRounded = false

  /// Why such a number is not used, for a person.
  static let roundedReason = "a spreadsheet has cut its last figures off: write the whole number"

  var value: Double { decimals == 0 ? Double(digits) : Double(digits) / Self.powers[decimals] }

  /// The number when it is whole, as `3`, `3.0` and `3,000` are.
  var whole: Int? {
    if decimals == 0 { return digits }
    let power = Int(Self.powers[decimals])
    return digits % power == 0 ? digits / power : nil
  }

  /// The number times `factor`, rounded half up; nil when it does not fit.
  func multiplied(by factor: Int) -> Int? {
    let (product, isTooLarge) = digits.multipliedReportingOverflow(by: factor)
    if isTooLarge { return nil }
    if decimals == 0 { return product }
    let power = Int(Self.powers[decimals])
    let (sum, isTooLargeToRound) = product.addingReportingOverflow(power / 2)
    return isTooLargeToRound ? nil : sum / power
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18,
  ]
}

/// Which sign parts the decimals in a column.
enum DecimalMark: String, Sendable {
  case point, comma
}
