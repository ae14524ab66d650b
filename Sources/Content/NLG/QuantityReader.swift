/// Finds the quantities in a text: numbers in digits or words, with currency, unit and period.
struct QuantityReader {
  private let tokens: [Token]
  private let units: UnitNames
  private var index = 0

  /// - Parameter units: Units to know besides the usual ones.
  init(_ tokens: [Token], units: [Unit]) {
    self.tokens = tokens
    self.units = units.isEmpty ? QuantityReader.usualUnits : UnitNames(Unit.known + units)
  }

  /// All quantities in order. Tokens at which `isSkipped` says yes are passed over.
  mutating func run(skipping isSkipped: (Int) -> Bool) -> [Quantity] {
    var quantities: [Quantity] = []
    while index < tokens.count {
      if isSkipped(index) {
        index += 1
      } else if let quantity = quantity() {
        quantities.append(quantity)
      } else {
        index += 1
      }
    }
    return quantities
  }

  private mutating func quantity() -> Quantity? {
    let start = index
    var currencies: [String]?
    if case .currency(let codes) = tokens[index].kind {
      currencies = codes
      index += 1
    }
    guard let number = number() else {
      index = start
      return nil
    }
    let (figure, step) = multiplied(number, isMoney: currencies != nil)
    if currencies == nil { currencies = currencyAfter() }
    let kind: Quantity.Kind =
      currencies.map { .money($0) } ?? unit().map { .measure($0) } ?? .plain
    // Of a currency that is not known the code is a word, and the amount a plain number.
    let isMeasure = if case .measure = kind { true } else { false }
    let period = isMeasure ? nil : period()
    return Quantity(
      figure: figure, kind: kind, step: step, period: period, following: following(),
      tokens: start..<index)
  }

  // MARK: Numbers

  private mutating func number() -> Figure? {
    guard index < tokens.count else { return nil }
    switch tokens[index].kind {
    case .number(let figure):
      index += 1
      return figure
    case .word: return numberInWords()
    default: return nil
    }
  }

  /// `seven`, `twenty`, `twenty-one`. `one` counts only where it is a number and not a pronoun.
  private mutating func numberInWords() -> Figure? {
    let word = tokens[index].text
    if let small = smallNumbers[word] {
      if small == 1, isPronoun { return nil }
      index += 1
      return Figure(small)
    }
    guard var value = tens[word] else { return nil }
    index += 1
    let next = index < tokens.count && tokens[index].isHyphen ? index + 1 : index
    if next < tokens.count,
      let digit = smallNumbers[tokens[next].text], 1..<10 ~= digit
    {
      value += digit
      index = next + 1
    }
    return Figure(value)
  }

  /// `one of`, `the one`, `this one`, and a `one` that ends its clause.
  private var isPronoun: Bool {
    let before = index > 0 ? tokens[index - 1].text : ""
    let after = index + 1 < tokens.count ? tokens[index + 1] : nil
    if ["the", "this", "that", "no", "any", "every", "which", "another"].contains(before) {
      return true
    }
    guard let after else { return true }
    return after.text == "of" || (after.kind == .mark && !after.isHyphen)
  }

  /// `5 million`, and after a currency `5 m`, which otherwise would be metres.
  private mutating func multiplied(_ figure: Figure, isMoney: Bool) -> (Figure, step: Figure?) {
    guard index < tokens.count else { return (figure, nil) }
    let word = tokens[index].text
    guard let factor = multipliers[word] ?? (isMoney ? shortMultipliers[word] : nil),
      let product = figure.multiplied(by: factor)
    else { return (figure, nil) }
    let unitStep = Figure(1, scale: figure.scale).multiplied(by: factor)
    index += 1
    return (product, unitStep)
  }

  // MARK: What the number is of

  private mutating func currencyAfter() -> [String]? {
    guard index < tokens.count, tokens[index].kind == .word,
      let codes = CurrencyWriting.afterAmounts[tokens[index].text]
    else { return nil }
    index += 1
    return codes
  }

  private mutating func unit() -> Unit? {
    var start = index
    if start < tokens.count, tokens[start].isHyphen { start += 1 }
    guard start < tokens.count, units[first: tokens[start].text] else { return nil }
    for length in [3, 2, 1] where start + length <= tokens.count {
      let words = (start..<(start + length)).flatMap { self.words(at: $0) }
      if let unit = units[words] {
        index = start + length
        return unit
      }
    }
    return nil
  }

  /// The word or sign at a place; a hyphen within a unit (`square-foot`) has none.
  private func words(at index: Int) -> [String] {
    tokens[index].isHyphen ? [] : [tokens[index].text]
  }

  private mutating func period() -> Period? {
    guard index < tokens.count else { return nil }
    if let period = periodAdverbs[tokens[index].text] { return period }
    guard ["per", "a", "each", "every", "/"].contains(tokens[index].text), index + 1 < tokens.count
    else { return nil }
    return periodNouns[tokens[index + 1].text]
  }

  /// The words that the number may count: `three deep wooden shelves`.
  private func following() -> [String] {
    var words: [String] = []
    for token in tokens[index...] {
      if token.isHyphen { continue }
      guard token.kind == .word, words.count < 4, !["and", "or", "with"].contains(token.text)
      else { break }
      words.append(token.text)
    }
    return words
  }

  private static let usualUnits = UnitNames(Unit.known)
}

/// The names of units, and the words that they begin with.
private struct UnitNames {
  private var names: [[String]: Unit] = [:]
  private var firstWords: Set<String> = []

  init(_ units: [Unit]) {
    for unit in units {
      let further = [unit.symbol, unit.singular, unit.inProse].map { $0.lowercased() }
      for name in unit.names + further {
        let words = name.split(separator: " ").map(String.init)
        if names[words] == nil { names[words] = unit }
        if let first = words.first { firstWords.insert(first) }
      }
    }
  }

  subscript(words: [String]) -> Unit? { names[words] }
  subscript(first word: String) -> Bool { firstWords.contains(word) }
}

// Data tables.
private let smallNumbers = Dictionary(
  uniqueKeysWithValues: English.smallNumbers.enumerated().map { ($1, $0) })
private let tens = Dictionary(
  uniqueKeysWithValues: English.tens.enumerated().map { ($1, 10 * ($0 + 2)) })
private let multipliers = ["thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000]
private let shortMultipliers = ["k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000]
private let periodNouns = Dictionary(
  uniqueKeysWithValues: Period.allCases.map { ($0.rawValue, $0) }
)
.merging(["annum": .year, "pcm": .month]) { noun, _ in noun }
private let periodAdverbs = Dictionary(
  uniqueKeysWithValues: Period.allCases.compactMap { period in
    period.adverb.map { ($0, period) }
  }
).merging(["annually": .year, "pcm": .month, "pa": .year]) { adverb, _ in adverb }
