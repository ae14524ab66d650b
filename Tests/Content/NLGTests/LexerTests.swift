import Testing

@testable import NLG

@Suite struct `The lexer` {
  private func words(_ text: String) -> [String] {
    Lexer.tokens(of: text).map(\.text)
  }

  @Test(
    arguments: [
      ("It's well-made, Ọ̀ṣun.", ["it's", "well", "-", "made", ",", "ọ̀ṣun", "."]),
      ("85 m² (or 85m2)", ["85", "m²", "(", "or", "85", "m2", ")"]),
      ("“Fine” … yes", ["“", "fine", "”", "…", "yes"]),
      ("₦1,200.50!", ["₦", "1,200.50", "!"]),
      ("", []),
    ] as [(String, [String])])
  func `cuts words, numbers and marks`(_ text: String, _ expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(arguments: [
    ("1,200", "1200"), ("15,00,000", "1500000"), ("1\u{A0}500\u{A0}000", "1500000"),
    ("1.5", "1.5"), ("1,20", "1"), ("2019, 300", "2019"), ("R 1 500 000", "1500000"),
    ("in 2019 300 came", "2019"), ("1,2345", "1"),
  ])
  func `reads grouped numbers`(_ text: String, _ expected: String) throws {
    let numbers = Lexer.tokens(of: text).compactMap { token -> Figure? in
      if case .number(let figure) = token.kind { figure } else { nil }
    }
    #expect(numbers.first == Figure(expected))
  }

  @Test(arguments: 0..<200)
  func `covers any text from front to back`(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "a", "An", "1", "8", ",", ".", " ", "  ", "\u{A0}", "\u{202F}", "£", "₦", "R", "N", "m²",
      "…", "“", "’", "'", "-", "–", "%", "😀", "é", "ọ̀", "\n", "\u{1}",
      "one", "million", "per", "/",
    ]
    let text = (0..<generator.draw(below: 30)).map { _ in
      generator.pick(from: pieces) ?? ""
    }.joined()
    let tokens = Lexer.tokens(of: text)
    #expect(tokens.allSatisfy { !$0.range.isEmpty }, "seed \(seed)")
    #expect(
      zip(tokens, tokens.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
    _ = Gate(must: [.shelves]).check(text, facts: Bookcase.facts)
  }
}
