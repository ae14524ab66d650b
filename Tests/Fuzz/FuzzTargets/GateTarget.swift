import NLG

/// Any text is read against facts; a number that no fact bears out is always found.
enum GateTarget {
  private static let gate = Gate(
    must: ["price"], nouns: ["shelves": ["shelf", "shelves"]],
    claims: [Gate.Claim("solid oak", evidence: ["oak"])],
    banned: [Gate.Phrase("best deal", category: "hype")], names: ["maker"])
  private static let facts = Facts([
    Fact("material", .text("oak")), Fact("shelves", .integer(3)),
    Fact("width", .measure(Measure(85, .centimetres))),
    Fact("price", .money(Money(minorUnits: 4_000, currency: Currency(code: "GBP")))),
    Fact("maker", .text("Seven Oaks 24")),
  ])

  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix(2_000), as: UTF8.self)
    _ = gate.check(text, facts: facts)
    let findings = gate.check("\(text)\n\nIt has 7431 shelves.", facts: facts)
    expect(
      findings.contains { $0.kind == .number }, "a wrong number passes behind: \(text)")
    if bytes.count <= 400 { _ = try? Grammar(text, keys: ["material", "shelves"]) }
  }
}
