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
    var factor: Int?
    if index + 1 < tokens.count, let word = tokens[index + 1].word {
      factor = MoneyParser.factor(of: word)
      if factor != nil { index += 1 }
    }
    if lower == nil {
      lower = number
      lowerFactor = factor
    } else if isRange, upper == nil {
      upper = number
      upperFactor = factor
    }
    isRange = false
  }

  private mutating func take(sign: UInt8) {
    switch sign {
    case UInt8(ascii: "-"):
      if lower == nil { isNegative = true } else { isRange = true }
    case UInt8(ascii: "#"): isTooLarge = true
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
      isNegative = false
    } else if Self.offers.contains(word) {
      isOffer = true
    } else if qualifier == nil {
      qualifier = MoneyParser.qualifier(of: word, isBehind: lower != nil, isOffer: isOffer)
    }
  }

  func result(_ tokens: [Token]) -> Reading<MoneyParser.Asked> {
    if isTooLarge { return .unreadable(Self.tooLarge) }
    guard let lower else { return words(tokens) }
    if hasTwoCurrencies { return .unreadable("it names two currencies") }
    if isNegative { return .unreadable("a price cannot be negative") }
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
    let onlyCurrency = words.allSatisfy { Currency.code(of: $0) != nil }
    return onlyCurrency ? .missing : .unreadable("there is no number in it")
  }
}
