/// What a column beside the price says of it: `Offers over`, `Guide price`, `from, pcm`, `POA`.
enum QualifierWords {
  enum Saying: Hashable, Sendable {
    /// How the price is meant, and for what time it is paid. Neither: it is what is asked.
    case price(Price.Qualifier?, Price.Period?)
    /// The price is not to be told.
    case onRequest
  }

  /// Nil for words that nobody knows.
  static func saying(_ tokens: [Token]) -> Saying? {
    let words = tokens.compactMap(\.word)
    if words.contains(where: requests.contains) { return .onRequest }
    // What stands alone here is about the price, as behind “offers” in a cell of prices.
    let qualifier = words.lazy.compactMap {
      MoneyParser.qualifier(of: $0, isBehind: false, isOffer: true)
    }.first
    let period = PeriodWords.period(of: tokens)
    let isKnown =
      qualifier != nil || period != nil || TaxWords.tax(in: tokens) != nil
      || words.contains(where: plain.contains)
    return isKnown ? .price(qualifier, period) : nil
  }

  private static let requests: Set<Word> = ["poa", "request", Word("application")]
  /// Whether words instead of a price say that it is told to who asks.
  static func asksToAsk(_ text: String) -> Bool {
    let words = text.lowercased().replacing(".", with: "").split { !$0.isLetter }
    return words.contains { word in word == "poa" || asking.contains { word.hasPrefix($0) } }
  }

  /// How such words begin, in all their forms.
  private static let asking = [
    "request", "applic", "apply", "call", "contact", "enqui", "inqui", "ask", "consult", "anfrage",
  ]
  private static let plain: Set<Word> = [
    "asking", "price", "default", "standard", "normal", "offers", "offer",
  ]
}

extension CellReader {
  /// Nil for a cell that says nothing; what is no known word is noted.
  mutating func qualifier(
    _ cell: UnsafeRawBufferPointer, _ plan: CellPlan
  ) -> QualifierWords.Saying? {
    let tokens = tokens(cell)
    if Placeholder.isOne(tokens) { return nil }
    let saying = QualifierWords.saying(tokens)
    if saying == nil { note("it is no known word beside a price; the price counts alone", plan) }
    return saying
  }
}
