extension HTMLWriter {
  /// Appends a whole number in decimal digits.
  @usableFromInline package mutating func integer(_ number: Int) {
    digits(of: number, groupEvery: .max)
  }

  /// Appends a whole number with a comma after each three digits.
  mutating func grouped(_ number: Int) {
    digits(of: number, groupEvery: 3)
  }

  /// Appends a number rounded to two decimals, without trailing zeros: what SVG coordinates need.
  ///
  /// A number that is not finite, or too large for a drawing, is written as 0.
  mutating func decimal(_ number: Double) {
    guard number.magnitude < 1e12 else { return byte(0x30) }
    let hundredths = Int((number.magnitude * 100).rounded())
    if number < 0, hundredths > 0 { byte(0x2D) }
    integer(hundredths / 100)
    let fraction = hundredths % 100
    guard fraction > 0 else { return }
    byte(0x2E)
    byte(UInt8(0x30 + fraction / 10))
    if fraction % 10 > 0 { byte(UInt8(0x30 + fraction % 10)) }
  }

  /// Writes digits from the last to the first, after counting how many there will be.
  private mutating func digits(of number: Int, groupEvery group: Int) {
    if number < 0 { byte(0x2D) }
    var rest = number.magnitude
    var length = 1
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    let commas = (length - 1) / group
    reserve(length + commas)
    rest = number.magnitude
    var position = used + length + commas
    for written in 0..<length {
      if written > 0, written % group == 0 {
        position -= 1
        base[position] = 0x2C
      }
      position -= 1
      base[position] = UInt8(0x30 + rest % 10)
      rest /= 10
    }
    used += length + commas
  }
}
