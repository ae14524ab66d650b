import Testing

@testable import NLG

@Suite struct `A text` {
  private let grammar: Grammar

  init() throws { grammar = try Bookcase.grammar(Bookcase.grammar) }

  private func text(
    _ facts: Facts = Bookcase.facts, flags: [FactKey] = ["plain"], seed: UInt64
  ) -> String {
    let wording = Wording(facts, flags: flags, for: grammar)
    return String(
      decoding: Realiser(grammar).write(wording, seed: seed)?.bytes ?? [], as: UTF8.self)
  }

  @Test(arguments: [
    ("There are {shelves shelf}.", "There are three shelves."),
    ("Has {shelves}.", "Has 3."),
    ("There {shelves: is|are} more.", "There are more."),
    ("Of {material}, of course.", "Of oak, of course."),
    ("a {material} box.", "An oak box."),
    ("[a|a] {kind}.", "A bookcase."),
    ("a [{material}] box.", "An oak box."),
    ("By {maker,} there.", "By Seven Oaks 24 there."),
    ("With {extras,} it is {width}.", "With a lamp and a key it is 85 cm."),
    ("A (small) box.", "A (small) box."),
    ("plan a.", "Plan a."),
  ])
  func `fills each gap in its own way`(_ sentence: String, _ expected: String) throws {
    #expect(try Bookcase.write(sentence, Bookcase.facts.all) == expected)
  }

  @Test(arguments: [
    ("1", "one drawer"), ("1.5", "1.5 drawers"), ("2", "two drawers"), ("12", "12 drawers"),
  ])
  func `counts with agreement`(_ number: String, _ expected: String) throws {
    let figure = try #require(Figure(number))
    let facts = [Fact(.drawers, .decimal(figure))]
    #expect(try Bookcase.write("It has {drawers drawer}.", facts) == "It has \(expected).")
  }

  @Test(arguments: [
    ("oak", "An oak box."), ("unit-made", "A unit-made box."), ("8-sided", "An 8-sided box."),
    ("  spaced \n out ", "A spaced out box."), ("\u{1}evil", "An evil box."),
    ("Co.", "A Co. box."), ("hourly", "An hourly box."), ("Élan", "An Élan box."),
  ])
  func `puts the right article before what follows`(_ material: String, _ expected: String) throws {
    #expect(try Bookcase.write("A {material} box.", [Fact(.material, .text(material))]) == expected)
  }

  @Test(arguments: [
    ("By {maker}.", "Smith & Co.", "By Smith & Co."), ("by {maker} , then.", "A", "By A, then."),
    ("By [{maker},].", "A", "By A."), ("[|by]  {maker}.", "é.", "É."),
  ])
  func `does not double stops, nor leave blanks before them`(
    _ sentence: String, _ maker: String, _ expected: String
  ) throws {
    let text = try Bookcase.write(sentence, [Fact(.maker, .text(maker))])
    #expect(text == expected || text == "By \(maker)")
  }

  @Test func `says nothing about what is not known`() {
    let facts = Facts([
      Fact(.kind, .text("stool")), Fact(.material, .text("oak")), Fact(.lockable, .flag(false)),
      Fact(.extras, .list([" "])),
      Fact(.price, .money(Money(minorUnits: 500, currency: Currency(code: "EUR")))),
    ])
    for seed in 0..<20 {
      let text = text(facts, seed: UInt64(seed))
      #expect(text.hasSuffix("€5."))
      #expect(Polish.split(text).count == 2, "\(text)")
    }
  }

  @Test(arguments: 0..<400)
  func `says each fact once, and passes the gate`(_ seed: UInt64) {
    let gate = Gate(
      must: [.shelves, .width, .price, .extras],
      nouns: [.shelves: ["shelf", "shelves"], .drawers: ["drawer", "drawers"]])
    let text = text(seed: seed)
    #expect(gate.check(text, facts: Bookcase.facts).isEmpty, "\(text)")
    for once in ["85 cm", "£40", "three shelves", "a lamp"] {
      #expect(text.components(of: once) == 1, "\(text)")
    }
  }

  @Test func `keeps its words when a fact changes`() {
    let dearer = Facts(
      Bookcase.facts.all + [
        Fact(.price, .money(Money(minorUnits: 5_000, currency: Currency(code: "GBP"))))
      ])
    for seed in UInt64(0)..<50 {
      let text = text(seed: seed)
      #expect(self.text(dearer, seed: seed) == text.replacing("£40", with: "£50"))
    }
  }

  @Test func `is of its style and length`() {
    let warm = (UInt64(0)..<60).map { text(flags: ["warm"], seed: $0) }
    let plain = (UInt64(0)..<60).map { text(flags: ["plain"], seed: $0) }
    #expect(warm.contains { $0.contains("gives you") })
    #expect(!plain.contains { $0.contains("gives you") })
    let short = (UInt64(0)..<20).map { text(flags: ["plain", "short"], seed: $0) }
    #expect(short.allSatisfy { Polish.split($0).count == 2 })
  }

  @Test(arguments: 0..<200)
  func `never names its subject twice in a row alike, and ends each sentence`(_ seed: UInt64) {
    let text = text(
      Facts(Bookcase.facts.all + [Fact(.drawers, .integer(1))]), seed: seed)
    let sentences = Polish.split(text)
    #expect(sentences.allSatisfy { $0.hasSuffix(".") && !$0.hasSuffix(",.") })
    let starts = sentences.map { $0.split(separator: " ").prefix(2) }
    for (start, next) in zip(starts, starts.dropFirst()) where start.first == "The" {
      #expect(start != next || start.last == "price", "\(text)")
    }
  }

  @Test func `joins statements that share a subject, up to the limit`() throws {
    let body = Bookcase.grammar.split(separator: "names:", maxSplits: 1).last ?? ""
    func texts(_ limits: String) throws -> [String] {
      let grammar = try Bookcase.grammar(
        "free: kind material\nstyles: warm short\n\(limits)\nnames:\(body)")
      let wording = Wording(Bookcase.facts, flags: [], for: grammar)
      return (UInt64(0)..<60).compactMap { seed in
        Realiser(grammar).write(wording, seed: seed).map {
          String(decoding: $0.bytes, as: UTF8.self)
        }
      }
    }
    #expect(try texts("joining: join=100").contains { $0.contains(" and measures ") })
    let apart = try texts("joining: sentence=9 tail=4 join=100")
    #expect(apart.flatMap(Polish.split).allSatisfy { Polish.wordCount($0) <= 11 })
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
