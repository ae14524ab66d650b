/// Reads money as people write it: `₦252,000,000`, `N25m`, `£1,650 pcm`, `R 1 500 000`,
/// `750,000/sqm`, `1.2 - 1.5bn`, `39.5 lakh`, `offers over £425,000`, `POA`.
struct MoneyParser: Sendable {
  /// What a cell says.
  enum Asked: Hashable, Sendable {
    case price(Price)
    /// Words instead of a number, as in `Price on request`.
    case words
  }

  /// For cells that do not say themselves: the currency of the column or of the rule.
  var currency: String?
  /// The rule's currency, for a sign that several currencies share.
  var ruleCurrency: String?
  var period = Price.Period.once
  /// The column counts in thousands, lakh or crore.
  var unit = 1

  /// Amounts are kept in hundredths, whatever the currency.
  static let minorUnits = 100

  func read(_ tokens: [Token]) -> Reading<Asked> {
    if Placeholder.isOne(tokens) { return .missing }
    var found = Found(parser: self)
    var index = 0
    while index < tokens.count {
      found.take(tokens, at: &index)
      index += 1
    }
    return found.result(tokens)
  }

  /// A cell of one number and nothing else.
  func read(_ number: Numeral) -> Reading<Asked> {
    Found(parser: self, number: number).result([])
  }

  /// The factor of a word behind a number: `25m`, `1.2bn`, `45 lakh`.
  static func factor(of word: Word) -> Int? { factors[word] }

  private static let factors: [Word: Int] = [
    "k": 1_000, "thousand": 1_000,
    "m": 1_000_000, "mn": 1_000_000, "mil": 1_000_000, "mill": 1_000_000, "million": 1_000_000,
    "millions": 1_000_000, "mm": 1_000_000,
    "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
    "tn": 1_000_000_000_000, "trillion": 1_000_000_000_000,
    "l": 100_000, "lac": 100_000, "lacs": 100_000, "lakh": 100_000, "lakhs": 100_000,
    "cr": 10_000_000, "crore": 10_000_000, "crores": 10_000_000,
  ]

  /// What a word says of the figure beside it: `from £310,000`, `£425,000 OIEO`.
  ///
  /// - Parameters:
  ///   - isBehind: that it stands behind the figure, where `from 1 May` is about something else.
  ///   - isOffer: that “offers” stand before it.
  static func qualifier(
    of word: Word, isBehind: Bool, isOffer: Bool
  ) -> Price.Qualifier? {
    switch qualifiers[word] {
    case .anywhere(let qualifier): qualifier
    case .before(let qualifier): isBehind && !isOffer ? nil : qualifier
    case .ofOffers(let qualifier): isOffer ? qualifier : nil
    case nil: nil
    }
  }

  /// Where a word says something of a figure.
  private enum Place {
    case anywhere(Price.Qualifier)
    case before(Price.Qualifier)
    case ofOffers(Price.Qualifier)
  }

  /// Of a phrase it is the word that tells it from others: `offers in the region of`.
  private static let qualifiers: [Word: Place] = [
    "from": .before(.from), "over": .ofOffers(.offersOver), "excess": .before(.offersOver),
    "oieo": .anywhere(.offersOver), "guide": .anywhere(.guide), "oiro": .anywhere(.around),
    "region": .before(.around), "circa": .before(.around), "around": .before(.around),
    "fixed": .anywhere(.fixed),
  ]

  /// Words that say on purpose that there is no number.
  static func isOnRequest(_ word: Word) -> Bool { requests.contains(word) }

  private static let requests: Set<Word> = [
    "poa", "request", Word("application"), "call", "contact", "enquire", "enquirie", "inquire",
    "ask", "tba", "tbd", Word("negotiable"), "auction", "offers", "offer", "sem", "incluso",
    Word("included"), "consult", "consulte", "sold", "por",
  ]
}

/// What has been found of a price so far.
private struct Found {
  let parser: MoneyParser
  private var lower: Numeral?
  private var upper: Numeral?
  private var lowerFactor: Int?
  private var upperFactor: Int?
  private var currency: String?
  private var period: Price.Period?
  private var areaUnit: AreaUnit?
  private var qualifier: Price.Qualifier?
  private var isOffer = false
  private var isNegative = false
  private var isRange = false
  private var isTooLarge = false
  private var hasTwoCurrencies = false
  /// Something but a currency stood before the first figure: a dash there is none of its.
  private var hasWords = false
  /// “Reduced” or “down” was said: “from” leads to what it was, “by” to the difference.
  private var isReduced = false
  /// The next figure is what the price was, by how much it changed, or is asked besides it.
  private var isNextAside = false
  /// Why the figure that was found is not the price; the first reason.
  private var doubt: String?

  private static let to: Word = "to"
  private static let offers: Set<Word> = ["offers", "offer"]

  init(parser: MoneyParser, number: Numeral? = nil) {
    self.parser = parser
    lower = number
  }

  mutating func take(_ tokens: [Token], at index: inout Int) {
    switch tokens[index] {
    case .number(let number): take(number, tokens, at: &index)
    case .sign(let sign): take(sign: sign)
    case .word(let word): take(word, tokens, at: &index)
    }
  }

  private mutating func take(_ number: Numeral, _ tokens: [Token], at index: inout Int) {
    let before = index
    var factor: Int?
    if index + 1 < tokens.count, let word = tokens[index + 1].word {
      factor = MoneyParser.factor(of: word)
      if factor != nil { index += 1 }
    }
    if isNextAside {
      isNextAside = false
    } else if lower == nil {
      lower = number
      lowerFactor = factor
    } else if isRange, upper == nil {
      upper = number
      upperFactor = factor
    } else if let factor, let wider = lowerFactor, factor < wider, let first = lower {
      // `1 crore 25 lakh` is one figure.
      let sum = (first.value * Double(wider) + number.value * Double(factor)).rounded()
      isTooLarge = isTooLarge || sum > Self.sumMax
      lower = Numeral(digits: isTooLarge ? 0 : Int(sum))
      lowerFactor = 1
    } else if isOfSeveral(number, tokens, at: before) {
      doubt = doubt ?? "it is the price for several years, months or weeks"
    } else if let length = lengthOfAside(tokens, at: index + 1) {
      index += length
    } else if isAmount(number, factor, tokens, at: before) {
      doubt = doubt ?? "it names two amounts, and does not say which is the price"
    }
    isRange = false
  }

  /// `£2,400 for 2 years`.
  private func isOfSeveral(_ number: Numeral, _ tokens: [Token], at index: Int) -> Bool {
    period == nil && number.value > 1 && tokens[index - 1].word == "for"
      && index + 1 < tokens.count && PeriodWords.period(tokens, at: index + 1) != nil
  }

  /// How many tokens say that the figure before them is a size, a rate, or the same price for
  /// another time: `₦80m (1,200 sqm)`, `£120,000 (£85/sqft)`, `£1,650 pcm, £381 pw`.
  private func lengthOfAside(_ tokens: [Token], at index: Int) -> Int? {
    guard index < tokens.count else { return nil }
    let isRate = tokens[index] == .slash || tokens[index].word == "per"
    let unit = isRate ? index + 1 : index
    guard unit < tokens.count else { return nil }
    if let (_, length) = AreaUnit.read(tokens, at: unit) { return unit + length - index }
    return period != nil && PeriodWords.period(tokens, at: unit) != nil ? unit + 1 - index : nil
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

  private mutating func take(sign: UInt8) {
    switch sign {
    case UInt8(ascii: "-"):
      if lower == nil { isNegative = isNegative || !hasWords } else { isRange = true }
    case UInt8(ascii: "#"): isTooLarge = true
    case UInt8(ascii: "+"): isNextAside = lower != nil
    default: break
    }
  }

  private mutating func take(_ word: Word, _ tokens: [Token], at index: inout Int) {
    if word == Self.to {
      isRange = lower != nil
    } else if lower != nil, let period = PeriodWords.period(tokens, at: index) {
      self.period = period
    } else if lower != nil, let (unit, length) = AreaUnit.read(tokens, at: index) {
      areaUnit = unit
      index += length - 1
    } else if let code = Currency.code(of: word) {
      let code = Currency.resolve(code, word, rule: parser.ruleCurrency)
      if let currency, currency != code { hasTwoCurrencies = true }
      currency = code
    } else {
      if lower != nil, period == nil, PeriodWords.isOther(tokens, at: index) {
        doubt = doubt ?? "it is the price for a time that is no night, week, month or year"
      }
      take(saying: word, isGlued: isBetweenFigures(tokens, index))
    }
  }

  private mutating func take(saying word: Word, isGlued: Bool) {
    hasWords = true
    if isGlued, Self.likeFigures.contains(word) {
      doubt = doubt ?? "a letter stands among its figures"
    } else if let reason = Self.parts[word] {
      doubt = doubt ?? reason
    } else if Self.reductions.contains(word) {
      isReduced = true
    } else if Self.asides.contains(word) || isReduced && Self.asidesBehindReduced.contains(word) {
      isNextAside = true
    } else if Self.offers.contains(word) {
      isOffer = true
    } else if qualifier == nil {
      qualifier = MoneyParser.qualifier(of: word, isBehind: lower != nil, isOffer: isOffer)
    }
  }

  private func isBetweenFigures(_ tokens: [Token], _ index: Int) -> Bool {
    index > 0 && index + 1 < tokens.count && tokens[index - 1].number != nil
      && (tokens[index + 1].number != nil || tokens[index + 1] == .dot)
  }

  private static let reductions: Set<Word> = ["reduced", "down", "cut", "dropped"]
  /// What stands behind them was asked once, or is asked besides the price.
  private static let asides: Set<Word> = [
    "was", Word("previously"), Word("originally"), Word("formerly"), "plus", "deposit", "bond",
    "service", "agency", "legal", "caution", "fee", "fees",
  ]
  private static let asidesBehindReduced: Set<Word> = ["from", "by"]
  private static let likeFigures: Set<Word> = ["o", "i", "s", "z"]
  /// What is asked for a part of a home is no price of the home.
  private static let parts: [Word: String] = {
    let (share, person) = ("it is the price of a share", "it is the price for each person")
    return [
      "share": share, "shared": share, "person": person, "pp": person, "pppw": person,
      "pppm": person, "pppcm": person, "tenant": person, "student": person,
    ]
  }()

  func result(_ tokens: [Token]) -> Reading<MoneyParser.Asked> {
    if isTooLarge { return .unreadable(Self.tooLarge) }
    guard let lower else { return words(tokens) }
    if hasTwoCurrencies { return .unreadable("it names two currencies") }
    if isNegative { return .unreadable("a price cannot be negative") }
    if let doubt { return .unreadable(doubt) }
    var minimum = minorUnits(lower, lowerFactor ?? inheritedFactor(lower))
    let maximum = upper.map { minorUnits($0, upperFactor) }
    if minimum == nil || maximum == .some(nil) {
      return .unreadable(Self.tooLarge)
    }
    if minimum == 0, let upper = maximum ?? nil { minimum = upper }
    guard let minimum, minimum > 0 else { return .unreadable(Self.nothing) }
    return price(minimum, maximum ?? nil)
  }

  private static let tooLarge = "the number is too large for a price"
  private static let nothing = "a price of 0 is no price"

  private func price(_ minimum: Int, _ maximum: Int?) -> Reading<MoneyParser.Asked> {
    var price = Price(
      minorUnits: minimum, maximumMinorUnits: maximum.flatMap { $0 > minimum ? $0 : nil },
      currency: currency ?? parser.currency, period: period ?? parser.period)
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
    if factor == nil, number.mayBeGrouped { number.decimals = 0 }
    let (factor, isTooLarge) = (factor ?? parser.unit)
      .multipliedReportingOverflow(by: MoneyParser.minorUnits)
    return isTooLarge ? nil : number.multiplied(by: factor)
  }

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
