import Storage

extension SQLValue {
  /// Several texts in one cell, with U+001F between them.
  static func list(_ texts: [String]) -> SQLValue {
    .text(texts.map { $0.replacing("\u{1f}", with: " ") }.joined(separator: "\u{1f}"))
  }

  static func list(_ joined: String) -> [String] {
    if joined.isEmpty { return [] }
    return joined.split(separator: "\u{1f}", omittingEmptySubsequences: false).map(String.init)
  }
}
