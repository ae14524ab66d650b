import Testing

@testable import NLG

@Suite struct `A text` {
  private func text(_ template: Template, _ facts: [Fact]) -> String {
    let plan = DocumentPlan("p", [MessageGroup([Message("m", [Frame("f", template)])])])
    return Bookcase.realiser.write(plan, facts: Facts(facts), seed: "s").string
  }

  @Test func `fills each slot in its own way`() {
    let facts = [Fact(.shelves, .integer(3)), Fact(.year, .integer(1998))]
    #expect(text("There are \(.count(.shelves, "shelf")).", facts) == "There are three shelves.")
    #expect(text("Has \(.number(.shelves)).", facts) == "Has three.")
    #expect(text("Made in \(.digits(.year)).", facts) == "Made in 1998.")
    #expect(text("\(.a) \(.compound(.shelves, "shelf")) unit.", facts) == "A 3-shelf unit.")
    #expect(
      text("There \(.agree(.shelves, one: "is", other: "are")) more.", facts)
        == "There are more.")
  }

  @Test(arguments: [
    ("1", "one drawer"), ("1.5", "1.5 drawers"), ("2", "two drawers"), ("12", "12 drawers"),
  ])
  func `counts with agreement`(_ number: String, _ expected: String) throws {
    let figure = try #require(Figure(number))
    let noun = Noun("drawer", plural: "drawers")
    #expect(
      text("It has \(.count(.drawers, noun)).", [Fact(.drawers, .decimal(figure))])
        == "It has \(expected).")
  }

  @Test(arguments: [
    ("oak", "An oak box."), ("unit-made", "A unit-made box."), ("8-sided", "An 8-sided box."),
    ("  spaced \n out ", "A spaced out box."), ("\u{1}evil", "An evil box."),
    ("Co.", "A Co. box."),
  ])
  func `puts the right article before what follows`(_ material: String, _ expected: String) {
    #expect(
      text("\(.a) \(.value(.material)) box.", [Fact(.material, .text(material))]) == expected)
  }

  @Test func `does not double stops, nor leave blanks before them`() {
    #expect(text("By \(.value(.maker)).", [Fact(.maker, .text("Smith & Co."))]) == "By Smith & Co.")
    #expect(text("by \(.value(.maker)) , then", [Fact(.maker, .text("A"))]) == "By A, then.")
  }

  @Test func `says nothing about what is not known`() {
    let text = Bookcase.realiser.write(
      Bookcase.plan,
      facts: Facts([
        Fact(.kind, .text("stool")), Fact(.lockable, .flag(false)), Fact(.extras, .list([" "])),
        Fact(.price, .money(Money(minorUnits: 500, currency: Currency(code: "EUR")))),
      ]), seed: "s")
    #expect(text.string == "It costs €5.")
    #expect(text.used == [.price])
    #expect(text.frames == ["price"])
  }

  @Test func `is the same for the same facts, plan and seed, in whatever order the facts come`() {
    let first = Bookcase.realiser.write(Bookcase.plan, facts: Bookcase.facts, seed: "a")
    let again = Bookcase.realiser.write(
      Bookcase.plan, facts: Facts(Bookcase.facts.all.reversed()), seed: "a")
    #expect(first == again)
  }

  @Test func `differs between seeds and variants`() {
    let texts = (0..<40).map { number in
      Bookcase.realiser.write(
        Bookcase.plan, facts: Bookcase.facts, seed: "item", variant: number
      ).string
    }
    #expect(Set(texts).count > 10)
  }

  @Test func `never repeats a name of its subject in neighbouring sentences`() {
    for variant in 0..<60 {
      let facts = Facts(Bookcase.facts.all + [Fact(.drawers, .integer(1))])
      let text = Bookcase.realiser.write(
        Bookcase.plan, facts: facts, seed: "names", variant: variant)
      let starts = Polish.split(text.string).map { $0.split(separator: " ").prefix(2) }
      for (start, next) in zip(starts, starts.dropFirst()) where start.first != "It" {
        #expect(start != next, "variant \(variant): \(text.string)")
      }
    }
  }

  @Test func `joins statements that share a subject, up to the limit`() {
    let always = Realiser(subject: Bookcase.subject, joinPercent: 100)
    let short = Realiser(subject: Bookcase.subject, sentenceWordsMax: 9, joinPercent: 100)
    let joined = always.write(Bookcase.plan, facts: Bookcase.facts, seed: "s").string
    let apart = short.write(Bookcase.plan, facts: Bookcase.facts, seed: "s").string
    #expect(
      joined.contains(" and measures ") || joined.contains(" and holds ")
        || joined.contains(" and offers ") || joined.contains(" and has "))
    #expect(Polish.split(apart).allSatisfy { Polish.wordCount($0) <= 9 })
  }

  @Test(arguments: [(28, "It is long, and it is wide."), (5, "It is long. It is wide.")])
  func `opens its seams when a sentence would be too long`(_ limit: Int, _ expected: String) {
    let frame = Frame(
      "f", "It is long\(.seam(together: ", and it is", apart: ". It is")) wide.")
    let plan = DocumentPlan("p", [MessageGroup([Message("m", [frame])])])
    let realiser = Realiser(subject: Bookcase.subject, sentenceWordsMax: limit)
    #expect(realiser.write(plan, facts: Facts([]), seed: "s").string == expected)
  }

  @Test func `is drawn from several plans by their weights`() {
    let plans = [
      DocumentPlan("never", weight: 0, []), DocumentPlan("always", weight: 1, []),
    ]
    #expect(
      Bookcase.realiser.write(plans, facts: Bookcase.facts, seed: "s")?.plan == "always")
    #expect(Bookcase.realiser.write([], facts: Bookcase.facts, seed: "s") == nil)
  }

  @Test func `that was made here passes the gate`() {
    let gate = Gate(
      must: [.shelves, .width, .price, .extras],
      nouns: [.shelves: ["shelf", "shelves"], .drawers: ["drawer", "drawers"]])
    for variant in 0..<200 {
      let text = Bookcase.realiser.write(
        Bookcase.plan, facts: Bookcase.facts, seed: "gate", variant: variant)
      #expect(gate.check(text.string, facts: Bookcase.facts).isEmpty, "\(text.string)")
    }
  }
}
