import Files
import Pipeline

/// Whether a file is a PDF that may be handed to visitors: as far as its bytes tell without opening
/// it.
///
/// Source: ISO 32000-1, 7.5 (file structure) and 12.5.6 and 12.6.4 (annotations
/// and actions). Words in compressed parts of a
/// file are not seen; a browser shows PDFs in a sandbox of its own.
enum PDFFile {
  static let bytesMax = 64 << 20

  enum Refusal: String {
    case empty = "is empty"
    case notPDF = "is no PDF"
    case tooLarge = "is larger than 64 MB"
    case cutOff = "is cut off: its end is missing"
    case active = "holds a program or another file, which visitors should not be handed"
  }

  /// - Returns: nil when it may be published.
  static func refusal(_ file: SourceFile) throws(FileError) -> Refusal? {
    if file.size == 0 { return .empty }
    if file.size > bytesMax { return .tooLarge }
    let start = try FileReader.prefix(of: file.path, count: 64).drop {
      $0 == 0x20 || 0x09...0x0d ~= $0 || byteOrderMark.contains($0)
    }
    if !start.starts(with: "%PDF-".utf8) { return .notPDF }
    let end = try FileReader.suffix(of: file.path, count: 1024)
    if !contains("%%EOF", end) { return .cutOff }
    let bytes = try FileReader.contents(of: file.path, limit: bytesMax)
    return active.contains { contains($0, bytes) } ? .active : nil
  }

  /// Some programs write one before a PDF, and readers pass over it.
  private static let byteOrderMark: Set<UInt8> = [0xef, 0xbb, 0xbf]

  /// An action with `/JS` is of one of these types. That word itself is too short to look for: by
  /// chance it stands in the compressed pictures of one brochure in two hundred.
  private static let active = [
    "/JavaScript", "/Rendition", "/Launch", "/EmbeddedFile", "/FileAttachment", "/RichMedia",
  ]

  /// Any letter of a name may be written as a `#` and its two figures (7.3.5).
  private static func contains(_ word: String, _ bytes: [UInt8]) -> Bool {
    let word = Array(word.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      for start in bytes.indices where bytes[start] == word[0] {
        if begins(bytes[start...], with: word) { return true }
      }
      return false
    }
  }

  private static func begins(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, with word: [UInt8]
  ) -> Bool {
    var rest = bytes
    for byte in word {
      guard let first = rest.popFirst() else { return false }
      if first == byte { continue }
      guard first == UInt8(ascii: "#"), rest.count >= 2,
        UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) == byte
      else { return false }
      rest = rest.dropFirst(2)
    }
    return true
  }
}
