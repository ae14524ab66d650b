/// Makes TIFF files: eight bits, RGB, not compressed, with an artist's name in them.
///
/// Source: TIFF, revision 6.0, sections 2 and 6.
enum MediaFixture {
  static let artist = "Somebody Private"

  /// A picture with a bright top, a dark bottom and edges in between.
  ///
  /// - Parameter tint: changes the picture, 0…255.
  static func photo(width: Int = 640, height: Int = 400, tint: UInt8 = 40) -> [UInt8] {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let edge: UInt8 = (x / 20 + y / 20).isMultiple(of: 2) ? 200 : 20
        pixels += [UInt8(255 - y * 200 / height), tint, edge]
      }
    }
    let name = Array(artist.utf8) + [0]
    let bits = littleEndian(8, 2) + littleEndian(8, 2) + littleEndian(8, 2)
    let nameStart = 8 + pixels.count
    let bitsStart = nameStart + name.count + name.count % 2
    let entries = [
      entry(256, short: width), entry(257, short: height), entry(258, 3, count: 3, bitsStart),
      entry(259, short: 1), entry(262, short: 2), entry(273, 4, count: 1, 8),
      entry(277, short: 3), entry(278, short: height), entry(279, 4, count: 1, pixels.count),
      entry(315, 2, count: name.count, nameStart),
    ]
    let padding = [UInt8](repeating: 0, count: name.count % 2)
    return Array("II".utf8) + littleEndian(42, 2) + littleEndian(bitsStart + bits.count, 4)
      + pixels + name + padding + bits
      + littleEndian(entries.count, 2) + entries.flatMap(\.self) + littleEndian(0, 4)
  }

  /// A PDF without pages.
  static func document(_ extra: String = "") -> [UInt8] {
    Array(
      """
      %PDF-1.4
      1 0 obj << /Type /Catalog /Pages 2 0 R \(extra) >> endobj
      2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
      trailer << /Root 1 0 R >>
      %%EOF

      """.utf8)
  }

  private static func entry(_ tag: Int, short value: Int) -> [UInt8] {
    entry(tag, 3, count: 1, value)
  }

  private static func entry(_ tag: Int, _ type: Int, count: Int, _ value: Int) -> [UInt8] {
    littleEndian(tag, 2) + littleEndian(type, 2) + littleEndian(count, 4) + littleEndian(value, 4)
  }

  private static func littleEndian(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
