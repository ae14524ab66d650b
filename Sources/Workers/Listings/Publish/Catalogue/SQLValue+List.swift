import Storage

extension SQLValue {
  /// Several texts in one cell, with U+001F between them.
  static func list(_ texts: [String]) -> SQLValue {
    .text(texts.map { $0.replacing("\u{1f}", with: " ") }.joined(separator: "\u{1f}"))
  }

  static func list(_ joined: String) -> [String] {
    if joined.isEmpty { return [] }
    // By bytes: the sign is a character of its own, whatever stands beside it.
    return joined.utf8.split(separator: 0x1f, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }
}
