/// Finds faults of writing that a rule can name without understanding the text.
struct Mechanics {
  private let text: String
  private let bytes: [UInt8]
  private let tokens: [Token]
  private let limits: Gate.Limits
  /// For each token whether it is part of a name: `G. R. A Ikeja` has no article.
  private let isName: [Bool]
  private var found: [Gate.Finding] = []

  init(_ text: String, tokens: [Token], isName: [Bool], limits: Gate.Limits) {
    self.isName = isName
    self.text = text
    bytes = Array(text.utf8)
    self.tokens = tokens
    self.limits = limits
  }

  func findings() -> [Gate.Finding] {
    var mechanics = self
    mechanics.checkBlanksAndStops()
    mechanics.checkWords()
    mechanics.checkPlaces()
    mechanics.checkSentences()
    mechanics.checkLength()
    return mechanics.found
  }

  private mutating func checkBlanksAndStops() {
    for index in bytes.indices.dropLast() {
      let pair = (bytes[index], bytes[index + 1])
      switch pair {
      case (0x20, 0x20): add(around: index, "Two blanks in a row.")
      case (0x20, 0x2C), (0x20, 0x2E), (0x20, 0x3A), (0x20, 0x3B), (0x20, 0x21), (0x20, 0x3F):
        if !isFraction(at: index + 1) { add(around: index, "A blank before a stop.") }
      case (0x2C, 0x2C), (0x2C, 0x2E), (0x2E, 0x2C), (0x2E, 0x2E), (0x3B, 0x2E), (0x21, 0x21),
        (0x3F, 0x3F), (0x3A, 0x3A), (0x3B, 0x3B):
        if !isEllipsis(at: index) { add(around: index, "Two stops in a row.") }
      default: continue
      }
    }
  }

  private func isFraction(at index: Int) -> Bool {
    index + 1 < bytes.count && bytes[index] == 0x2E && (0x30...0x39).contains(bytes[index + 1])
  }

  private func isEllipsis(at index: Int) -> Bool {
    let start = max(index - 1, 0)
    let dots = bytes[start...].prefix(3)
    return bytes[index...].starts(with: [0x2E, 0x2E, 0x2E])
      || (dots.count == 3 && dots.allSatisfy { $0 == 0x2E })
  }

  static func isPlaceholder(_ token: Token) -> Bool { placeholders.contains(token.text) }

  private mutating func checkWords() {
    for (index, token) in tokens.enumerated() {
      if Self.isPlaceholder(token) {
        add(token.range, "Something was to be filled in here.")
      }
      guard index + 1 < tokens.count, !(isName[index] && isName[index + 1]) else { continue }
      let next = tokens[index + 1]
      if token.kind == .word, token.text == next.text, !doubledWords.contains(token.text) {
        add(token.range.lowerBound..<next.range.upperBound, "A word stands twice.")
      }
      checkArticle(index)
    }
  }

  /// A large `A` within a sentence is a letter, as in `plan A is`, and not an article.
  private mutating func checkArticle(_ index: Int) {
    let token = tokens[index]
    let next = tokens[index + 1]
    guard token.text == "a" || token.text == "an", next.isSpaced, next.kind != .mark else { return }
    let isLarge = bytes[token.range.lowerBound] == 0x41
    let isSentenceStart = index == 0 || tokens[index - 1].kind == .mark
    guard token.text == "an" || !isLarge || isSentenceStart else { return }
    let following = bytes[next.range.lowerBound...].prefix(40)
    if English.article(before: String(decoding: following, as: UTF8.self)) != token.text {
      add(token.range.lowerBound..<next.range.upperBound, "The wrong article.")
    }
  }

  /// `is in 1931` gives a year for a place, `the house in Leeds is in Leeds` and `Leeds is in
  /// Leeds` say nothing: faults of small models, whose every word is borne out.
  private mutating func checkPlaces() {
    for (index, token) in tokens.enumerated()
    where verbsOfPlace.contains(token.text) && index + 2 < tokens.count
      && tokens[index + 1].text == "in"
    {
      let place = tokens[(index + 2)...]
      let stop = place.firstIndex { $0.kind == .mark } ?? tokens.endIndex
      if stop == index + 3, Self.isYear(place[index + 2]) {
        add(token.range.lowerBound..<place[index + 2].range.upperBound, "A year is no place.")
      }
      let before = tokens[..<index]
      for length in 1...placeWordsMax
      where place.count >= length && Self.isPlaceToldLast(before, words: length)
        && before.suffix(length).map(\.text) == place.prefix(length).map(\.text)
      {
        let start = before[before.endIndex - length].range.lowerBound
        add(start..<place[index + 1 + length].range.upperBound, "A place is told twice.")
      }
    }
  }

  /// Whether so many words at the end are all there is before them, or follow an `in`.
  private static func isPlaceToldLast(_ before: ArraySlice<Token>, words: Int) -> Bool {
    guard before.count >= words else { return false }
    let last = before.dropLast(words).last
    return last == nil || last?.kind == .mark || last?.text == "in"
  }

  private static func isYear(_ token: Token) -> Bool {
    Int(token.text).map((1000..<2200).contains) ?? false
  }

  private mutating func checkSentences() {
    for sentence in Polish.sentences(bytes) {
      let beginning = sentence.prefix(40)
      if Mechanics.isSmall(bytes[sentence]) {
        add(beginning, "A sentence begins with a small letter.")
      }
      if bytes[sentence].count(where: { $0 == 0x20 }) >= limits.sentenceWordsMax {
        add(
          beginning, "A sentence has more than \(limits.sentenceWordsMax) words.", kind: .length)
      }
    }
    if let last = text.last, !".!?”\"’)".contains(last) {
      add(max(0, bytes.count - 20)..<bytes.count, "The last sentence has no end.")
    }
  }

  private static func isSmall(_ sentence: ArraySlice<UInt8>) -> Bool {
    guard let first = sentence.first else { return false }
    if first < 0x80 { return first &- 0x61 < 26 }
    return String(decoding: sentence.prefix(4), as: UTF8.self).first?.isLowercase ?? false
  }

  private mutating func checkLength() {
    let words = bytes.split { $0 == 0x20 || $0 == 0x0A }.count
    guard !limits.words.contains(words) else { return }
    add(
      bytes.count..<bytes.count,
      "The text has \(words) words; it should have \(limits.words.lowerBound) to "
        + "\(limits.words.upperBound).", kind: .length)
  }

  // MARK: Findings

  private mutating func add(around index: Int, _ reason: String) {
    let start = max(index - 12, 0)
    add(start..<min(index + 12, bytes.count), reason)
  }

  private mutating func add(
    _ range: Range<Int>, _ reason: String, kind: Gate.Finding.Kind = .writing
  ) {
    let excerpt = String(decoding: bytes[range], as: UTF8.self)
    found.append(Gate.Finding(kind: kind, place: range, excerpt: excerpt, reason: reason))
  }
}

// Data tables.
private let placeholders: Set<String> = [
  "{", "}", "[", "]", "nil", "null", "nan", "undefined", "lorem", "n/a",
]
private let verbsOfPlace: Set<String> = ["is", "are", "lies", "sits", "located", "situated"]
private let placeWordsMax = 6
private let doubledWords: Set<String> = ["had", "that", "very", "so", "bye", "no"]
