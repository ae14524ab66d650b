/// A hash whose value never changes, for seeds; not for anything an adversary may choose.
///
/// Source: Fowler, Noll, Vo; RFC 9923.
package struct FNV1a64: Sendable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
  }

  package mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  package static func hash(_ text: String) -> UInt64 {
    var hash = FNV1a64()
    hash.combine(text)
    return hash.value
  }
}
