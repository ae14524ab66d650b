import Testing

@testable import NLG

@Suite struct `The article` {
  @Test(arguments: [
    "oak table", "hour", "honest mistake", "heir", "8 m long", "8-drawer chest", "80 seats",
    "850", "11", "11,000", "18", "18 m", "1890 building", "£850 fee", "LED light", "FM radio",
    "L-shaped hall", "umbrella", "urban garden", "uninhabited isle", "unimportant detail",
    "unidentified object", "en-suite", "étagère", "“old” chair", "island", "MP", "8,500 m²",
  ])
  func `before a vowel sound is an`(_ text: String) {
    #expect(English.article(before: text) == "an")
  }

  @Test(arguments: [
    "table", "unit", "unique shape", "union", "university", "use", "useful box", "European",
    "euro", "ewe", "utensil", "one", "one-off", "once-used box", "ubiquitous", "1", "110",
    "1,100", "1998 chair", "U-shaped hall", "UK plug", "NATO base", "LAN", "house", "7",
    "hotel", "yellow box", "₦25,000,000",
    "",
  ])
  func `before any other sound is a`(_ text: String) {
    #expect(English.article(before: text) == "a")
  }
}

@Suite struct `A plural` {
  @Test(arguments: [
    ("drawer", "drawers"), ("box", "boxes"), ("bench", "benches"), ("bush", "bushes"),
    ("glass", "glasses"), ("story", "stories"), ("day", "days"), ("key", "keys"),
    ("shelf", "shelves"), ("person", "people"), ("foot", "feet"), ("quiz", "quizzes"),
    ("storage box", "storage boxes"),
    ("spare quarters", "spare quarters"), ("series", "series"), ("roof", "roofs"),
  ])
  func `follows the rules and their exceptions`(_ singular: String, _ plural: String) {
    #expect(English.plural(of: singular) == plural)
  }

  @Test(arguments: [
    ("0", "drawers"), ("1", "drawer"), ("1.0", "drawer"), ("1.5", "drawers"), ("2", "drawers"),
    ("0.5", "drawers"),
  ])
  func `is for all but exactly one`(_ count: String, _ form: String) throws {
    let noun: Noun = "drawer"
    #expect(noun.form(for: try #require(Figure(count))) == form)
  }
}

@Suite struct `A number` {
  @Test(arguments: [
    ("0", "zero"), ("1", "one"), ("9", "nine"), ("10", "10"), ("1.5", "1.5"), ("1250", "1,250"),
    ("-3", "−3"),
  ])
  func `in running text is a word below ten`(_ number: String, _ expected: String) throws {
    #expect(English.number(try #require(Figure(number))) == expected)
  }

  @Test(arguments: [
    ("12", 12, 0), ("1.50", 15, 1), ("-0.25", -25, 2), (".5", 5, 1), ("100", 100, 0), ("3.", 3, 0),
  ])
  func `is exact`(_ text: String, _ digits: Int, _ scale: Int) throws {
    let figure = try #require(Figure(text))
    #expect(figure.digits == digits)
    #expect(figure.scale == scale)
  }

  @Test(arguments: [
    "", "-", ".", "1,5", "1e3", "1.2.3", "12a", "1234567890123456789", "0.1234567891",
  ])
  func `is not read from anything else`(_ text: String) {
    #expect(Figure(text) == nil)
  }

  @Test(arguments: [
    (Figure.Grouping.plain, "1234567.5"), (.commas, "1,234,567.5"),
    (.spaces, "1\u{A0}234\u{A0}567.5"), (.points, "1.234.567,5"), (.lakhs, "12,34,567.5"),
  ])
  func `is grouped as asked`(_ grouping: Figure.Grouping, _ expected: String) {
    #expect(Figure(12_345_675, scale: 1).written(grouping) == expected)
  }
}

@Suite struct `A list` {
  @Test(
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c"),
    ] as [([String], String)])
  func `ends in and, with a comma from three`(_ elements: [String], _ expected: String) {
    #expect(English.list(elements) == expected)
  }
}
