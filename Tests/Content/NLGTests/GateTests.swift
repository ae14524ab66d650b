import Testing

@testable import NLG

@Suite struct `The gate` {
  private static let facts = Facts(
    Bookcase.facts.all + [
      Fact(.drawers, .integer(2)), Fact(.lockable, .flag(true)),
      Fact("rent", .money(Money(minorUnits: 500, currency: Currency(code: "GBP"), period: .month))),
      Fact("worth", .money(Money(minorUnits: 2_530_000_000, currency: Currency(code: "NGN")))),
      Fact("cape", .money(Money(minorUnits: 150_000_000, currency: Currency(code: "ZAR")))),
      Fact("features", .list(["24/7 care", "3-speed fan", "sea view"])),
      Fact("fee", .text("NOK 340 per year")), Fact("rate", .text("£750 per m²")),
    ])

  private func kinds(_ text: String, must: [FactKey] = []) -> [Gate.Finding.Kind] {
    let gate = Gate(
      must: must, nouns: [.shelves: ["shelf", "shelves"], .drawers: ["drawer", "drawers"]],
      claims: [
        .init("solid oak", evidence: ["oak"]), .init("solid pine", evidence: ["pine"]),
        .init("sea view", evidence: ["sea", "ocean"]), .init("pool", evidence: ["pool"]),
        .init("oaks", evidence: ["forest"]), .init("cared for", evidence: ["care"]),
        .init("waterproof", evidence: ["water", "proof"]),
      ],
      banned: [
        .init("best deal", category: "hype"), .init("child free", category: "people"),
        .init("seven", category: "test"), .init("six", category: "test"),
      ], names: [.maker])
    return gate.check(text, facts: Self.facts).map(\.kind)
  }

  /// A reference may be any figure; what is counted or measured is no reference.
  @Test(arguments: [
    ("It is known as 85.", 0), ("It is known as 85 and measures 85 cm.", 0),
    ("It measures 86 cm.", 1), ("It has 85 shelves.", 1),
  ])
  func `reads a name that is a figure as both`(_ text: String, _ faults: Int) {
    let facts = Facts(Self.facts.all + [Fact("reference", .text("85"))])
    let gate = Gate(
      must: [.width], nouns: [.shelves: ["shelf", "shelves"]], names: ["reference"])
    let kinds = gate.check(text, facts: facts).map(\.kind)
    #expect(kinds.filter { $0 != .missing(.width) }.count == faults, "\(kinds)")
  }

  @Test(arguments: [
    "It has three shelves and 2 drawers.", "A 3-shelf bookcase.", "It has three deep shelves.",
    "It measures 85 cm.", "It measures 85 centimetres across.", "An 85-centimetre bookcase.",
    "It costs £40.", "It costs 40 pounds.", "GBP 40 buys it.", "Rent it for £5 per month.",
    "Rent it for £5 a month.", "A value of ₦25,300,000.", "A value of ₦25.3 million.",
    "A value of ₦25.3m.", "A value of N25,300,000.", "Near R 1 500 000.",
    "Near R\u{A0}1\u{A0}500\u{A0}000.", "With 24/7 care and a 3-speed fan.",
    "It costs NOK 340 per year.", "It costs £750 per m².", "One of the finest.", "This one.",
    "Solid oak, cared for, with a sea view.",
    "By Seven Oaks 24.", "The box in Leeds is in York.",
    "It was made in Leeds and is in Leeds.",
  ])
  func `lets through what the facts bear out`(_ text: String) {
    #expect(kinds(text).isEmpty)
  }

  @Test(
    arguments: [
      ("It has four shelves.", .number), ("It has 2 shelves.", .number),
      ("A 2-shelf bookcase.", .number), ("It has three drawers.", .number),
      ("It has one shelf.", .number), ("It has twenty-one shelves.", .number),
      ("It weighs 12.", .number), ("It holds 85 books.", .number),
      ("It measures 86 cm.", .measure), ("It measures 85 m.", .measure),
      ("It measures 85 inches.", .measure), ("A gain of 40%.", .measure),
      ("It costs £41.", .money), ("It costs $40.", .money), ("It costs 40 euros.", .money),
      ("It costs £400.", .money), ("A value of ₦25.4 million.", .money),
      ("Near R 1 500 001.", .money),
      ("Rent it for £5 per week.", .period), ("It costs £40 per month.", .period),
      ("It costs £40 monthly.", .period), ("The weekly rent is £5.", .period),
      ("It costs NOK 340 per month.", .period), ("It costs NOK 340.", .period),
      ("It costs £750.", .money),
      ("Solid pine.", .claim), ("With a pool.", .claim), ("Waterproof.", .claim),
      ("The best deal.", .banned("hype")), ("Child-free.", .banned("people")),
      ("Two  drawers.", .writing), ("Two drawers .", .writing), ("Two drawers..", .writing),
      ("Two two drawers.", .writing), ("The the box.", .writing), ("two drawers.", .writing),
      ("Two drawers", .writing), ("A oak box.", .writing), ("Like an box.", .writing),
      ("The box is in 1931.", .writing), ("It is located in 1931, I hear.", .writing),
      ("The box in Old York is in Old York.", .writing),
      ("It costs £40. York is in York.", .writing), ("York is in York.", .writing),
      ("Box {name}.", .writing), ("A nil box.", .writing),
    ] as [(String, Gate.Finding.Kind)])
  func `stops what they do not`(_ text: String, _ kind: Gate.Finding.Kind) {
    #expect(kinds(text).contains(kind), "\(kinds(text))")
  }

  @Test func `misses facts that have to be told`() {
    #expect(
      kinds("An oak bookcase with two drawers.", must: [.kind, .drawers, .shelves, .price, .year])
        == [.missing(.shelves), .missing(.price)])
    #expect(
      kinds("With three shelves.", must: [.kind, .extras]) == [.missing(.kind), .missing(.extras)])
  }

  @Test func `does not read names as numbers or phrases`() {
    #expect(kinds("By Seven Oaks 24.").isEmpty)
    #expect(kinds("By Six Oaks.") == [.number, .claim, .banned("test")])
  }

  @Test func `minds its limits`() {
    let gate = Gate(limits: Gate.Limits(sentenceWordsMax: 5, words: 3...8))
    #expect(gate.check("One of us.", facts: Self.facts).isEmpty)
    #expect(gate.check("Hi.", facts: Self.facts).map(\.kind) == [.length])
    #expect(
      gate.check("This is a sentence of far too many words.", facts: Self.facts).map(\.kind)
        == [.length, .length])
  }

  @Test func `names the words it means`() {
    let gate = Gate(nouns: [.shelves: ["shelves"]])
    let finding = gate.check("Yes, it has four shelves.", facts: Self.facts).first
    #expect(finding?.excerpt == "four shelves")
    #expect(finding?.place == 12..<24)
    #expect(finding?.reason == "The fact shelves is 3.")
  }

  @Test(arguments: ["", " ", "\n", "…", "£", "£ ", "1,", "1.", "a", "₦1,0", "\u{1}", "😀 3 😀."])
  func `survives any text`(_ text: String) {
    _ = kinds(text, must: [.shelves])
  }
}
