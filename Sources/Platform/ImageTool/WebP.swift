/// The container of WebP: `RIFF`, a size, `WEBP`, then chunks of four letters, a size and that many
/// bytes, padded to an even count. Sizes have the lowest byte first.
///
/// Source: RFC 9649, 2.
enum WebP {
  /// A file without EXIF, XMP and colour profile. libvips 8.14 gives every WebP an EXIF block of
  /// its own, about a resolution that nobody measured.
  ///
  /// - Parameter file: From our own encoder, so well formed.
  static func withoutMetadata(_ file: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var rest = file.dropFirst(12)
    while rest.count >= 8 {
      let kind = String(decoding: rest.prefix(4), as: UTF8.self)
      let size = rest.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      let chunk = rest.prefix(8 + size + size % 2)
      rest = rest.dropFirst(chunk.count)
      switch kind {
      case "EXIF", "XMP ", "ICCP": continue
      case "VP8X": kept += withoutFlags(Array(chunk))
      default: kept += chunk
      }
    }
    return header(contentSize: 4 + kept.count) + kept
  }

  /// The chunk that announces the others: profile 0x20, EXIF 0x08, XMP 0x04.
  private static func withoutFlags(_ chunk: [UInt8]) -> [UInt8] {
    var chunk = chunk
    if chunk.count > 8 { chunk[8] &= ~0x2c }
    return chunk
  }

  private static func header(contentSize: Int) -> [UInt8] {
    let size = (0..<4).map { UInt8(truncatingIfNeeded: contentSize >> ($0 * 8)) }
    return Array("RIFF".utf8) + size + Array("WEBP".utf8)
  }
}
