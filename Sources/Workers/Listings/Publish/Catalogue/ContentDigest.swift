/// A 64-bit hash: tells whether something that is shown has changed since it was published.
///
/// As FNV-1a, by words of eight bytes, with the high half of each product folded into the low one.
/// It guards against work done twice, not against an attacker: whoever makes two listings collide
/// has made one page of his own stale.
struct ContentDigest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Odd, with bits all over: 2⁶⁴ divided by the golden ratio.
  private static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

  mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    let whole = bytes.count & ~7
    for start in stride(from: 0, to: whole, by: 8) {
      mix(word: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
    }
    var rest: UInt64 = 0
    for index in whole..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
    mix(word: rest)
    // A length, so that “ab” and “c” differ from “a” and “bc”.
    mix(bytes.count)
  }

  mutating func mix(_ text: String) {
    var text = text
    text.withUTF8 { mix(UnsafeRawBufferPointer($0)) }
  }

  mutating func mix(_ number: Int) { mix(word: UInt64(bitPattern: Int64(number))) }

  private mutating func mix(word: UInt64) {
    state = (state ^ word) &* Self.factor
    state ^= state >> 32
  }

  /// As the database keeps it.
  var value: Int { Int(Int64(bitPattern: state)) }
}
