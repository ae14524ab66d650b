/// A number as written: digits, with commas between groups, a fraction, an exponent.
///
///     [+-] digits [. digits] [e [+-] digits]
///
/// Commas may stand in the whole part, in the manner of 1,234,567 or of 12,34,567: one to three
/// digits, then groups of two or three, the last of three.
struct NumberText {
  /// The first 19 digits, as a whole number.
  private(set) var mantissa: UInt64 = 0
  /// The power of ten that `mantissa` is multiplied by.
  private(set) var exponent = 0
  private(set) var isNegative = false
  private(set) var hasFraction = false
  /// Whether digits beyond the first 19 were left out.
  private var isCut = false
  private var hasCommas = false

  /// Reads all of `bytes`; nil when they are not a number.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0, bytes.count <= 64 else { return nil }
    var at = 0
    if bytes[0] == 0x2D || bytes[0] == 0x2B {
      isNegative = bytes[0] == 0x2D
      at = 1
    }
    let wholeStart = at
    guard readWhole(bytes, &at) else { return nil }
    var digits = at - wholeStart
    if at < bytes.count, bytes[at] == 0x2E {
      at += 1
      let start = at
      readFraction(bytes, &at)
      digits += at - start
      guard at > start else { return nil }
    }
    guard digits > 0 else { return nil }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 {
      guard readExponent(bytes, &at) else { return nil }
    }
    guard at == bytes.count else { return nil }
  }

  /// The value, if it is whole and fits.
  var integer: Int? {
    guard !isCut, !hasFraction || exponent == 0 || mantissa == 0 else { return trimmedInteger }
    return signed(mantissa, exponent: exponent)
  }

  /// The nearest `Double`. Exact by arithmetic for up to 15 digits and powers up to 22 (Clinger,
  /// “How to read floating point numbers accurately”, doi:10.1145/93548.93557), otherwise by the
  /// standard library.
  func decimal(of bytes: UnsafeRawBufferPointer) -> Double? {
    if !isCut, mantissa < 1 << 53, -22...22 ~= exponent {
      let power = Self.powers[abs(exponent)]
      let value = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -value : value
    }
    let value = Double(String(decoding: bytes.filter { $0 != 0x2C }, as: UTF8.self))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  // MARK: - Reading

  @inline(__always)
  private mutating func readWhole(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
    var group = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte &- 0x30 <= 9 {
        add(digit: byte &- 0x30, isFraction: false)
        group += 1
      } else if byte == 0x2C {
        guard hasCommas ? 2...3 ~= group : 1...3 ~= group else { return false }
        hasCommas = true
        group = 0
      } else {
        break
      }
      at += 1
    }
    return !hasCommas || group == 3
  }

  @inline(__always)
  private mutating func readFraction(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) {
    hasFraction = true
    while at < bytes.count, bytes[at] &- 0x30 <= 9 {
      add(digit: bytes[at] &- 0x30, isFraction: true)
      at += 1
    }
  }

  private mutating func readExponent(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> Bool {
    at += 1
    var isNegative = false
    if at < bytes.count, bytes[at] == 0x2D || bytes[at] == 0x2B {
      isNegative = bytes[at] == 0x2D
      at += 1
    }
    let start = at
    var power = 0
    while at < bytes.count, bytes[at] &- 0x30 <= 9, at - start < 4 {
      power = power * 10 + Int(bytes[at] &- 0x30)
      at += 1
    }
    hasFraction = true
    exponent += isNegative ? -power : power
    return at > start
  }

  @inline(__always)
  private mutating func add(digit: UInt8, isFraction: Bool) {
    if mantissa < 1_000_000_000_000_000_000 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      if isFraction { exponent -= 1 }
    } else {
      if digit != 0 { isCut = true }
      if !isFraction { exponent += 1 }
    }
  }

  // MARK: - Whole numbers

  /// `10.0` is mantissa 100, exponent -1.
  private var trimmedInteger: Int? {
    guard !isCut else { return nil }
    var digits = mantissa
    var power = exponent
    while power < 0 && digits % 10 == 0 {
      digits /= 10
      power += 1
    }
    return power < 0 ? nil : signed(digits, exponent: power)
  }

  private func signed(_ digits: UInt64, exponent: Int) -> Int? {
    guard digits != 0 else { return 0 }
    guard 0...18 ~= exponent else { return nil }
    var value = digits
    for _ in 0..<exponent {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return isNegative
      ? (value <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- value) : nil)
      : Int(exactly: value)
  }
}
