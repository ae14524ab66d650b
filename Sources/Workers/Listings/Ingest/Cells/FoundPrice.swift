/// What has been found of a price so far, while ``MoneyParser`` goes through a cell.
struct FoundPrice {
  private let parser: MoneyParser
  /// What the whole cell says, for words whose meaning depends on it.
  private let cellCurrency: String?
  private var lower: Numeral?
  private var upper: Numeral?
  private var lowerFactor: Int?
  private var upperFactor: Int?
  /// The token behind the first figure and its factor.
  private var lowerEnd = 0
  private var claim: CurrencyClaim
  private var period: Price.Period?
  private var areaUnit: AreaUnit?
  private var qualifier: Price.Qualifier?
  private var tax: Price.Tax?
  private var isOffer = false
  private var isNegative = false
  /// A dash or “to” stands directly before what comes.
  private var isRange = false
  private var isTooLarge = false
  /// Something but a currency stood before the first figure: a dash there is none of its.
  private var hasWords = false
  /// “Reduced” or “down” was said: “from” leads to what it was, “by” to the difference.
  private var isReduced = false
  private var aside = Aside.none
  /// Why the figure that was found is not the price; the first reason.
  private var doubt: String?

  /// Whether the next figure is what the price was, by how much it changed, or is asked besides it.
  private enum Aside {
    case none, next
    /// What is asked besides may be words: `£10,000 + VAT - £12,000 + VAT`.
    case nextUnlessRange
    /// It has just been: `deposit £1,000 - £1,200` goes on.
    case last
  }

  init(parser: MoneyParser, tokens: [Token]) {
    self.parser = parser
    claim = CurrencyClaim(row: parser.currency, rule: parser.ruleCurrency)
    var whole = claim
    if tokens.contains(where: { $0.word.map(MoneyParser.needsCurrency) ?? false }) {
      for index in tokens.indices { whole.take(tokens, at: index) }
    }
    cellCurrency = whole.code ?? parser.currency
  }

  init(parser: MoneyParser, number: Numeral) {
    self.parser = parser
    claim = CurrencyClaim()
    cellCurrency = nil
    lower = number
  }

  mutating func take(_ tokens: [Token], at index: inout Int) {
    switch tokens[index] {
    case .number(let number): take(number, tokens, at: &index)
    case .sign(let sign): take(sign: sign)
    case .word(let word): take(word, tokens, at: &index)
    }
  }
}

// Figures.
extension FoundPrice {
  private mutating func take(_ number: Numeral, _ tokens: [Token], at index: inout Int) {
    let before = index
    let factor = factor(behind: number, tokens, at: &index)
    let wasRange = isRange
    isRange = false
    if aside == .next || aside == .nextUnlessRange {
      aside = .last
    } else if lower == nil {
      lower = number
      lowerFactor = factor
      lowerEnd = index + 1
      doubtWord(behind: number, factor, tokens, at: index + 1)
    } else if wasRange, upper == nil {
      takeUpper(number, factor, tokens, at: &index)
    } else if let factor, let wider = lowerFactor, factor < wider, let first = lower {
      // `1 crore 25 lakh` is one figure.
      let sum = (first.value * Double(wider) + number.value * Double(factor)).rounded()
      isTooLarge = isTooLarge || sum > Self.sumMax
      lower = Numeral(digits: isTooLarge ? 0 : Int(sum))
      lowerFactor = 1
      lowerEnd = index + 1
    } else if PeriodWords.isTime(tokens, at: index + 1), number.value > 1, period == nil {
      if isOfSeveral(tokens, at: before) {
        doubt = doubt ?? "it is the price for several years, months or weeks"
      }
      index += 1
    } else if let length = lengthOfAside(tokens, at: index + 1) {
      index += length
    } else if isAmount(number, factor, tokens, at: before) {
      doubt = doubt ?? "it names two amounts, and does not say which is the price"
    }
  }

  /// The factor of the word behind a figure, which is taken with it.
  private mutating func factor(
    behind number: Numeral, _ tokens: [Token], at index: inout Int
  ) -> Int? {
    guard index + 1 < tokens.count, let word = tokens[index + 1].word else { return nil }
    switch MoneyParser.scale(of: word, number, in: cellCurrency) {
    case .factor(let factor):
      index += 1
      return factor
    case .unclear:
      index += 1
      doubt = doubt ?? "“mil” is a thousand in some languages, and a million in others"
      return 1
    case nil: return nil
    }
  }

  /// A word that nobody knows may be a factor, where the figure alone is small: `1,2 juta`.
  private mutating func doubtWord(
    behind number: Numeral, _ factor: Int?, _ tokens: [Token], at index: Int
  ) {
    guard factor == nil, Self.isSmall(number), index < tokens.count,
      let word = tokens[index].word
    else { return }
    if isKnown(word, tokens, at: index) || PriceWords.plain.contains(word) { return }
    doubt = doubt ?? "the word behind its figure is not known: it may be a factor"
  }

  private static func isSmall(_ number: Numeral) -> Bool {
    number.value < amountMin && !number.mayBeGrouped
  }

  /// Whether a word behind a figure says something that is read elsewhere.
  private func isKnown(_ word: Word, _ tokens: [Token], at index: Int) -> Bool {
    word == PriceWords.to || PeriodWords.isTime(tokens, at: index)
      || PeriodWords.read(tokens, at: index) != nil || PeriodWords.isOther(tokens, at: index)
      || AreaUnit.read(tokens, at: index) != nil || PriceWords.areaRates[word] != nil
      || Currency.code(of: word) != nil || PriceWords.parts[word] != nil
      || PriceWords.reductions.contains(word) || PriceWords.asides.contains(word)
      || MoneyParser.isOnRequest(word)
      || MoneyParser.qualifier(of: word, isBehind: false, isOffer: true) != nil
      || PriceWords.likeFigures.contains(word) && isBetweenFigures(tokens, index)
  }

  /// The upper end of a range, unless what stands behind it tells that it is something else:
  /// `N80m - 600sqm`, `£1,650 pcm - £381 pw`, `£300,000 - 3 bed`.
  private mutating func takeUpper(
    _ number: Numeral, _ factor: Int?, _ tokens: [Token], at index: inout Int
  ) {
    let next = index + 1
    if AreaUnit.read(tokens, at: next) != nil {
      index += lengthOfAside(tokens, at: next) ?? 0
    } else if let period, let other = periodBehind(tokens, at: next), other != period {
      index += lengthOfAside(tokens, at: next) ?? 0
    } else if factor == nil, let lower, next < tokens.count, let word = tokens[next].word,
      number.value < lower.value * Double(lowerFactor ?? 1),
      PeriodWords.isTime(tokens, at: next) && period == nil || !isKnown(word, tokens, at: next)
    {
      if PeriodWords.isTime(tokens, at: next) { index += 1 }
    } else {
      upper = number
      upperFactor = factor
      doubtWord(behind: number, factor, tokens, at: next)
    }
  }

  private func periodBehind(_ tokens: [Token], at index: Int) -> Price.Period? {
    guard index < tokens.count else { return nil }
    let isRate = tokens[index] == .slash || tokens[index].word == "per"
    let word = isRate ? index + 1 : index
    return word < tokens.count ? PeriodWords.period(tokens, at: word) : nil
  }

  /// `£2,400 for 2 years`, `£30,000 per 6 months`, `£300 / 3 nights`.
  private func isOfSeveral(_ tokens: [Token], at index: Int) -> Bool {
    index == lowerEnd || tokens[index - 1] == .slash
      || tokens[index - 1].word.map(PeriodWords.isCounting) ?? false
  }

  /// How many tokens say that the figure before them is a size, a rate, or the same price for
  /// another time: `₦80m (1,200 sqm)`, `£120,000 (£85/sqft)`, `£1,650 pcm, £381 pw`.
  private func lengthOfAside(_ tokens: [Token], at index: Int) -> Int? {
    guard index < tokens.count else { return nil }
    let isRate = tokens[index] == .slash || tokens[index].word == "per"
    let unit = isRate ? index + 1 : index
    guard unit < tokens.count else { return nil }
    if let (_, length) = AreaUnit.read(tokens, at: unit) { return unit + length - index }
    if period == nil { return nil }
    if let (_, length) = PeriodWords.read(tokens, at: unit) { return unit + length - index }
    return PeriodWords.isTime(tokens, at: unit) ? unit + 1 - index : nil
  }

  /// Whether a further figure may be a price, and not a day, a year, a count or a number of a row.
  private func isAmount(
    _ number: Numeral, _ factor: Int?, _ tokens: [Token], at index: Int
  ) -> Bool {
    if index > 0, let word = tokens[index - 1].word, Currency.code(of: word) != nil { return true }
    let value = number.value * Double(factor ?? 1)
    let isYear = factor == nil && number.decimals == 0 && Self.years.contains(value)
    return value >= Self.amountMin && !isYear
  }

  /// More than anything costs, and exact.
  private static let sumMax = 9e15
  /// Of a further figure without a sign of its currency.
  private static let amountMin = 1_000.0
  private static let years = 1900.0...2100.0
}

// Signs and words.
extension FoundPrice {
  private mutating func take(sign: UInt8) {
    switch sign {
    case UInt8(ascii: "-"):
      if lower == nil { isNegative = isNegative || !hasWords } else { startRange() }
    case UInt8(ascii: "#"): isTooLarge = true
    case UInt8(ascii: "+"): if lower != nil { aside = .nextUnlessRange }
    default: break
    }
  }

  private mutating func startRange() {
    switch aside {
    case .last: aside = .next
    case .next: break
    case .none, .nextUnlessRange:
      aside = .none
      isRange = true
    }
  }

  private mutating func take(_ word: Word, _ tokens: [Token], at index: inout Int) {
    if word == PriceWords.to {
      if lower != nil { startRange() }
    } else if lower != nil, let (period, length) = PeriodWords.read(tokens, at: index) {
      self.period = period
      index += length - 1
    } else if lower != nil, let (unit, length) = areaUnit(tokens, at: index) {
      areaUnit = unit
      index += length - 1
    } else if !claim.take(tokens, at: index) {
      if lower != nil, period == nil, PeriodWords.isOther(tokens, at: index) {
        doubt = doubt ?? "it is the price for a time that is no night, week, month or year"
      }
      take(saying: word, tokens, at: index)
    }
  }

  /// The unit of a rate, `/sqm`, `per acre` or `psf`. A unit alone is one of a size: behind the
  /// figure itself it leaves open whether that is a price.
  private mutating func areaUnit(
    _ tokens: [Token], at index: Int
  ) -> (unit: AreaUnit, length: Int)? {
    if let word = tokens[index].word, let unit = PriceWords.areaRates[word] { return (unit, 1) }
    guard index > 0, let found = AreaUnit.read(tokens, at: index) else { return nil }
    let before = tokens[index - 1]
    if before == .slash || before.word.map(PeriodWords.isEach) ?? false { return found }
    if index == lowerEnd {
      doubt = doubt ?? "it may be a size, or the price of one unit of area: write “per” before it"
    }
    return nil
  }

  private mutating func take(saying word: Word, _ tokens: [Token], at index: Int) {
    hasWords = true
    isRange = false
    if aside == .last { aside = .none }
    if let found = TaxWords.tax(tokens, at: index), isOfPrice(tokens, at: index) { tax = found }
    if isBetweenFigures(tokens, index), PriceWords.likeFigures.contains(word) {
      doubt = doubt ?? "a letter stands among its figures"
    } else if let reason = PriceWords.parts[word] {
      doubt = doubt ?? reason
    } else if PriceWords.rooms.contains(word), isOfEach(tokens, at: index) {
      doubt = doubt ?? "it is the price of a room"
    } else if PriceWords.reductions.contains(word) {
      isReduced = true
    } else if word == PriceWords.plus {
      aside = .nextUnlessRange
    } else if PriceWords.asides.contains(word)
      || isReduced && PriceWords.asidesBehindReduced.contains(word)
    {
      aside = .next
    } else if PriceWords.offers.contains(word) {
      isOffer = true
    } else if qualifier == nil, !PriceWords.circa.contains(word) || index == 0 {
      qualifier = MoneyParser.qualifier(of: word, isBehind: lower != nil, isOffer: isOffer)
    }
  }

  /// Whether nothing before a word is asked besides the price: `£900, legal fees £300 + VAT`.
  private func isOfPrice(_ tokens: [Token], at index: Int) -> Bool {
    lower == nil
      || !tokens[lowerEnd..<index].lazy.compactMap(\.word).contains {
        PriceWords.asides.contains($0)
      }
  }

  private func isBetweenFigures(_ tokens: [Token], _ index: Int) -> Bool {
    index > 0 && index + 1 < tokens.count && tokens[index - 1].number != nil
      && (tokens[index + 1].number != nil || tokens[index + 1] == .dot)
  }

  private func isOfEach(_ tokens: [Token], at index: Int) -> Bool {
    index > 0
      && (tokens[index - 1] == .slash || tokens[index - 1].word.map(PeriodWords.isEach) ?? false)
  }
}

// The outcome.
extension FoundPrice {
  func result(_ tokens: [Token]) -> Reading<MoneyParser.Asked> {
    if isTooLarge { return .unreadable(Self.tooLarge) }
    guard let lower else { return words(tokens) }
    if claim.isContradicted { return .unreadable("it names two currencies") }
    if isNegative { return .unreadable("a price cannot be negative") }
    if let doubt = doubt ?? doubtFigures(lower) { return .unreadable(doubt) }
    let inherited = inheritedFactor(lower)
    var minimum = minorUnits(lower, lowerFactor ?? inherited)
    let maximum = upper.map { minorUnits($0, upperFactor) }
    if minimum == nil || maximum == .some(nil) {
      return .unreadable(Self.tooLarge)
    }
    if minimum == 0, let upper = maximum ?? nil { minimum = upper }
    guard let minimum, minimum > 0 else { return .unreadable(Self.nothing) }
    if let maximum = maximum ?? nil {
      if maximum < minimum { return .unreadable("its range ends below where it begins") }
      if maximum / minimum >= Self.rangeMax { return .unreadable("its range is too wide for one") }
    }
    return price(minimum, maximum ?? nil)
  }

  private static let tooLarge = "the number is too large for a price"
  private static let nothing = "a price of 0 is no price"
  /// No property costs that many times as much as itself.
  private static let rangeMax = 1_000

  /// What the figures themselves leave open.
  private func doubtFigures(_ lower: Numeral) -> String? {
    let factors = [lowerFactor ?? inheritedFactor(lower), upperFactor]
    for (number, factor) in zip([lower, upper], factors) {
      guard let number else { continue }
      if number.isRounded { return Numeral.roundedReason }
      if number.hasLongTail, factor == nil, parser.unit == 1 {
        return "no amount of money has so many decimals"
      }
    }
    return nil
  }

  private func price(_ minimum: Int, _ maximum: Int?) -> Reading<MoneyParser.Asked> {
    var price = Price(
      minorUnits: minimum, maximumMinorUnits: maximum.flatMap { $0 > minimum ? $0 : nil },
      currency: claim.code ?? parser.currency, period: period ?? parser.period)
    price.tax = tax ?? parser.tax
    // A range says itself from where to where.
    if price.maximumMinorUnits == nil { price.qualifier = qualifier }
    if let areaUnit {
      price.isPerArea = true
      guard let least = areaUnit.perSquareMetre(minimum),
        let most = areaUnit.perSquareMetre(price.maximumMinorUnits ?? minimum)
      else { return .unreadable(Self.tooLarge) }
      if least == 0 { return .unreadable(Self.nothing) }
      price.minorUnits = least
      price.maximumMinorUnits = most > least ? most : nil
    }
    return .value(.price(price))
  }

  /// In `1.2 - 1.5bn` the factor counts for both.
  private func inheritedFactor(_ number: Numeral) -> Int? {
    number.value < 1_000 ? upperFactor : nil
  }

  private func minorUnits(_ number: Numeral, _ factor: Int?) -> Int? {
    var number = number
    if factor == nil, parser.unit < Self.lakh, number.mayBeGrouped { number.decimals = 0 }
    let (factor, isTooLarge) = (factor ?? parser.unit)
      .multipliedReportingOverflow(by: MoneyParser.minorUnits)
    return isTooLarge ? nil : number.multiplied(by: factor)
  }

  /// In a column of lakh or crore `39.071` is no figure of five digits.
  private static let lakh = 100_000

  private func words(_ tokens: [Token]) -> Reading<MoneyParser.Asked> {
    let words = tokens.compactMap(\.word)
    if words.contains(where: MoneyParser.isOnRequest) { return .value(.words) }
    if tokens.contains(where: { $0.number != nil }) {
      return .unreadable("it says only what the price was, or what is asked besides it")
    }
    let onlyCurrency = words.allSatisfy { Currency.code(of: $0) != nil }
    return onlyCurrency ? .missing : .unreadable("there is no number in it")
  }
}
