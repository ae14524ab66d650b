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
  /// What the column says comes on top of its prices.
  var tax: Price.Tax?
  /// The column counts in thousands, lakh or crore.
  var unit = 1

  /// Amounts are kept in hundredths, whatever the currency.
  static let minorUnits = 100

  func read(_ tokens: [Token]) -> Reading<Asked> {
    if Placeholder.isOne(tokens) { return .missing }
    var found = FoundPrice(parser: self, tokens: tokens)
    var index = 0
    while index < tokens.count {
      found.take(tokens, at: &index)
      index += 1
    }
    return found.result(tokens)
  }

  /// A cell of one number and nothing else.
  func read(_ number: Numeral) -> Reading<Asked> {
    FoundPrice(parser: self, number: number).result([])
  }

  /// The factor of a word behind a number: `25m`, `1.2bn`, `45 lakh`.
  static func factor(of word: Word) -> Int? { factors[word] }

  private static let factors: [Word: Int] = [
    "k": 1_000, "thousand": 1_000,
    "m": 1_000_000, "mn": 1_000_000, "mil": 1_000_000, "mill": 1_000_000, "million": 1_000_000,
    "millions": 1_000_000, "mm": 1_000_000, "mio": 1_000_000, "mln": 1_000_000,
    "milhão": 1_000_000, "milhao": 1_000_000, "milhões": 1_000_000, "milhoes": 1_000_000,
    "millón": 1_000_000, "millon": 1_000_000, "millones": 1_000_000,
    Word("millionen"): 1_000_000, "milioni": 1_000_000, "milione": 1_000_000,
    "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
    "mrd": 1_000_000_000, "mld": 1_000_000_000, Word("milliarde"): 1_000_000_000,
    "tn": 1_000_000_000_000, "trillion": 1_000_000_000_000,
    "l": 100_000, "lac": 100_000, "lacs": 100_000, "lakh": 100_000, "lakhs": 100_000,
    "cr": 10_000_000, "crore": 10_000_000, "crores": 10_000_000,
  ]

  /// What `mil` and `mi` multiply with depends on the language, which the currency tells.
  enum Scale: Hashable, Sendable {
    case factor(Int)
    /// A thousand or a million: nobody can say.
    case unclear
  }

  /// Nil for a word that says nothing in that currency: `mi` is a million in Portuguese, else
  /// miles.
  static func scale(of word: Word, _ number: Numeral, in currency: String?) -> Scale? {
    switch word {
    case "mi": iberian.contains(currency ?? "") && currency != "EUR" ? .factor(1_000_000) : nil
    case "mil": mil(number, in: currency)
    default: factor(of: word).map(Scale.factor)
    }
  }

  /// Whether a factor means something else in another currency.
  static func needsCurrency(_ word: Word) -> Bool { word == "mil" || word == "mi" }

  /// `R$ 500 mil` are thousands, `£1.2 mil` is a million. In euros and dollars both are written:
  /// what would be an odd price as the one may be the other.
  private static func mil(_ number: Numeral, in currency: String?) -> Scale {
    guard let currency else { return .unclear }
    if iberian.contains(currency) {
      return currency == "EUR" && number.value < 10 ? .unclear : .factor(1_000)
    }
    if currency == "USD", number.value >= 100 { return .unclear }
    return english.contains(currency) ? .factor(1_000_000) : .unclear
  }

  /// Where `mil` is a thousand.
  private static let iberian: Set = [
    "BRL", "EUR", "MXN", "ARS", "COP", "CLP", "PEN", "AOA", "MZN",
  ]
  /// Where English is what prices are written in.
  private static let english: Set = [
    "GBP", "USD", "AUD", "CAD", "NZD", "NGN", "KES", "GHS", "ZAR", "INR", "PKR", "LKR", "UGX",
    "TZS", "ZMW", "BWP", "NAD", "RWF", "ETB", "SGD", "HKD", "MYR", "PHP", "AED", "BDT",
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
    "c": .before(.around), "ca": .before(.around),
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
