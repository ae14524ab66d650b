/// What came of reading a cell.
enum Reading<Value: Sendable>: Sendable {
  case value(Value)
  /// Nothing is there, or a placeholder for nothing (`-`, `n/a`, `0 beds`).
  case missing
  /// Something is there that cannot be used, and why, for a person.
  case unreadable(String)

  var value: Value? {
    guard case .value(let value) = self else { return nil }
    return value
  }
}

extension Reading: Equatable where Value: Equatable {}

/// Words that stand for nothing.
enum Placeholder {
  static func isOne(_ tokens: [Token]) -> Bool {
    switch tokens.count {
    case 0: true
    case 1: tokens[0] == .dash || tokens[0] == .sign(UInt8(ascii: "?")) || names(tokens[0])
    case 2: tokens[0] == .dash && tokens[1] == .dash
    case 3: isNotAvailable(tokens)
    case 4: isNotAvailable(tokens) && tokens[3] == .dot
    default: false
    }
  }

  /// `n/a`, `n.a.`
  private static func isNotAvailable(_ tokens: [Token]) -> Bool {
    tokens[0].word == "n" && (tokens[1] == .slash || tokens[1] == .dot) && tokens[2].word == "a"
  }

  /// Whether a placeholder may begin so: most texts are known by it to be none.
  static func mayBegin(with byte: UInt8) -> Bool {
    let isLetter = (byte | 0x20) &- 0x61 < 26
    if isLetter { return byte | 0x20 == UInt8(ascii: "n") || byte | 0x20 == UInt8(ascii: "u") }
    return byte &- 0x30 > 9
  }

  private static func names(_ token: Token) -> Bool { token.word.map(words.contains) ?? false }

  private static let words: Set<Word> = ["na", "nan", "nil", "none", "null", "nill", "unknown"]
}
