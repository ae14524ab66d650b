/// The encoding of a file, by its iconv name.
package struct TextEncoding: RawRepresentable, Sendable, Hashable, Codable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue.uppercased()
  }

  package static let utf8 = TextEncoding(rawValue: "UTF-8")
  package static let utf16LittleEndian = TextEncoding(rawValue: "UTF-16LE")
  package static let utf16BigEndian = TextEncoding(rawValue: "UTF-16BE")
  package static let utf32LittleEndian = TextEncoding(rawValue: "UTF-32LE")
  package static let utf32BigEndian = TextEncoding(rawValue: "UTF-32BE")
  package static let windows1252 = TextEncoding(rawValue: "WINDOWS-1252")

  /// Whether iconv can read it.
  package var isKnown: Bool { Transcoder.knows(rawValue) }

  /// Bytes of the smallest unit: what is skipped when a unit means nothing.
  var unitBytes: Int {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: 2
    case .utf32LittleEndian, .utf32BigEndian: 4
    default: 1
    }
  }
}
