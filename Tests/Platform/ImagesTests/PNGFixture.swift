/// Makes PNG files: eight bits, RGB, not compressed.
///
/// Source: PNG (Third Edition), 5; RFC 1950 (zlib), RFC 1951, 3.2.4 (stored blocks).
enum PNGFixture {
  static func file(
    width: Int, height: Int, pixel: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)
  ) -> [UInt8] {
    var rows: [UInt8] = []
    for y in 0..<height {
      rows.append(0)  // No filter.
      for x in 0..<width {
        let (red, green, blue) = pixel(x, y)
        rows += [red, green, blue]
      }
    }
    return file(width: width, height: height, data: zlib(rows))
  }

  /// A header that promises so many pixels, and hardly any data.
  static func bomb(width: Int, height: Int) -> [UInt8] {
    file(width: width, height: height, data: zlib([0, 0, 0, 0]))
  }

  private static func file(width: Int, height: Int, data: [UInt8]) -> [UInt8] {
    let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
    return [0x89] + Array("PNG\r\n\u{1a}\n".utf8)
      + chunk("IHDR", header) + chunk("IDAT", data) + chunk("IEND", [])
  }

  private static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(kind.utf8) + data
    return bigEndian(data.count) + content + bigEndian(Int(checksum(content)))
  }

  private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xffff)
      rest = rest.dropFirst(block.count)
      let size = [UInt8(block.count & 0xff), UInt8(block.count >> 8)]
      stream += [rest.isEmpty ? 1 : 0] + size + size.map { ~$0 } + block
    } while !rest.isEmpty
    var low = 1
    var high = 0
    for byte in bytes {
      low = (low + Int(byte)) % 65521
      high = (high + low) % 65521
    }
    return stream + bigEndian(high << 16 | low)
  }

  /// CRC-32, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
