/// What a title says in numbers: `5 bedroom detached house`, `four-bedroom house`, `1800m2 land`.
struct TitleFacts: Equatable {
  var bedrooms: Int?
  /// Only when the title names one size.
  var squareMetres: Double?
  /// Whether that is the size of the ground: `on 600sqm`, `600sqm of land`.
  var isOfGround = false

  /// - Parameter believesRanges: as earlier versions did, which took the last figure of
  ///   `2 & 3 bedroom apartments` for that of each.
  init(_ tokens: [Token], believesRanges: Bool = false) {
    var sizes: Set<Double> = []
    for (index, token) in tokens.enumerated().dropLast() {
      if !believesRanges, Self.isOneOfSeveral(tokens, at: index) { continue }
      if let number = token.number, number.digits > 0, !number.isRounded,
        !Self.isNumbered(number, tokens, at: index),
        let (unit, length) = Self.unit(tokens, at: index + 1),
        let size = SizeParser.rounded(number.value * unit.squareMetres).value
      {
        sizes.insert(size.squareMetres)
        isOfGround =
          isOfGround
          || Self.isOfGround(before: tokens[..<index], behind: tokens[(index + 1 + length)...])
      }
      let count = token.number?.whole ?? token.word.flatMap { Self.counts[$0] }
      if bedrooms == nil, let count, 1...200 ~= count, Self.areBedrooms(tokens[(index + 1)...]) {
        bedrooms = count
      }
    }
    if sizes.count == 1 { squareMetres = sizes.first }
  }

  /// Whether the figure is one end of a range, or one of some that a project has: `3-4`, `1, 2 and
  /// 3`, `from 300`. The number of a flat or a phase is none of them: `Phase 1, 3 bedroom`.
  private static func isOneOfSeveral(_ tokens: [Token], at index: Int) -> Bool {
    guard let figure = figure(tokens[index]), index > 0 else { return false }
    let mark = tokens[index - 1]
    if mark.word == "from" { return true }
    guard index > 1, let before = Self.figure(tokens[index - 2]) else { return false }
    if index > 2, let word = tokens[index - 3].word, numberedWords.contains(word) { return false }
    if anyOrder.contains(mark) { return true }
    // `5,500,000 - 3 bedrooms` begins with another figure.
    return rising.contains(mark) && before < figure
  }

  private static func figure(_ token: Token) -> Double? {
    token.number?.value ?? token.word.flatMap { counts[$0] }.map(Double.init)
  }

  private static let anyOrder: Set<Token> = [
    .slash, .sign(UInt8(ascii: "&")), .word("and"), .word("or"),
  ]
  private static let rising: Set<Token> = [.dash, .sign(UInt8(ascii: ",")), .word("to")]

  /// What a number stands behind that counts nothing.
  private static let numberedWords = SizeParser.numbered.union([
    "flat", "no", "number", "unit", "block", "phase", "house", "villa", "apartment", "apt",
    "suite", "floor", "door", "room", "estate", "zone", "sector", "type",
  ])

  /// In `Plot 5 600sqm` nobody can tell the number of the plot from its size.
  private static func isNumbered(_ number: Numeral, _ tokens: [Token], at index: Int) -> Bool {
    number.isSpaced && index > 0
      && tokens[index - 1].word.map(SizeParser.numbered.contains) ?? false
  }

  /// A title has addresses and equipment in it: `12 Perch Road`, `5 Acre Lane`, `3 AC`. An everyday
  /// word is a unit only of ground.
  private static func unit(_ tokens: [Token], at index: Int) -> (unit: AreaUnit, length: Int)? {
    guard let found = AreaUnit.read(tokens, at: index) else { return nil }
    let next = index + found.length
    let word = next < tokens.count ? tokens[next].word : nil
    if AreaUnit.isEveryday(tokens[index]) {
      return word.map { $0 == "of" || groundWords.contains($0) } ?? false ? found : nil
    }
    return found.unit == .acre && word.map(streets.contains) ?? false ? nil : found
  }

  private static let streets: Set<Word> = [
    "lane", "road", "rd", "street", "st", "close", "way", "drive", "avenue", "court", "crescent",
    "walk", "place", "gardens", "grove", "hill", "house", "view",
  ]

  /// Whether the words around a size say that it is that of the ground.
  private static func isOfGround(
    before: ArraySlice<Token>, behind: ArraySlice<Token>
  ) -> Bool {
    let last = before.last { token in
      if token == .dot || token == .sign(UInt8(ascii: ":")) { return false }
      return token.word.map { !aboutWords.contains($0) } ?? true
    }
    let next = behind.first { $0 != .dash && $0.word != "of" }
    return last?.word.map(wordsBeforeGround.contains) ?? false
      || next?.word.map(groundWords.contains) ?? false
  }

  private static let aboutWords: Set<Word> = [
    "a", "an", "about", "approx", "approximately", "is", "measuring", "of", "over", "size", "the",
  ]
  private static let wordsBeforeGround: Set<Word> = [
    "land", "landsize", "lot", "on", "plot", "plots",
  ]
  private static let groundWords: Set<Word> = [
    "land", "landsize", "lot", "plot", "plots", "site",
  ]

  /// Whether a word counts: `four`.
  static func isCount(_ word: Word) -> Bool { counts[word] != nil }

  /// Whether a word says that bedrooms were counted.
  static func isOfBedrooms(_ word: Word) -> Bool { bedrooms.contains(word) }

  /// Whether what was counted are bedrooms: `4 beds`, `four-bedroom`.
  private static func areBedrooms(_ tokens: ArraySlice<Token>) -> Bool {
    let word = tokens.first == .dash ? tokens.dropFirst().first?.word : tokens.first?.word
    return word.map(bedrooms.contains) ?? false
  }

  private static let counts: [Word: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
  ]

  private static let bedrooms: Set<Word> = [
    "bed", "beds", "bedroom", "bedrooms", "bdrm", "bdrms", "brm", "brd", "bhk", "br", "bedrm",
  ]
}
