/// The kinds of picture that are taken.
package enum PictureFormat: String, Codable, CaseIterable, Sendable {
  case jpeg, png, webp, heif, avif, gif, tiff
}

extension PictureFormat {
  /// For people.
  package var name: String {
    switch self {
    case .webp: "WebP"
    case .jpeg, .png, .heif, .avif, .gif, .tiff: rawValue.uppercased()
    }
  }

  /// How many first bytes of a file ``init(signature:)`` and ``type(ofContent:)`` want.
  package static let signatureSize = 256

  /// The format by a file's first bytes, whatever its name says.
  package init?(signature bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(Self.signatureSize))
    if bytes.starts(with: [0xff, 0xd8, 0xff]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89] + Array("PNG\r\n\u{1a}\n".utf8)) {
      self = .png
    } else if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) {
      self = .webp
    } else if bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) {
      self = .gif
    } else if bytes.starts(with: [0x49, 0x49, 0x2a, 0])
      || bytes.starts(with: [0x4d, 0x4d, 0, 0x2a])
    {
      self = .tiff
    } else if let format = Self.ofBrands(bytes.brands) {
      self = format
    } else {
      return nil
    }
  }

  /// Source: ISO/IEC 23008-12 (HEIF), annex B to E, and the AV1 Image File Format, 6.
  private static func ofBrands(_ brands: Set<String>) -> PictureFormat? {
    if !brands.isDisjoint(with: ["avif", "avis"]) { return .avif }
    let heif: Set = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
    return brands.isDisjoint(with: heif) ? nil : .heif
  }

  /// A guess at what a file is that is none of ours, as a MIME type; for messages only.
  package static func type(ofContent bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes.prefix(signatureSize))
    if let known = signatures.first(where: { bytes.has($0.mark, at: $0.offset) }) {
      return known.type
    }
    guard bytes.allSatisfy({ $0 >= 0x20 || (0x09...0x0d).contains($0) }) else {
      return "application/octet-stream"
    }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    if text.contains("<svg") { return "image/svg+xml" }
    if text.contains("<html") || text.contains("<!doctype html") { return "text/html" }
    return text.contains("<?xml") ? "text/xml" : "text/plain"
  }

  private static let signatures: [(mark: String, offset: Int, type: String)] = [
    ("%PDF-", 0, "application/pdf"), ("PK\u{3}\u{4}", 0, "application/zip"),
    ("BM", 0, "image/bmp"), ("8BPS", 0, "image/vnd.adobe.photoshop"),
    ("\0\0\u{1}\0", 0, "image/vnd.microsoft.icon"), ("JXL ", 4, "image/jxl"),
    ("jP  ", 4, "image/jp2"), ("ftyp", 4, "video/mp4"), ("ID3", 0, "audio/mpeg"),
    ("WAVE", 8, "audio/wav"), ("\u{1a}E", 0, "video/webm"), ("RIFF", 0, "video/x-msvideo"),
    ("\u{7f}ELF", 0, "application/x-executable"),
  ]
}

extension [UInt8] {
  fileprivate func has(_ mark: String, at offset: Int) -> Bool {
    dropFirst(offset).starts(with: mark.utf8)
  }

  /// The brands of a file type box, the major one and the compatible ones.
  ///
  /// Source: ISO/IEC 14496-12, 4.3: size (4 bytes), `ftyp`, major brand, version, brands.
  fileprivate var brands: Set<String> {
    guard has("ftyp", at: 4) else { return [] }
    let size = prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let end = Swift.min(size, count)
    let starts = [8] + stride(from: 16, to: end, by: 4)
    return Set(starts.map { String(decoding: dropFirst($0).prefix(4), as: UTF8.self) })
  }
}
