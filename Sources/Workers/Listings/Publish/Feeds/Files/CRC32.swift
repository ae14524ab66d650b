/// The checksum of ZIP: CRC-32 with the polynomial of IEEE 802.3, eight bytes at a time.
///
/// Source: Kounavis, Berry, “A Systematic Approach to Building High Performance, Software-based,
/// CRC Generators”, 2005.
struct CRC32 {
  private var state = UInt32.max

  var value: UInt32 { ~state }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    Self.tables.withUnsafeBufferPointer { table in
      var start = 0
      while start + 8 <= bytes.count {
        let word =
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
          ^ UInt64(state)
        var next: UInt32 = 0
        for place in 0..<8 {
          next ^= table[(7 - place) << 8 | Int(word >> UInt64(place * 8) & 0xff)]
        }
        state = next
        start += 8
      }
      for byte in bytes[start...] {
        state = state >> 8 ^ table[Int(UInt8(truncatingIfNeeded: state) ^ byte)]
      }
    }
  }

  /// Of each byte, with none to seven zeros behind it.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 << 8)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = before >> 8 ^ tables[Int(before & 0xff)]
    }
    return tables
  }()
}
