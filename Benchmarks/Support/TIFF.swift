/// Pictures made on the spot: TIFF with one strip of uncompressed bytes.
///
/// Source: TIFF, revision 6.0, sections 2 and 6.
enum TIFF {
  /// Soft colours with edges and grain, about as hard to encode as a photo.
  static func photo(width: Int, height: Int) -> [UInt8] {
    var bytes = header(width: width, height: height, samples: 3)
    bytes.reserveCapacity(bytes.count + width * height * 3)
    var random = Random(seed: 1)
    for y in 0..<height {
      for x in 0..<width {
        let grain = random.below(16)
        let edge = (x / 140 + y / 110).isMultiple(of: 3) ? 60 : 0
        let wave = (x * y / 4000) & 63
        bytes.append(UInt8(clamping: x * 130 / width + edge + grain))
        bytes.append(UInt8(clamping: y * 150 / height + wave + grain))
        bytes.append(UInt8(clamping: 200 - x * 90 / width - edge + grain))
      }
    }
    return bytes
  }

  /// What stands before the pixels.
  ///
  /// - Parameter samples: 1 for grey, 3 for RGB, of eight bits each.
  static func header(width: Int, height: Int, samples: Int) -> [UInt8] {
    let entries = 10
    let bits = 8 + 2 + entries * 12 + 4
    let start = bits + 6
    let size = width * height * samples
    return Array("II".utf8) + little(42, 2) + little(8, 4) + little(entries, 2)
      + entry(256, width) + entry(257, height)
      + (samples == 1
        ? entry(258, 8) : little(258, 2) + little(3, 2) + little(3, 4) + little(bits, 4))
      + entry(259, 1) + entry(262, samples == 1 ? 1 : 2) + entry(273, start) + entry(277, samples)
      + entry(278, height) + entry(279, size) + entry(284, 1) + little(0, 4)
      + little(8, 2) + little(8, 2) + little(8, 2)
  }

  private static func entry(_ tag: Int, _ value: Int) -> [UInt8] {
    little(tag, 2) + little(4, 2) + little(1, 4) + little(value, 4)
  }

  private static func little(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
