/// The ways to write currencies, as the lexer needs them.
enum CurrencyWriting {
  /// By first byte: signs and codes that stand before amounts, the longest first, each with the
  /// currencies it may mean.
  static let beforeAmounts: [UInt8: [(writing: [UInt8], codes: [String])]] = {
    var codes: [String: [String]] = ["N": ["NGN"], "US$": ["USD"], "₵": ["GHS"], "GH¢": ["GHS"]]
    for currency in Currency.table.values {
      codes[currency.symbol, default: []].append(currency.code)
      if currency.symbol != currency.code {
        codes[currency.code, default: []].append(currency.code)
      }
    }
    let writings = codes.map { (writing: Array($0.key.utf8), codes: $0.value.sorted()) }
    let longestFirst = writings.sorted { $0.writing.count > $1.writing.count }
    return Dictionary(grouping: longestFirst) { $0.writing[0] }
  }()

  /// Words and signs after amounts, each with the currencies it may mean.
  static let afterAmounts: [String: [String]] = {
    var codes: [String: [String]] = [:]
    for currency in Currency.table.values {
      let writings = Set(
        currency.names + [currency.code.lowercased(), currency.symbol.lowercased()])
      for name in writings where name.utf8.count > 1 {
        codes[name, default: []].append(currency.code)
      }
    }
    return codes
  }()
}
