/// Makes ZIP files: stored, or zeros that shrink as well as deflate can.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3; RFC 1951, 3.2.6 (fixed Huffman codes).
package enum ZIPFixture {
  package struct Entry: Sendable {
    package var name: [UInt8]
    /// As it is stored.
    package var data: [UInt8]
    /// Unpacked.
    package var size: Int
    package var checksum: UInt32
    package var method = 0
    package var flags = 0x0800  // The name is UTF-8.
    /// st_mode of Unix.
    package var mode = 0o100_644

    package init(_ name: String, _ text: String = "text") {
      self.init(Array(name.utf8), Array(text.utf8))
    }

    package init(_ name: [UInt8], _ bytes: [UInt8]) {
      self.name = name
      data = bytes
      size = bytes.count
      checksum = crc32(bytes)
    }

    package func with(_ change: (inout Entry) -> Void) -> Entry {
      var copy = self
      change(&copy)
      return copy
    }

    /// So many bytes of zero.
    package static func zeros(_ name: String, matches: Int) -> Entry {
      let size = 1 + matches * 258
      var entry = Entry(Array(name.utf8), [])
      entry.data = deflatedZeros(matches: matches)
      entry.size = size
      entry.checksum = crc32(repeatElement(0, count: size))
      entry.method = 8
      return entry
    }
  }

  package static func file(_ entries: [Entry]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let start = file.count
      let common =
        short(entry.flags) + short(entry.method) + [0, 0, 0x21, 0x58]
        + long(Int(entry.checksum)) + long(entry.data.count) + long(entry.size)
        + short(entry.name.count)
      file += long(0x0403_4b50) + short(20) + common + short(0) + entry.name + entry.data
      directory +=
        long(0x0201_4b50) + short(0x0314) + short(20) + common + short(0) + short(0) + short(0)
        + short(0) + long(entry.mode << 16) + long(start) + entry.name
    }
    let count = short(entries.count)
    return file + directory + long(0x0605_4b50) + short(0) + short(0) + count + count
      + long(directory.count) + long(file.count) + short(0)
  }

  /// One zero, then copies of it, 258 at a time: 13 bits for each.
  private static func deflatedZeros(matches: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.put(0b011, count: 3)  // The last block, fixed codes; the lowest bit first.
    bits.putCode(0x30, count: 8)  // The literal 0.
    for _ in 0..<matches {
      bits.putCode(0xc5, count: 8)  // Length 258.
      bits.putCode(0, count: 5)  // One byte back.
    }
    bits.putCode(0, count: 7)  // The end.
    return bits.bytes
  }

  private static func short(_ number: Int) -> [UInt8] { [0, 8].map { byte(number, $0) } }
  private static func long(_ number: Int) -> [UInt8] { [0, 8, 16, 24].map { byte(number, $0) } }
  private static func byte(_ number: Int, _ shift: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: number >> shift)
  }
}

private struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 8

  /// The lowest bit first.
  mutating func put(_ value: Int, count: Int) {
    for place in 0..<count { put(bit: value >> place & 1) }
  }

  /// Huffman codes have their highest bit first.
  mutating func putCode(_ code: Int, count: Int) {
    for place in (0..<count).reversed() { put(bit: code >> place & 1) }
  }

  private mutating func put(bit: Int) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    bytes[bytes.count - 1] |= UInt8(bit << used)
    used += 1
  }
}

/// CRC-32 with a table.
private func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var crc: UInt32 = 0xffff_ffff
  for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ crc >> 8 }
  return ~crc
}

private let table: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
}
