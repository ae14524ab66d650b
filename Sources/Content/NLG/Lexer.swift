/// Cuts a text into words, numbers and marks.
///
/// Knows nothing of how texts are written here: it reads any text, by whomever.
struct Lexer {
  private let bytes: [UInt8]
  private var index = 0
  private var tokens: [Token] = []

  static func tokens(of text: String) -> [Token] {
    var lexer = Lexer(text)
    return lexer.run()
  }

  private init(_ text: String) { bytes = Array(text.utf8) }

  private mutating func run() -> [Token] {
    tokens.reserveCapacity(bytes.count / 5)
    while index < bytes.count {
      let start = index
      let isSpaced = skipBlanks()
      guard index < bytes.count else { break }
      let wordStart = index
      let isJoined = start == wordStart && tokens.last?.kind == .word
      if !isJoined, let codes = currency() {
        add(.currency(codes), from: wordStart, isSpaced)
      } else if Lexer.isDigit(bytes[index]) {
        let figure = number()
        add(figure.map { .number($0) } ?? .word, from: wordStart, isSpaced)
      } else if Lexer.isLetter(bytes[index]), Lexer.isInWord(bytes, index) {
        while index < bytes.count, Lexer.isInWord(bytes, index) { index += 1 }
        add(.word, from: wordStart, isSpaced)
      } else {
        takeCharacter()
        add(.mark, from: wordStart, isSpaced)
      }
    }
    return tokens
  }

  private mutating func add(_ kind: Token.Kind, from start: Int, _ isSpaced: Bool) {
    let text = Lexer.lowercased(bytes[start..<index])
    tokens.append(Token(kind: kind, text: text, range: start..<index, isSpaced: isSpaced))
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.contains(where: { $0 >= 0x80 }) {
      return String(decoding: bytes, as: UTF8.self).lowercased()
    }
    return String(unsafeUninitializedCapacity: bytes.count) { output in
      for (index, byte) in bytes.enumerated() {
        output[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      }
      return bytes.count
    }
  }

  /// Passes over one character of one to four bytes.
  private mutating func takeCharacter() {
    index += 1
    while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
  }

  private mutating func skipBlanks() -> Bool {
    let start = index
    while index < bytes.count {
      if bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) {
        index += 1
      } else if isHardSpace(at: index) > 0 {
        index += isHardSpace(at: index)
      } else {
        break
      }
    }
    return index > start
  }

  // MARK: Numbers

  /// Reads digits with their separators: `1,200`, `15,00,000`, `1 500 000` with unbreakable
  /// spaces, `1.5`. Digits that run into letters, such as `3d`, are a number and a word.
  private mutating func number() -> Figure? {
    var digits: [UInt8] = []
    takeDigits(into: &digits)
    while let length = groupSeparatorLength() {
      index += length
      takeDigits(into: &digits)
    }
    if index + 1 < bytes.count, bytes[index] == 0x2E, Lexer.isDigit(bytes[index + 1]) {
      digits.append(0x2E)
      index += 1
      takeDigits(into: &digits)
    }
    return Figure(String(decoding: digits, as: UTF8.self))
  }

  private mutating func takeDigits(into digits: inout [UInt8]) {
    while index < bytes.count, Lexer.isDigit(bytes[index]) {
      digits.append(bytes[index])
      index += 1
    }
  }

  /// The length of a separator here, when two or three digits follow it and no fourth: a comma, an
  /// unbreakable space, or, after a currency that is written so, a plain space.
  private func groupSeparatorLength() -> Int? {
    guard index < bytes.count else { return nil }
    let length = bytes[index] == 0x2C ? 1 : isHardSpace(at: index)
    let isPlainSpace = bytes[index] == 0x20 && isAfterSpacedCurrency
    guard length > 0 || isPlainSpace else { return nil }
    let start = index + max(length, 1)
    let group = bytes[start...].prefix(4).prefix(while: Lexer.isDigit).count
    let isLakh = group == 2 && bytes.indices.contains(start + 2) && bytes[start + 2] == 0x2C
    return group == 3 || (length > 0 && isLakh) ? max(length, 1) : nil
  }

  private var isAfterSpacedCurrency: Bool {
    guard case .currency(let codes) = tokens.last?.kind else { return false }
    return codes.contains { Currency(code: $0).grouping == .spaces }
  }

  /// The bytes of U+00A0 or U+202F here; 0 when there is none.
  private func isHardSpace(at index: Int) -> Int {
    if bytes[index...].starts(with: [0xC2, 0xA0]) { return 2 }
    if bytes[index...].starts(with: [0xE2, 0x80, 0xAF]) { return 3 }
    return 0
  }

  // MARK: Currencies

  /// The currencies whose sign or code stands here with an amount after it.
  private mutating func currency() -> [String]? {
    let first = bytes[index]
    guard first >= 0x80 || first == 0x24 || (0x41...0x5A).contains(first) else { return nil }
    for (writing, codes) in CurrencyWriting.beforeAmounts[first] ?? [] {
      guard bytes[index...].starts(with: writing) else { continue }
      var next = index + writing.count
      if next < bytes.count { next += bytes[next] == 0x20 ? 1 : isHardSpace(at: next) }
      guard next < bytes.count, Lexer.isDigit(bytes[next]) else { continue }
      index += writing.count
      return codes
    }
    return nil
  }

  // MARK: Characters

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }

  /// Letters go on, and so do an apostrophe between letters and a digit after a letter: `don't`,
  /// `m2`.
  private static func isInWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte >= 0x80 { return !isPunctuation(bytes, index) }
    if isLetter(byte) || isDigit(byte) { return true }
    return byte == 0x27 && index + 1 < bytes.count && isLetter(bytes[index + 1])
  }

  /// Dashes, quotes and dots of the block U+2000, and the unbreakable space.
  private static func isPunctuation(_ bytes: [UInt8], _ index: Int) -> Bool {
    if bytes[index] == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80 {
      return bytes[index + 2] != 0x99
    }
    return bytes[index] == 0xC2 && index + 1 < bytes.count && bytes[index + 1] == 0xA0
  }
}
