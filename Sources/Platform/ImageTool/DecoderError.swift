import CImages

/// What libvips or a decoder below it said.
struct DecoderError: Error, CustomStringConvertible {
  let text: String

  init(_ message: images_message) {
    let bytes = withUnsafeBytes(of: message.text) { Array($0.prefix { $0 != 0 }) }
    // The message may be cut in the middle of a character, which becomes U+FFFD.
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    var parts: [Substring] = []
    for part in lines.map(Self.withoutSender) where !parts.contains(part) {
      if !Self.isNoise(part) { parts.append(part) }
    }
    text = parts.joined(separator: "; ")
  }

  /// Said of flawless pictures too: libheif asks for bytes after the end of every file, and few of
  /// those that cameras write have a colour profile that libvips knows.
  private static func isNoise(_ part: Substring) -> Bool {
    part.hasPrefix("bad seek to") || part == "ignoring nclx profile"
  }

  /// “VipsJpeg: Premature end of input file” without its first word.
  private static func withoutSender(_ line: Substring) -> Substring {
    let parts = line.split(separator: ": ", maxSplits: 1)
    return parts.count == 2 && !parts[0].contains(" ") ? parts[1] : line
  }

  var description: String { text }

  /// Whether it says that data is missing, rather than wrong.
  var isAboutMissingData: Bool {
    let lowercased = text.lowercased()
    return Self.wordsOfMissingData.contains { lowercased.contains($0) }
  }

  /// Whether the picture may be fine and only our limit is too low for it.
  var isAboutMemory: Bool {
    let lowercased = text.lowercased()
    return lowercased.contains("insufficient memory") || lowercased.contains("out of memory")
  }

  /// Whether no decoder felt responsible, although the first bytes promised one.
  var isAboutUnknownFormat: Bool {
    text.contains("operation is blocked") || text.contains("not a known format")
  }

  /// Of libjpeg, libpng through libvips, nsgif and libtiff.
  private static let wordsOfMissingData = [
    "premature end", "not enough data", "not enough image data", "unexpected end", "truncat",
    "read error on",
    "end of file", "end-of-file",
  ]
}
