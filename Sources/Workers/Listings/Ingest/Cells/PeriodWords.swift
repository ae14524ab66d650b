/// How people say for what time a price is paid.
enum PeriodWords {
  /// The period that the word at `index` says: `pcm`, `/year`, `per night`, `p.a.`
  static func period(_ tokens: [Token], at index: Int) -> Price.Period? {
    guard let word = tokens[index].word else { return nil }
    if let period = whole[word] { return period }
    if index > 0 {
      switch tokens[index - 1] {
      case .slash: if let period = afterSlash[word] { return period }
      case .dot where index > 1 && tokens[index - 2].word == "p": return dotted[word]
      default: break
      }
    }
    return nil
  }

  /// Whether the word at `index` says a time for which prices are not kept: `per quarter`, `/hour`.
  static func isOther(_ tokens: [Token], at index: Int) -> Bool {
    guard index > 0, let word = tokens[index].word, others.contains(word) else { return false }
    return tokens[index - 1] == .slash || tokens[index - 1].word.map(each.contains) ?? false
  }

  private static let others: Set<Word> = [
    "quarter", "hour", "hr", "half", Word("fortnight"), "term", "season", "decade", "minute",
  ]
  private static let each: Set<Word> = ["per", "a", "an", "each", "every"]

  /// The period that a rule or a header names: `month`, `monthly`, `per annum`.
  static func period(named text: some StringProtocol) -> Price.Period? {
    var lexer = Lexer()
    lexer.read(Array(text.utf8).span)
    return period(of: lexer.tokens)
  }

  /// The first that any of the words says.
  static func period(of tokens: [Token]) -> Price.Period? {
    tokens.indices.lazy.compactMap { period(tokens, at: $0) }.first
  }

  private static let whole: [Word: Price.Period] = [
    "year": .year, "yearly": .year, "yr": .year, "annum": .year, "annual": .year,
    "annually": .year, "pa": .year, "years": .year,
    "month": .month, "monthly": .month, "mth": .month, "mo": .month, "pcm": .month, "pm": .month,
    "mês": .month,
    "week": .week, "weekly": .week, "pw": .week, "wk": .week,
    "day": .day, "daily": .day,
    "night": .night, "nightly": .night, "nights": .night, "pn": .night,
  ]

  /// Letters that mean a period only behind a slash.
  private static let afterSlash: [Word: Price.Period] = [
    "y": .year, "a": .year, "m": .month, "w": .week, "d": .day, "n": .night,
  ]

  private static let dotted: [Word: Price.Period] = [
    "a": .year, "m": .month, "w": .week, "n": .night, "d": .day,
  ]
}
