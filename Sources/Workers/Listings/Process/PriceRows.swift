import Storage

// An agency drops all that it has, and a price list the week after: reference and price, perhaps
// the deal and how far the sale has come. Such a row changes the price of a listing that is on
// offer; all else stays as the catalogue has it. What a row leaves open is refused, and why is
// told.

extension Record {
  /// Whether the row names a listing and what it costs, and says nothing of the home.
  var isOfPrice: Bool {
    texts.has(.reference) && (price != nil || texts.has(.priceText))
      && figures.allSatisfy { $0 == nil } && listed == nil
      && !RecordTexts.Slot.allCases.contains { !Self.slotsOfPrice.contains($0) && texts.has($0) }
  }

  private static let slotsOfPrice: Set<RecordTexts.Slot> = [
    .reference, .priceText, .deal, .extra,
  ]
}

/// Finds the listings that the rows of a price list are about.
struct PriceRows: Sendable {
  enum Answer: Sendable {
    /// As the catalogue has it, at its new price.
    case listing(Listing)
    /// Why nobody can say what the row means.
    case refused(String)
  }

  /// The listings that may be offered under a reference, as the catalogue has them.
  struct Offer: Sendable {
    let listing: Listing
    let isRetired: Bool
  }

  /// - Parameter rows: as they were read.
  static func answers(
    _ rows: [Listing], _ tables: any Database, business: String
  ) async throws -> [Answer] {
    try await tables.read { connection in
      let catalogue = CatalogueTable(connection, business: business)
      return try rows.map { row in
        answer(row, try row.reference.map { try catalogue.offers(of: $0) } ?? [])
      }
    }
  }

  static func answer(_ row: Listing, _ offers: [Offer]) -> Answer {
    if offers.isEmpty {
      return .refused(
        "no table has told of a listing with this reference, and the row says nothing of it but "
          + "its price")
    }
    let onOffer = offers.filter { !$0.isRetired }.map(\.listing)
    if onOffer.isEmpty {
      return .refused(
        "the catalogue has it as no longer on offer; a row that says what it is offers it again")
    }
    guard let known = listing(of: row, among: onOffer) else { return .refused(unclear(onOffer)) }
    var listing = known
    listing.line = row.line
    listing.deal = known.deal ?? row.deal
    listing.status = row.status
    listing.price = row.price
    listing.priceText = row.priceText
    listing.extra = merged(row.extra, known.extra)
    if let price = row.price, let before = known.price {
      listing.price = self.price(price, in: before)
      if isFar(price, listing.price ?? price, from: before) { return .refused(far(price, before)) }
    }
    return .listing(listing)
  }

  /// A row that does not say its deal is about the only offer that there is, and an offer whose
  /// deal nobody told may be of any.
  private static func listing(of row: Listing, among offers: [Listing]) -> Listing? {
    guard let deal = row.deal else { return offers.count == 1 ? offers[0] : nil }
    if let offer = offers.first(where: { $0.deal == deal }) { return offer }
    return offers.count == 1 && offers[0].deal == nil ? offers[0] : nil
  }

  private static func unclear(_ offers: [Listing]) -> String {
    let deals = offers.compactMap(\.deal?.label).map { $0.lowercased() }.joined(separator: " and ")
    return "the catalogue has it \(deals); which one the row means must stand in a column “deal”, "
      + "and what is offered otherwise needs a row that says what it is"
  }

  /// What a bare figure does not say is as it was: its currency, for what time and for how much of
  /// the area it is paid, and the words beside it.
  private static func price(_ price: Price, in before: Price) -> Price {
    var price = price
    price.currency = price.currency ?? before.currency
    if price.period == .once { price.period = before.period }
    price.isPerArea = price.isPerArea || before.isPerArea
    if price.maximumMinorUnits == nil { price.qualifier = price.qualifier ?? before.qualifier }
    price.tax = price.tax ?? before.tax
    return price
  }

  /// A figure so far from the one before may be one for another time, or for the whole.
  private static func isFar(_ written: Price, _ price: Price, from before: Price) -> Bool {
    let isOfOwn = written.period != .once || written.isPerArea || price.currency != before.currency
    let ratio = price.amount / before.amount
    return !isOfOwn && !(1 / farFactor...farFactor ~= ratio)
  }

  private static let farFactor = 4.0

  private static func far(_ price: Price, _ before: Price) -> String {
    "its price was \(PriceText(before).whole); \(PriceText(price).figure) is so far from it that "
      + "it may be one for another time: write for what it is paid (“pcm”, “per year”) behind it"
  }

  /// Of columns of one name the row's.
  private static func merged(_ row: [String], _ known: [String]) -> [String] {
    let names = Set(row.map { $0.prefix { $0 != "=" } })
    return known.filter { !names.contains($0.prefix { $0 != "=" }) } + row
  }
}
