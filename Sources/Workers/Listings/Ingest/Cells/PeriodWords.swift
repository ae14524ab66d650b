/// How people say for what time a price is paid.
enum PeriodWords {
  /// What a column of periods says.
  enum Saying: Hashable, Sendable {
    case period(Price.Period)
    /// A time for which prices are not kept: `Quarterly`, `per 6 months`.
    case other
  }

  /// The period that the word at `index` says: `pcm`, `/year`, `per night`, `p.a.`
  static func period(_ tokens: [Token], at index: Int) -> Price.Period? {
    read(tokens, at: index)?.period
  }

  /// The period at `index`, and how many tokens it takes: `p.c.m.` are six.
  static func read(_ tokens: [Token], at index: Int) -> (period: Price.Period, length: Int)? {
    guard let word = tokens[index].word else { return nil }
    if let period = whole[word] {
      let isSeveral = plurals.contains(word) && index > 0 && tokens[index - 1].number != nil
      return isSeveral || isSlower(tokens, at: index) ? nil : (period, 1)
    }
    if word == "p" { return dotted(tokens, at: index) }
    if index > 0, tokens[index - 1] == .slash { return afterSlash[word].map { ($0, 1) } }
    return nil
  }

  /// `p.c.m.`, `p.a.`, `p/m`: the last letter says it.
  private static func dotted(
    _ tokens: [Token], at start: Int
  ) -> (period: Price.Period, length: Int)? {
    var period: Price.Period?
    var index = start + 1
    while index + 1 < tokens.count, tokens[index] == .dot || tokens[index] == .slash,
      let letter = tokens[index + 1].word, letter == "c" || letters[letter] != nil
    {
      period = letters[letter] ?? period
      index += 2
    }
    guard let period else { return nil }
    if index < tokens.count, tokens[index] == .dot { index += 1 }
    return (period, index - start)
  }

  /// `half-yearly`, `bi-weekly`.
  private static func isSlower(_ tokens: [Token], at index: Int) -> Bool {
    let before = index > 1 && tokens[index - 1] == .dash ? index - 2 : index - 1
    return before >= 0 && (tokens[before].word.map(slower.contains) ?? false)
  }

  private static let slower: Set<Word> = ["half", "bi", "semi", "tri"]

  /// Whether the word at `index` says a time for which prices are not kept: `per quarter`, `/hour`,
  /// `quarterly`.
  static func isOther(_ tokens: [Token], at index: Int) -> Bool {
    guard let word = tokens[index].word else { return false }
    if adverbs.contains(word) || whole[word] != nil && isSlower(tokens, at: index) { return true }
    guard index > 0, others.contains(word) else { return false }
    return tokens[index - 1] == .slash || tokens[index - 1].word.map(each.contains) ?? false
  }

  /// Whether the word at `index` is a time, of which a number before it says how many: `6 months`,
  /// `4 weekly`.
  static func isTime(_ tokens: [Token], at index: Int) -> Bool {
    guard index < tokens.count, let word = tokens[index].word else { return false }
    return whole[word] != nil || several[word] != nil
  }

  /// Words before what a price is of: `per month`, `a room`.
  static func isEach(_ word: Word) -> Bool { each.contains(word) }

  /// Words before how many times a price is paid for: `for 6 months`, `per 4 weeks`.
  static func isCounting(_ word: Word) -> Bool { word == "for" || each.contains(word) }

  private static let others: Set<Word> = [
    "quarter", "hour", "hr", "half", Word("fortnight"), "term", "season", "decade", "minute",
    "semester", "session",
  ]
  /// Fortnight and fortnightly are one word of eight letters.
  private static let adverbs: Set<Word> = [
    Word("quarterly"), Word("fortnightly"), "hourly", Word("biweekly"), Word("bimonthly"),
    Word("biannually"), Word("semiannual"), "pq", "termly",
  ]
  private static let each: Set<Word> = ["per", "a", "an", "each", "every"]

  /// The period that a rule or a header names: `month`, `monthly`, `per annum`.
  static func period(named text: some StringProtocol) -> Price.Period? {
    period(of: Lexer.tokens(of: text))
  }

  /// The first that any of the words says.
  static func period(of tokens: [Token]) -> Price.Period? {
    if Placeholder.isOne(tokens) { return nil }
    return tokens.indices.lazy.compactMap { period(tokens, at: $0) }.first
  }

  /// What a cell of a column of periods says; nil for words that nobody knows.
  static func saying(_ tokens: [Token]) -> Saying? {
    let words = tokens.compactMap(\.word)
    if words.contains(where: { others.contains($0) || adverbs.contains($0) }) { return .other }
    for (index, token) in tokens.enumerated() {
      if isOther(tokens, at: index) { return .other }
      if let number = token.number, number.value > 1, isTime(tokens, at: index + 1) {
        return .other
      }
    }
    let plural = tokens.count == 1 ? words.first.flatMap { several[$0] } : nil
    if let period = period(of: tokens) ?? plural { return .period(period) }
    return words.contains(where: onces.contains) ? .period(.once) : nil
  }

  private static let onces: Set<Word> = [
    "once", "total", "sale", "sales", "outright", Word("freehold"), "lumpsum", "lump", "fixed",
  ]

  private static let whole: [Word: Price.Period] = [
    "year": .year, "yearly": .year, "yr": .year, "annum": .year, "annual": .year,
    "annually": .year, "pa": .year, "years": .year,
    "month": .month, "monthly": .month, "mth": .month, "mo": .month, "pcm": .month, "pm": .month,
    "mês": .month,
    "week": .week, "weekly": .week, "pw": .week, "wk": .week,
    "day": .day, "daily": .day,
    "night": .night, "nightly": .night, "nights": .night, "pn": .night,
  ]

  /// Of these a number may stand before them, and no period is meant.
  private static let plurals: Set<Word> = ["years", "nights"]

  /// In a header they count something else: `days on market`.
  private static let several: [Word: Price.Period] = [
    "yrs": .year, "months": .month, "mths": .month, "weeks": .week, "wks": .week, "days": .day,
  ]

  /// Letters that mean a period only behind a slash.
  private static let afterSlash: [Word: Price.Period] = [
    "y": .year, "a": .year, "m": .month, "w": .week, "d": .day, "n": .night,
  ]

  /// Letters that mean a period only behind a `p` and a sign.
  private static let letters: [Word: Price.Period] = [
    "a": .year, "m": .month, "w": .week, "n": .night, "d": .day,
  ]
}
