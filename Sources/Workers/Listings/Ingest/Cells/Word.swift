/// A word of a cell as one number: its first eight bytes of UTF-8, ASCII letters in lower case.
///
/// Cheap to compare and to look up. Words that agree in their first eight bytes are one word:
/// `bedroom` and `bedrooms` are two, `apartment` and `apartments` are one.
struct Word: Hashable, Sendable {
  private var bits: UInt64 = 0

  mutating func append(_ byte: UInt8) {
    if bits >> 56 != 0 { return }
    let isUpper = byte &- 0x41 < 26
    bits = bits << 8 | UInt64(isUpper ? byte | 0x20 : byte)
  }
}

extension Word: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self.init(text) }

  init(_ text: some StringProtocol) {
    for byte in text.utf8 { append(byte) }
  }
}
