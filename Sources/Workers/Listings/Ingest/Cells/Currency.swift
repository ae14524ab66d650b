/// Currencies as people write them: codes, signs and names.
enum Currency {
  /// The ISO 4217 code of a word; nil for a word that is no currency.
  static func code(of word: Word) -> String? { codes[word] }

  /// The code that a text such as `Ghana cedis`, `US$` or `kes` names; nil when it names none or
  /// two different ones.
  static func code(of text: some StringProtocol) -> String? {
    var lexer = Lexer()
    lexer.read(Array(text.utf8).span)
    let found = Set(lexer.tokens.compactMap { $0.word.flatMap(code) })
    return found.count == 1 ? found.first : nil
  }

  /// A bare `$` or `R` may be another country's dollar or real: what the rule says decides.
  static func resolve(_ code: String, _ word: Word, rule: String?) -> String {
    guard let rule, let family = families[word], family.contains(rule) else { return code }
    return rule
  }

  private static let families: [Word: Set<String>] = [
    "$": ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "NAD", "MXN", "ARS", "CLP", "COP"],
    "rs": ["INR", "PKR", "LKR", "NPR", "MUR"],
    "£": ["GBP", "EGP"],
    "¥": ["JPY", "CNY"],
  ]

  private static let codes: [Word: String] = {
    var codes: [Word: String] = [:]
    for code in plain.split(separator: " ") { codes[Word(code)] = String(code) }
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
    ("USD", "$ us$ $us usd$ dollar dollars"),
    ("EUR", "€ euro euros â‚¬"),
    ("INR", "₹ rs inr₹ rupee rupees"),
    ("BRL", "r$ real reais"),
    ("UGX", "ush ushs"),
    ("TZS", "tsh tshs"),
    ("AED", "dhs dh dirham dirhams"),
    ("XOF", "fcfa cfa"),
    ("AUD", "a$ au$"), ("CAD", "c$ ca$"), ("NZD", "nz$"), ("SGD", "s$"), ("HKD", "hk$"),
    ("JPY", "¥ yen"), ("CNY", "rmb yuan"), ("PLN", "zł zloty"),
  ]
}
