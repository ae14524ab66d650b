/// A currency: how its amounts are written, and by which other writings a reader may know it.
package struct Currency: Hashable, Sendable {
  /// The ISO 4217 code.
  package let code: String
  package let symbol: String
  /// How many digits of an amount are its minor unit: 2 for cents.
  package let minorDigits: Int
  let grouping: Figure.Grouping
  let isSymbolSpaced: Bool
  let isSymbolLast: Bool
  /// Words for it in running text, lower case.
  let names: [String]

  /// - Parameter code: ISO 4217, in any case; a code without an entry is written out before the
  ///   amount.
  package init(code: String) {
    let code = code.uppercased()
    self = Currency.table[code] ?? Currency(code, code, spaced: true, names: [])
  }

  fileprivate init(
    _ code: String, _ symbol: String, _ grouping: Figure.Grouping = .commas, minor: Int = 2,
    spaced: Bool = false, last: Bool = false, names: [String]
  ) {
    self.code = code
    self.symbol = symbol
    self.grouping = grouping
    minorDigits = minor
    isSymbolSpaced = spaced
    isSymbolLast = last
    self.names = names
  }

  /// Every currency with an entry of its own, by code.
  static let table: [String: Currency] = Dictionary(
    uniqueKeysWithValues: entries.map { ($0.code, $0) })
}

// A data table. Symbols and separators are those usual in English texts of each country; where
// several countries share a sign, all but the first carry their letter.
private let entries: [Currency] = [
  Currency("NGN", "₦", names: ["naira"]),
  Currency("GBP", "£", names: ["pounds", "pound", "sterling"]),
  Currency("USD", "$", names: ["dollars", "dollar"]),
  Currency("EUR", "€", names: ["euros", "euro"]),
  Currency("ZAR", "R", .spaces, spaced: true, names: ["rand"]),
  Currency("KES", "KSh", spaced: true, names: ["shillings"]),
  Currency("UGX", "USh", minor: 0, spaced: true, names: ["shillings"]),
  Currency("TZS", "TSh", spaced: true, names: ["shillings"]),
  Currency("GHS", "GH₵", names: ["cedis", "cedi"]),
  Currency("RWF", "RF", minor: 0, spaced: true, names: ["francs"]),
  Currency("XOF", "CFA", .spaces, minor: 0, spaced: true, last: true, names: ["francs"]),
  Currency("XAF", "FCFA", .spaces, minor: 0, spaced: true, last: true, names: ["francs"]),
  Currency("ZMW", "K", names: ["kwacha"]),
  Currency("BWP", "P", names: ["pula"]),
  Currency("NAD", "N$", names: []),
  Currency("EGP", "E£", names: []),
  Currency("MAD", "MAD", spaced: true, names: ["dirhams"]),
  Currency("AED", "AED", spaced: true, names: ["dirhams", "dirham"]),
  Currency("INR", "₹", .lakhs, names: ["rupees", "rupee"]),
  Currency("CAD", "C$", names: []),
  Currency("AUD", "A$", names: []),
  Currency("NZD", "NZ$", names: []),
  Currency("SGD", "S$", names: []),
  Currency("MXN", "MX$", names: ["pesos"]),
  Currency("GTQ", "Q", spaced: true, names: ["quetzales"]),
  Currency("BRL", "R$", .points, names: ["reais"]),
  Currency("JPY", "¥", minor: 0, names: ["yen"]),
  Currency("CNY", "CN¥", names: ["yuan"]),
  Currency("CHF", "CHF", spaced: true, names: ["francs"]),
  Currency("SEK", "SEK", spaced: true, names: ["kronor"]),
  Currency("PLN", "zł", .spaces, spaced: true, last: true, names: ["zloty"]),
]
