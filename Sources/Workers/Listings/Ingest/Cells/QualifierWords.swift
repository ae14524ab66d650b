/// What a column beside the price says of it: `Offers over`, `Guide price`, `POA`.
enum QualifierWords {
  enum Saying: Hashable, Sendable {
    case qualifier(Price.Qualifier)
    /// The price is what is asked.
    case plain
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
    if let qualifier { return .qualifier(qualifier) }
    return words.contains(where: plain.contains) ? .plain : nil
  }

  private static let requests: Set<Word> = ["poa", "request", Word("application")]
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
