/// The tokens of a masked line: words at spaces, and `= , ; ( ) [ ] { }` alone, and a colon at the
/// end of a word.
struct LineTokens {
  /// One token, without its bytes.
  struct Token {
    /// Of the bytes; ``wildcardHash`` for a variable part. Two tokens are equal when these are.
    var hash: UInt64
    var start: Int
    var end: Int
    /// Has a letter or a digit and is no wildcard: what counts as likeness.
    var isWordy: Bool
    /// Has letters, no digit and no variable part: what names a kind of line.
    var isConstant: Bool
    var isBehindSpace: Bool

    var isWildcard: Bool { hash == LineTokens.wildcardHash }
  }

  static let wildcardHash: UInt64 = 0

  private(set) var tokens: [Token] = []

  /// Splits a line that was masked.
  mutating func split(_ line: [UInt8]) {
    tokens.removeAll(keepingCapacity: true)
    line.withUnsafeBufferPointer { bytes in
      var at = 0
      var isBehindSpace = false
      while at < bytes.count {
        if bytes[at].isBlank {
          isBehindSpace = true
          at += 1
          continue
        }
        let end = Self.isDelimiter(bytes, at) ? at + 1 : Self.end(bytes, at)
        tokens.append(Self.token(bytes, at, end, isBehindSpace))
        isBehindSpace = false
        at = end
      }
    }
  }

  private static func end(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, !bytes[end].isBlank, !isDelimiter(bytes, end) { end += 1 }
    return end
  }

  private static func isDelimiter(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    switch bytes[at] {
    case 0x3d, 0x2c, 0x3b, 0x28, 0x29, 0x5b, 0x5d, 0x7b, 0x7d: true
    case 0x3a: at + 1 == bytes.count || bytes[at + 1].isBlank
    default: false
    }
  }

  /// The hash is FNV-1a; equal tokens of different bytes are as likely as a wrong bit.
  private static func token(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ isBehindSpace: Bool
  ) -> Token {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var hasLetter = false
    var hasDigit = false
    var hasWildcard = false
    for at in start..<end {
      let byte = bytes[at]
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      if byte.isLetter { hasLetter = true } else if byte.isDigit { hasDigit = true }
      if byte == LineMask.wildcard { hasWildcard = true }
    }
    let isWildcard = hasWildcard && end == start + 1
    return Token(
      hash: isWildcard ? wildcardHash : hash | 1, start: start, end: end,
      isWordy: (hasLetter || hasDigit) && !isWildcard,
      isConstant: hasLetter && !hasDigit && !hasWildcard, isBehindSpace: isBehindSpace)
  }
}
