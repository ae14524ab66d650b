/// A hash that is the same in every run and on every machine: FNV-1a with 64 bits.
///
/// Among a million different values the chance that any two share a hash is 3 in 10⁸.
/// Source: Fowler, Noll, Vo, Eastlake, “The FNV Non-Cryptographic Hash Algorithm”, RFC 9923.
struct ContentHash: Hashable, Sendable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func append(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// Appends a text and a mark behind it, so that `ab`, `c` is not `a`, `bc`.
  mutating func append(_ text: String?) {
    for byte in (text ?? "\u{0}").utf8 { append(byte) }
    append(UInt8(0x1f))
  }

  mutating func append(_ number: Int?) {
    var rest = number.map { UInt64(bitPattern: Int64($0)) } ?? UInt64(1) << 63
    for _ in 0..<8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func append(_ number: Double?) {
    append(number.map { Int(truncatingIfNeeded: $0.bitPattern) })
  }

  /// Appends a text as people compare it: lower case, letters and figures only.
  mutating func append(folded text: String?) {
    guard let text else { return append(UInt8(0)) }
    var wasPart = true
    for byte in text.utf8 {
      let isCapital = byte &- 0x41 < 26
      let isPart = isCapital || byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80
      if isPart { append(isCapital ? byte | 0x20 : byte) } else if wasPart { append(UInt8(0x20)) }
      wasPart = isPart
    }
    append(UInt8(0x1f))
  }

  /// ``letters`` letters and figures, for a key.
  var text: String {
    var rest = value
    var bytes: [UInt8] = []
    for _ in 0..<Self.letters {
      bytes.append(Self.alphabet[Int(rest & 31)])
      rest >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let letters = 13

  fileprivate static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

extension ContentHash {
  /// Reads what ``text`` wrote; nil for anything else.
  init?(text: some StringProtocol) {
    self.init()
    if text.utf8.count != Self.letters { return nil }
    value = 0
    for (place, byte) in text.utf8.enumerated() {
      guard let digit = Self.alphabet.firstIndex(of: byte) else { return nil }
      value |= UInt64(digit) << (5 * place)
    }
    if self.text != text { return nil }
  }
}
