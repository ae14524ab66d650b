/// A 64-bit FNV-1a hash: tells whether something that is shown has changed since it was published.
///
/// It guards against work done twice, not against an attacker: whoever makes two listings collide
/// has made one page of his own stale.
struct ContentDigest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  private static let prime: UInt64 = 0x100_0000_01b3

  mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    var state = state
    for byte in bytes { state = (state ^ UInt64(byte)) &* Self.prime }
    self.state = state
    // A length, so that “ab” and “c” differ from “a” and “bc”.
    mix(bytes.count)
  }

  mutating func mix(_ text: String) {
    var text = text
    text.withUTF8 { mix(UnsafeRawBufferPointer($0)) }
  }

  mutating func mix(_ number: Int) {
    state = (state ^ UInt64(bitPattern: Int64(number))) &* Self.prime
    state ^= state >> 32
  }

  /// As the database keeps it.
  var value: Int { Int(Int64(bitPattern: state)) }
}
