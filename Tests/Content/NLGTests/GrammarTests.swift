import Testing

@testable import NLG

@Suite struct `A grammar` {
  @Test func `is read with its facts, lengths and version`() throws {
    let grammar = try Bookcase.grammar(Bookcase.grammar)
    #expect(grammar.version == "1")
    #expect(grammar.lengths == ["short": 5...20])
    #expect(grammar.messages.count == 7)
    #expect(grammar.plans.count == 3)
  }

  @Test(
    arguments: [
      ("say it:\n  A {colour} box.", 2, "there is no fact, flag or set “colour”"),
      (
        "say it:\n  A box", 2, "a sentence ends with a full stop, or with “…” where more may follow"
      ),
      ("say it:\n  A [red|blue box.", 2, "a bracket is not closed"),
      ("say it:\n  A {kind box.", 2, "a bracket is not closed"),
      ("say it:\n  A | box.", 2, "“|” and “]” stand within brackets only"),
      ("say it:\n  A box].", 2, "“|” and “]” stand within brackets only"),
      ("say it:\n  (kind A box.", 2, "a bracket is not closed"),
      ("say it:\n  (*none) A box.", 2, "“*none” is no weight"),
      ("say it:\n  (!colour) A box.", 2, "there is no fact, flag or set “colour”"),
      ("say it:\n  {kind: is} there.", 2, "agreement is written “{fact: is|are}”"),
      ("plans:\n  nothing", 2, "there is no message “nothing” above the plans"),
      ("  A box.", 1, "an entry belongs below a heading"),
      ("say it\n  A box.", 1, "a heading ends with a colon"),
      ("tell it:\n", 1, "“tell it” is no heading"),
      ("length short: many", 1, "a length is written “length short: 25-45”"),
      ("joining: width=3", 1, "there is no limit “width”"),
      ("joining: sentence", 1, "a limit is written “sentence=28”"),
      ("says colour: kind", 1, "there is no fact “colour”"),
      ("version: 1", 0, "it has no plans"),
    ])
  func `that is wrong is refused with the place`(_ text: String, _ line: Int, _ reason: String) {
    #expect(throws: GrammarError(line: line, reason: reason)) { try Bookcase.grammar(text) }
  }

  @Test func `knows no more facts than fit`() {
    let flags = (0..<130).map { "f\($0)" }.joined(separator: " ")
    #expect(throws: GrammarError(line: 0, reason: "it knows more than 128 facts")) {
      try Bookcase.grammar("flags: \(flags)\nsay it:\n  A box.\nplans:\n  it")
    }
  }

  @Test(arguments: 0..<300)
  func `survives any text`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "say it:\n", "plans:\n", "names:\n", "set a:\n", "  ", "{kind}", "{it}", "[", "|", "]", "{",
      "}", "(", ")", "*2", "!", "^", "~", "…", ",", ".", "+", "a ", "\n", "#", ":", "it", ";", "é",
      "length x: 1-2\n", "{shelves shelf}", "{shelves: a|b}",
    ]
    let text = (0..<30).map { _ in pieces[random.draw(below: pieces.count)] }.joined()
    guard let grammar = try? Bookcase.grammar(text) else { return }
    let wording = Wording(Bookcase.facts, flags: [], for: grammar)
    for seed in UInt64(0)..<5 { _ = Realiser(grammar).write(wording, seed: seed) }
  }
}
