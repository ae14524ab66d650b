/// Finds phrases of whole words in a text, many phrases in one pass; hyphens are passed over.
struct PhraseIndex<Tag: Sendable>: Sendable {
  struct Match {
    let tag: Tag
    let tokens: Range<Int>
  }

  /// By first word: the further words, and what the phrase stands for.
  private var phrases: [String: [(rest: [String], tag: Tag)]] = [:]

  init(_ phrases: [(phrase: String, tag: Tag)]) {
    for (phrase, tag) in phrases {
      let words = PhraseIndex.words(phrase)
      guard let first = words.first else { continue }
      self.phrases[first, default: []].append((Array(words.dropFirst()), tag))
    }
  }

  func matches(in tokens: [Token]) -> [Match] {
    guard !phrases.isEmpty else { return [] }
    var matches: [Match] = []
    for (start, token) in tokens.enumerated() {
      for (rest, tag) in phrases[token.text] ?? [] {
        if let end = PhraseIndex.end(of: rest, in: tokens, after: start) {
          matches.append(Match(tag: tag, tokens: start..<end))
        }
      }
    }
    return matches
  }

  static func words(_ phrase: String) -> [String] {
    Lexer.tokens(of: phrase).filter { !$0.isHyphen }.map(\.text)
  }

  /// Where the words stand one after the other.
  static func places(of words: [String], in tokens: [Token]) -> [Range<Int>] {
    guard let first = words.first else { return [] }
    let rest = Array(words.dropFirst())
    return tokens.indices.compactMap { start in
      guard tokens[start].text == first else { return nil }
      return end(of: rest, in: tokens, after: start).map { start..<$0 }
    }
  }

  private static func end(of words: [String], in tokens: [Token], after start: Int) -> Int? {
    var index = start + 1
    for word in words {
      while index < tokens.count, tokens[index].isHyphen { index += 1 }
      guard index < tokens.count, tokens[index].text == word else { return nil }
      index += 1
    }
    return index
  }
}
