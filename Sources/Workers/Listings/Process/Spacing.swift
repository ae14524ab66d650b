/// Blanks in texts that stand in one line.
enum Spacing {
  /// One blank between words, none at the ends; line breaks and tabs are blanks.
  static func single(_ text: some StringProtocol) -> String {
    if isSingle(text.utf8) { return String(text) }
    return text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
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
