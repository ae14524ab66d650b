/// Blanks in texts that stand in one line.
enum Spacing {
  /// One blank between words, none at the ends; line breaks and tabs are blanks.
  static func single(_ text: some StringProtocol) -> String {
    if isSingle(text.utf8) { return String(text) }
    return text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
  }

  /// As many whole words of a text as `lengthMax` characters hold.
  static func prefix(_ text: String, _ lengthMax: Int) -> String {
    if text.utf8.count <= lengthMax || text.count <= lengthMax { return text }
    let kept = text.prefix(lengthMax + 1)
    guard let blank = kept.lastIndex(of: " ") else { return String(kept.dropLast()) }
    return String(kept[..<blank])
  }

  private static func isSingle(_ bytes: some Collection<UInt8>) -> Bool {
    var wasBlank = true
    for byte in bytes {
      if byte < 0x20 || (byte == 0x20 && wasBlank) { return false }
      wasBlank = byte == 0x20
    }
    return !wasBlank || bytes.isEmpty
  }
}
