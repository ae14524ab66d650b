/// An exact decimal number, such as 1.5, without the surprises of binary fractions.
///
/// Its value is `digits` / 10^`scale`; trailing zeros are taken off, so equal numbers are equal.
package struct Figure: Hashable, Sendable {
  package let digits: Int
  /// The number of digits after the point, 0 to 9.
  package let scale: Int

  package static let scaleMax = 9

  package init(_ digits: Int, scale: Int = 0) {
    precondition((0...Figure.scaleMax).contains(scale), "A figure has at most nine decimals.")
    var digits = digits
    var scale = scale
    while scale > 0, digits % 10 == 0 {
      digits /= 10
      scale -= 1
    }
    self.digits = digits
    self.scale = scale
  }

  /// Reads `12`, `-1.50` or `.5`; anything else, or more than eighteen digits, is `nil`.
  package init?(_ text: some StringProtocol) {
    var digits = 0
    var scale = 0
    var count = 0
    var isFraction = false
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    for byte in unsigned.utf8 {
      if byte == 0x2E, !isFraction {
        isFraction = true
        continue
      }
      guard (0x30...0x39).contains(byte), count < 18 else { return nil }
      digits = digits * 10 + Int(byte - 0x30)
      count += 1
      if isFraction { scale += 1 }
    }
    guard count > 0, scale <= Figure.scaleMax else { return nil }
    self.init(text.hasPrefix("-") ? -digits : digits, scale: scale)
  }

  /// The number when it is whole.
  package var whole: Int? { scale == 0 ? digits : nil }

  /// Ten to the power of `scale`.
  static func power(_ scale: Int) -> Int {
    (0..<scale).reduce(1) { power, _ in power * 10 }
  }

  /// The number times `factor`; `nil` when that is too large.
  func multiplied(by factor: Int) -> Figure? {
    let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
    return overflow ? nil : Figure(product, scale: scale)
  }

  /// Whether the number, rounded to a multiple of `step`, is `other`.
  func isRounded(to other: Figure, step: Figure) -> Bool {
    abs(approximate - other.approximate) <= step.approximate / 2
  }

  /// The nearest binary number, for comparisons that allow rounding.
  package var approximate: Double { Double(digits) / Double(Figure.power(scale)) }
}

extension Figure: ExpressibleByIntegerLiteral, CustomStringConvertible {
  package init(integerLiteral value: Int) { self.init(value) }

  /// Plain digits with a point: `1200.5`.
  package var description: String { written(.plain) }

  /// How the digits before the point are set apart.
  package enum Grouping: Hashable, Sendable {
    case plain
    /// `1,500,000`
    case commas
    /// `1 500 000`, with spaces at which no line is broken.
    case spaces
    /// `1.500.000,50`
    case points
    /// `15,00,000`: three digits, then two by two.
    case lakhs
  }

  /// The number with its digits grouped.
  ///
  /// - Parameter decimals: How many digits after the point there must be at least.
  package func written(_ grouping: Grouping, decimals: Int = 0) -> String {
    let power = Int(Figure.power(scale)).magnitude
    let whole = Figure.grouped(String(digits.magnitude / power), grouping)
    var fraction = scale > 0 ? String(digits.magnitude % power) : ""
    fraction = String(repeating: "0", count: scale - fraction.utf8.count) + fraction
    fraction += String(repeating: "0", count: max(decimals - scale, 0))
    let point = grouping == .points ? "," : "."
    return (digits < 0 ? "−" : "") + whole + (fraction.isEmpty ? "" : point + fraction)
  }

  private static func grouped(_ digits: String, _ grouping: Grouping) -> String {
    let separator =
      switch grouping {
      case .plain: ""
      case .commas, .lakhs: ","
      case .spaces: "\u{A0}"
      case .points: "."
      }
    guard !separator.isEmpty, digits.utf8.count > 3 else { return digits }
    var output = ""
    for (index, digit) in digits.enumerated() {
      let left = digits.utf8.count - index
      let isBreak = grouping == .lakhs && left > 3 ? left % 2 == 1 : left % 3 == 0
      if index > 0, isBreak { output += separator }
      output.append(digit)
    }
    return output
  }
}
