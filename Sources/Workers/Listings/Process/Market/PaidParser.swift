/// Reads what was paid for a listing in the end, as it is told in the place of what was asked.
struct PaidParser {
  private var lexer = Lexer()

  /// - Parameters:
  ///   - cell: as written; a `$` or another sign of several currencies is in the listing's own.
  ///   - listing: as it was offered.
  /// - Returns: hundredths of the listing's own currency.
  mutating func read(_ cell: Span<UInt8>, for listing: Listing) -> Reading<Int> {
    lexer.read(cell)
    switch MoneyParser(ruleCurrency: listing.price?.currency).read(lexer.tokens) {
    case .value(.price(let paid)):
      if let reason = Self.whyNot(paid, listing) { return .unreadable(reason) }
      return .value(paid.minorUnits)
    case .value(.words), .missing: return .missing
    case .unreadable(let reason): return .unreadable(reason)
    }
  }

  /// Why a price cannot be told there. Rates are nowhere known, and how large the sold part was
  /// neither.
  private static func whyNot(_ paid: Price, _ listing: Listing) -> String? {
    if paid.isPerArea {
      return "it is a price of a square metre; what was paid for the whole counts"
    }
    guard let asked = listing.price else {
      return "the listing has no price, so that nobody would know in which currency it is"
    }
    if let currency = paid.currency, let own = asked.currency, currency != own {
      return "it is in \(currency), and the listing's own price is in \(own)"
    }
    // A letting is paid once where its row does not say for what time.
    let isUnknown = asked.period == .once && Departure.Way(listing.deal) == .let
    guard let time = paid.period.words, paid.period != asked.period, !isUnknown else { return nil }
    return "it is \(time), and the listing's own price is \(asked.period.words ?? "paid once")"
  }
}
