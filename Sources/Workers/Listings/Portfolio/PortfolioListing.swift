import Storage

/// A listing on offer with what was last said of it, for the portfolio.
struct PortfolioListing: Sendable {
  /// In the catalogue.
  let number: Int
  let offer: OfferFacts
  let places: [String]
  /// Days since 1970 on which it was listed; of one that does not say, on which it first came.
  let since: Int?

  /// Hands on the listings on offer with a price, by number.
  static func forEach(
    _ connection: any Connection, business: String, _ body: (PortfolioListing) -> Void
  ) throws {
    try ChunkTable(connection, business: business).forEach(offers: true) { chunk in
      let places = chunk.placeTexts.map { SQLValue.list($0) }
      for row in 0..<chunk.count {
        let offer = chunk.offer(of: row)
        if offer.asked == 0 { continue }
        body(
          PortfolioListing(
            number: Int(chunk.numbers[row]), offer: offer, places: places[Int(chunk.places[row])],
            since: offer.listed ?? Int(chunk.addedDays[row])))
      }
    }
  }
}
