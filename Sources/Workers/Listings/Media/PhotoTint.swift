/// A ground in about the colour of a photo, which stands in its place until it is there.
///
/// Pages have no styles of their own, so it is one of 64 that the style sheet has: each of red,
/// green and blue dark, dim, light or bright.
struct PhotoTint: Equatable, Sendable {
  private let index: Int

  private static let levels = 4

  /// - Parameter colour: 0xRRGGBB.
  init(colour: Int) {
    index = [16, 8, 0].reduce(0) { $0 * Self.levels + (colour >> $1 & 0xFF) * Self.levels / 256 }
  }

  /// The class of the picture.
  var name: String { "tint-\(index)" }

  /// For the end of the style sheet.
  static let styles: [UInt8] = {
    let all = levels * levels * levels
    let rules = (0..<all).map { index in
      let parts = [levels * levels, levels, 1].map { hex(index / $0 % levels) }
      return ".tint-\(index) { background: #\(parts.joined()); }\n"
    }
    return Array(("\n" + rules.joined()).utf8)
  }()

  /// The middle of a level: two digits, since the lowest is 0x20.
  private static func hex(_ level: Int) -> String {
    String((2 * level + 1) * 256 / (2 * levels), radix: 16)
  }
}
