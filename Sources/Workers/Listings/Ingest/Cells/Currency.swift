/// Currencies as people write them: codes, signs and names.
enum Currency {
  /// The ISO 4217 code of a word; nil for a word that is no currency.
  static func code(of word: Word) -> String? { codes[word] }

  /// The code that a text such as `Ghana cedis`, `Australian dollars`, `US$` or `kes` names; nil
  /// when it names none or two different ones.
  static func code(of text: some StringProtocol) -> String? {
    let tokens = Lexer.tokens(of: text)
    if Placeholder.isOne(tokens) { return nil }
    var claim = CurrencyClaim()
    for index in tokens.indices { claim.take(tokens, at: index) }
    if claim.isContradicted { return nil }
    guard let word = claim.sharedWord else { return claim.code }
    // Of which country's dollars they are, another word may say.
    let countries = Set(tokens.compactMap { $0.word.flatMap { nations[$0] } })
    if countries.isEmpty { return claim.code }
    let possible = countries.filter { families[word]?.contains($0) ?? false }
    return possible.count == 1 ? possible.first : nil
  }

  /// A bare `$` or `Rs` may be another country's dollar or rupee: what the row or the column says
  /// decides, then the rule, where it has this sign.
  static func resolve(_ code: String, _ word: Word, row: String?, rule: String?) -> String {
    guard let family = families[word] else { return code }
    if let row, family.contains(row) { return row }
    return rule.flatMap { family.contains($0) ? $0 : nil } ?? code
  }

  /// The currencies that share a sign or a name; nil for one that only a single currency has.
  static func family(of word: Word) -> Set<String>? { families[word] }

  /// Before a `$` and apart from it: `AU $450,000`.
  static func dollar(of country: Word) -> String? { dollars[country] }

  private static let dollars: [Word: String] = [
    "us": "USD", "au": "AUD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "sg": "SGD",
  ]

  private static let families: [Word: Set<String>] = [
    "$": dollarCodes, "dollar": dollarCodes, "dollars": dollarCodes,
    "rs": rupees, "rupee": rupees, "rupees": rupees,
    "£": ["GBP", "EGP"], "pound": ["GBP", "EGP"], "pounds": ["GBP", "EGP"],
    "¥": ["JPY", "CNY"],
    "dirham": ["AED", "MAD"], "dirhams": ["AED", "MAD"], "dh": ["AED", "MAD"],
    "dhs": ["AED", "MAD"],
  ]

  private static let dollarCodes: Set = [
    "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "NAD", "MXN", "ARS", "CLP", "COP",
  ]
  private static let rupees: Set = ["INR", "PKR", "LKR", "NPR", "MUR"]

  /// Before the name of a currency that several countries have.
  private static let nations: [Word: String] = [
    "us": "USD", "american": "USD", Word("australian"): "AUD", "canadian": "CAD",
    "zealand": "NZD", Word("singapore"): "SGD", "hong": "HKD", "namibian": "NAD",
    "indian": "INR", Word("pakistani"): "PKR", "lankan": "LKR", "nepali": "NPR",
    Word("nepalese"): "NPR", Word("mauritian"): "MUR", "egyptian": "EGP", "british": "GBP",
    "uae": "AED", "emirati": "AED", "moroccan": "MAD",
  ]

  private static let codes: [Word: String] = {
    var codes: [Word: String] = [:]
    for code in plain.split(separator: " ") { codes[Word(code)] = String(code) }
    for code in dollarCodes {
      codes[Word("\(code)$")] = code
      codes[Word("$\(code)")] = code
    }
    for (code, words) in written {
      for word in words.split(separator: " ") { codes[Word(word)] = code }
    }
    return codes
  }()

  private static let plain = """
    NGN KES GHS ZAR GBP USD EUR INR BRL NOK SEK DKK AED AUD CAD NZD UGX TZS RWF ETB XOF XAF EGP \
    MAD ZMW BWP NAD MZN AOA PKR LKR BDT NPR CHF PLN CZK HUF RON TRY SAR QAR OMR KWD BHD CNY JPY \
    SGD HKD MYR THB IDR PHP VND KRW MXN ARS CLP COP PEN MUR
    """

  /// The last words of naira and pound are UTF-8 read as Windows-1252 and written again.
  private static let written: [(String, String)] = [
    ("NGN", "₦ n naira nairas â‚¦"),
    ("KES", "ksh kshs ksh."),
    ("GHS", "gh₵ ₵ ghc gh¢ cedi cedis"),
    ("ZAR", "r rand rands"),
    ("GBP", "£ pound pounds sterling gbp£ Â£"),
    ("USD", "$ us$ $us dollar dollars"),
    ("EUR", "€ euro euros â‚¬"),
    ("INR", "₹ rs inr₹ rupee rupees"),
    ("BRL", "r$ real reais"),
    ("UGX", "ush ushs"),
    ("TZS", "tsh tshs"),
    ("AED", "dhs dh dirham dirhams"),
    ("XOF", "fcfa cfa"),
    ("AUD", "a$ au$"), ("CAD", "c$ ca$"), ("NZD", "nz$"), ("SGD", "s$ sg$"), ("HKD", "hk$"),
    ("NAD", "n$"), ("MXN", "mx$"),
    ("JPY", "¥ yen"), ("CNY", "rmb yuan"), ("PLN", "zł zloty"),
  ]
}

/// What the words of one cell say of its currency, taken one after the other.
struct CurrencyClaim: Sendable {
  private(set) var code: String?
  /// The sign or name that several currencies share, where no other word told which it is.
  private(set) var sharedWord: Word?
  /// Two currencies are named.
  private(set) var isContradicted = false

  /// That of the row or its column, and of the rule, for a shared sign.
  var row: String?
  var rule: String?

  /// Whether the word at `index` is about the currency.
  @discardableResult
  mutating func take(_ tokens: [Token], at index: Int) -> Bool {
    guard let word = tokens[index].word else { return false }
    if index + 1 < tokens.count, tokens[index + 1].word == "$",
      let dollar = Currency.dollar(of: word)
    {
      add(dollar, shared: nil)
      return true
    }
    guard let named = Currency.code(of: word) else { return false }
    let isShared = Currency.family(of: word) != nil
    let code = Currency.resolve(named, word, row: row, rule: rule)
    add(code, shared: isShared ? word : nil)
    return true
  }

  /// A code tells which of its currencies a shared sign means: `$450,000 AUD`, `PKR Rs 4,600,000`.
  private mutating func add(_ named: String, shared: Word?) {
    guard let code, code != named else {
      if self.code == nil || shared == nil { sharedWord = shared }
      self.code = named
      return
    }
    if let own = sharedWord, Currency.family(of: own)?.contains(named) ?? false {
      // Of two shared ones neither tells more.
      if shared != nil { isContradicted = true }
      self.code = named
      sharedWord = nil
    } else if let shared, sharedWord == nil,
      Currency.family(of: shared)?.contains(code) ?? false
    {
      return
    } else {
      isContradicted = true
    }
  }
}
