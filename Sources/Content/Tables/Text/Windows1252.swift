/// Windows-1252 as the WHATWG Encoding Standard defines it: the bytes that Microsoft leaves
/// undefined (81, 8D, 8F, 90, 9D) stand for the C1 controls of the same number.
enum Windows1252 {
  /// The code points of bytes 0x80 to 0x9F; every other byte is its own code point.
  private static let high: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  static func codePoint(of byte: UInt8) -> UInt32 {
    0x80...0x9F ~= byte ? high[Int(byte) - 0x80] : UInt32(byte)
  }

  /// The byte that stands for a code point, if one does.
  static func byte(of codePoint: UInt32) -> UInt8? {
    if codePoint < 0x100 { return UInt8(codePoint) }
    return high.firstIndex(of: codePoint).map { UInt8($0 + 0x80) }
  }
}
