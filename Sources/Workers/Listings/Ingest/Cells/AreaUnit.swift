/// A unit of area, and how large it is.
enum AreaUnit: String, Sendable, CaseIterable {
  case squareMetre, squareFoot, squareYard, acre, hectare, perch, cent, guntha, ground

  /// Sources: the international foot is 0.3048 m, the acre 43,560 square feet; perch, cent, guntha
  /// and ground (2,400 square feet) as they are used in the trade in South Asia.
  var squareMetres: Double {
    switch self {
    case .squareMetre: 1
    case .squareFoot: 0.092_903_04
    case .squareYard: 0.836_127_36
    case .acre: 4_046.856_422_4
    case .hectare: 10_000
    case .perch: 25.292_852_64
    case .cent: 40.468_564_224
    case .guntha: 101.171_410_56
    case .ground: 222.967_296
    }
  }

  /// As it stands behind a figure; nil for square metres, which a figure alone is taken for.
  var ending: String? {
    switch self {
    case .squareMetre: nil
    case .squareFoot: "sq ft"
    case .squareYard: "sq yd"
    case .acre: "acres"
    case .hectare: "ha"
    case .perch: "perches"
    case .cent: "cents"
    case .guntha: "gunthas"
    case .ground: "grounds"
    }
  }

  /// A price for one of this unit as a price for one square metre, rounded.
  func perSquareMetre(_ minorUnits: Int) -> Int? {
    self == .squareMetre
      ? minorUnits : Int(exactly: (Double(minorUnits) / squareMetres).rounded())
  }

  /// The unit at `index`, and how many tokens it takes: `sqm`, `sq. ft`, `sq-ft`, `m²`.
  ///
  /// Words that mean something else, too, are one only alone, behind a number or behind a `per`:
  /// `ground floor`, `with AC` and `Perch Road` are about no area.
  static func read(_ tokens: [Token], at index: Int) -> (unit: AreaUnit, length: Int)? {
    guard let found = readAnywhere(tokens, at: index) else { return nil }
    if !isEveryday(tokens[index]) || tokens.count == 1 { return found }
    if index == 0 { return nil }
    let before = tokens[index - 1]
    return before.number != nil || before == .slash || before.word == "per" ? found : nil
  }

  private static func readAnywhere(
    _ tokens: [Token], at index: Int
  ) -> (unit: AreaUnit, length: Int)? {
    guard index < tokens.count, let word = tokens[index].word else { return nil }
    if let unit = units[word] {
      let next = index + 1 < tokens.count ? tokens[index + 1].word : nil
      let isElse = everyday.contains(word) && (next.map(notBefore.contains) ?? false)
      return isElse ? nil : (unit, 1)
    }
    if word != "sq" && word != "square" { return squared(tokens, at: index) }
    var next = index + 1
    if next < tokens.count, marks.contains(tokens[next]) { next += 1 }
    guard next < tokens.count, let word = tokens[next].word, let unit = lengths[word] else {
      return nil
    }
    return (unit, next - index + 1)
  }

  /// `m^2`, `metres squared`.
  private static func squared(
    _ tokens: [Token], at index: Int
  ) -> (unit: AreaUnit, length: Int)? {
    guard let unit = tokens[index].word.flatMap({ lengths[$0] }), index + 1 < tokens.count else {
      return nil
    }
    if tokens[index + 1].word == "squared" { return (unit, 2) }
    let isPower = tokens[index + 1] == .sign(UInt8(ascii: "^")) && index + 2 < tokens.count
    return isPower && tokens[index + 2].number?.whole == 2 ? (unit, 3) : nil
  }

  /// Between `sq` and its length.
  private static let marks: Set<Token> = [.dot, .dash, .slash]

  /// Whether it is a unit among other words that are everyday ones.
  static func isEveryday(_ token: Token) -> Bool { token.word.map(everyday.contains) ?? false }

  private static let everyday: Set<Word> = [
    "ground", "grounds", "cent", "cents", "perch", "perches", "ac",
  ]
  private static let notBefore: Set<Word> = [
    "floor", "floors", "level", "rent", "rents", "from", "unit", "units", "storey", "lease",
  ]

  /// The unit that a rule or a header names.
  static func named(_ text: some StringProtocol) -> AreaUnit? {
    let tokens = Lexer.tokens(of: text)
    return tokens.indices.lazy.compactMap { readAnywhere(tokens, at: $0)?.unit }.first
  }

  private static let units: [Word: AreaUnit] = {
    var units: [Word: AreaUnit] = [:]
    for (unit, words) in written {
      for word in words.split(separator: " ") { units[Word(word)] = unit }
    }
    return units
  }()

  private static let written: [(AreaUnit, String)] = [
    (
      .squareMetre,
      "sqm sqms m² m2 mq sqmt sqmtr sqmtrs sqmeter sqmeters sqmetre sqmetres qm mts² ㎡"
    ),
    (.squareFoot, "sqft sqfts sft ft² ft2 sqfeet sqfoot sf"),
    (.squareYard, "sqyd sqyds sqyard sqyards gaj gaz guz yd²"),
    (.acre, "acre acres ac"), (.hectare, "hectare hectares ha"),
    (.perch, "perch perches"), (.cent, "cent cents"), (.guntha, "guntha gunthas"),
    (.ground, "ground grounds"),
  ]

  /// Behind `sq` or `square`.
  private static let lengths: [Word: AreaUnit] = [
    "m": .squareMetre, "mt": .squareMetre, "mts": .squareMetre, "mtr": .squareMetre,
    "mtrs": .squareMetre,
    "meter": .squareMetre, "meters": .squareMetre, "metre": .squareMetre, "metres": .squareMetre,
    "ft": .squareFoot, "feet": .squareFoot, "foot": .squareFoot,
    "yd": .squareYard, "yds": .squareYard, "yard": .squareYard, "yards": .squareYard,
  ]
}
