/// Strings of JSON as text.
enum JSONString {
  /// Appends what stands between the quotes of a string, with its escapes resolved.
  ///
  /// Half a surrogate pair becomes U+FFFD, and U+0000 a blank: no cell holds a NUL.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    guard text.contains(0x5C) else {
      bytes.append(contentsOf: text)
      return
    }
    var at = 0
    while at < text.count {
      guard text[at] == 0x5C, at + 1 < text.count else {
        bytes.append(text[at])
        at += 1
        continue
      }
      at += 2
      switch text[at - 1] {
      case 0x6E: bytes.append(0x0A)
      case 0x74: bytes.append(0x09)
      case 0x72: bytes.append(0x0D)
      case 0x62, 0x66: bytes.append(0x20)
      case 0x75: appendScalar(text, &at, to: &bytes)
      case let other: bytes.append(other)
      }
    }
  }

  /// `\uXXXX`, or two of them that are one character.
  private static func appendScalar(
    _ text: UnsafeBufferPointer<UInt8>, _ at: inout Int, to bytes: inout [UInt8]
  ) {
    guard var value = hexadecimal(text, at) else {
      bytes.append(contentsOf: "\u{FFFD}".utf8)
      return
    }
    at += 4
    if 0xD800...0xDBFF ~= value, at + 1 < text.count, text[at] == 0x5C, text[at + 1] == 0x75,
      let low = hexadecimal(text, at + 2), 0xDC00...0xDFFF ~= low
    {
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      at += 6
    }
    let scalar = value == 0 ? " " : Unicode.Scalar(value) ?? "\u{FFFD}"
    bytes.append(contentsOf: String(scalar).utf8)
  }

  private static func hexadecimal(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
    guard at + 4 <= text.count else { return nil }
    return text[at..<at + 4].reduce(UInt32?.some(0)) { value, byte in
      guard let value, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      return value << 4 | UInt32(digit)
    }
  }
}
