/// Sets the small things of a sentence right: articles, blanks, stops and the first letter.
enum Polish {
  /// Stands where an article goes until the words after it are known. Facts cannot hold it, because
  /// control characters are taken out of them.
  static let articleMark: UInt8 = 0x01

  /// Appends a sentence to a text, with a full stop unless it has an end of its own.
  static func append(_ sentence: [UInt8], to text: inout [UInt8]) {
    if !text.isEmpty { text.append(space) }
    let start = text.count
    for (index, byte) in sentence.enumerated() {
      switch byte {
      case articleMark: text += article(before: sentence[(index + 1)...])
      case space: if text.count > start, text[text.count - 1] != space { text.append(byte) }
      case _ where isStop(byte): appendStop(byte, to: &text, from: start)
      default: text.append(byte)
      }
    }
    while text.count > start, text[text.count - 1] == space || text[text.count - 1] == comma {
      text.removeLast()
    }
    if text.count > start, !isEnd(text[text.count - 1]) { text.append(fullStop) }
    capitalise(&text, from: start)
  }

  /// A stop takes the place of a blank before it, and a comma gives way to what stands there.
  private static func appendStop(_ byte: UInt8, to text: inout [UInt8], from start: Int) {
    if text.count > start, text[text.count - 1] == space { text.removeLast() }
    guard text.count > start, isStop(text[text.count - 1]) else {
      text.append(byte)
      return
    }
    let isAbbreviation = text[text.count - 1] == fullStop && byte == comma
    if isAbbreviation {
      text.append(byte)
    } else if byte != comma, text[text.count - 1] != fullStop {
      text[text.count - 1] = byte
    }
  }

  private static func article(before following: ArraySlice<UInt8>) -> [UInt8] {
    let word = following.drop { $0 == space }
    if let first = word.first, first &- 0x61 < 26, !mayBeVowel.contains(first) { return [0x61] }
    let text = String(decoding: word.prefix(32), as: UTF8.self)
    return Array(English.article(before: text).utf8)
  }

  private static func capitalise(_ text: inout [UInt8], from start: Int) {
    guard start < text.count else { return }
    if text[start] &- 0x61 < 26 {
      text[start] &= 0xDF
    } else if text[start] >= 0x80 || !(text[start] &- 0x41 < 26 || text[start] &- 0x30 < 10) {
      let sentence = String(decoding: text[start...], as: UTF8.self)
      text.replaceSubrange(start..., with: English.capitalised(sentence).utf8)
    }
  }

  static func wordCount(_ sentence: some StringProtocol) -> Int {
    sentence.utf8.split(separator: space).count
  }

  /// Parts a text where a stop and a blank come before a large letter or a digit, except after an
  /// abbreviation of one or two letters.
  static func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return sentences(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// The same, as places in the bytes.
  static func sentences(_ bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for index in bytes.indices.dropLast(2) where bytes[index + 1] == space {
      guard isEnd(bytes[index]) else { continue }
      let next = bytes[index + 2]
      let isStart = next &- 0x41 < 26 || next &- 0x30 < 10 || next >= 0x80
      guard isStart, !endsInAbbreviation(bytes[start..<index]) else { continue }
      parts.append(start..<(index + 1))
      start = index + 2
    }
    if start < bytes.count { parts.append(start..<bytes.count) }
    return parts
  }

  /// Whether the last word is one of the few that keep a point: `St. Mary`, `No. 5`, `J. Smith`.
  private static func endsInAbbreviation(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let space = bytes.lastIndex(of: space) else { return bytes.count <= 2 }
    let word = bytes[(space + 1)...]
    guard word.count <= 6 else { return false }
    let isInitial = word.count == 1 && word.first != UInt8(ascii: "I") && word.first ?? 0 < 0x5B
    return isInitial || abbreviations.contains(String(decoding: word, as: UTF8.self))
  }

  private static let abbreviations: Set = [
    "St", "No", "Mr", "Mrs", "Ms", "Dr", "Rd", "Ave", "approx",
  ]
  /// Vowels, and `h`, which may be silent.
  private static let mayBeVowel: Set<UInt8> = Set("aeiouh".utf8)
  private static let space: UInt8 = 0x20
  private static let comma: UInt8 = 0x2C
  private static let fullStop: UInt8 = 0x2E

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte == fullStop || byte == 0x21 || byte == 0x3F
  }

  private static func isStop(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: true
    default: false
    }
  }
}
