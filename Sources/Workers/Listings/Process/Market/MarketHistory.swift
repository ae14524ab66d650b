import Storage

/// What the business's catalogue knows already: listings of earlier files, sold ones too.
struct MarketHistory: Sendable {
  /// A listing with all that an estimate may rest on, and nothing else.
  struct Entry: Sendable {
    let key: String
    let listing: Listing
    /// What became of it, as far as anybody told.
    let outcome: OutcomeTable.Latest?
  }

  private(set) var entries: [Entry] = []

  /// The latest so many; those before tell of another time.
  static let entriesMax = 20_000

  static let none = MarketHistory()

  private init() {}

  /// Reads the latest listings with a price.
  static func read(_ tables: any Database, business: String) async throws -> MarketHistory {
    try await tables.read { try MarketHistory($0, business: business) }
  }

  private init(_ connection: any Connection, business: String) throws {
    let outcomes = try OutcomeTable(connection, business: business)
      .latest(limit: Self.entriesMax)
    try connection.forEach(
      """
      select listing_key, title, price_minor_units, price_currency, price_period,
        price_is_per_area, deal, kind, type_text, places, bedrooms, bathrooms, toilets,
        parking_spaces, area_square_metres, plot_square_metres, year_built, furnishing, features,
        latitude, longitude, listed, extra, number, photos
      from listings_draft
      where business = $1 and price_minor_units > 0 order by number desc limit $2
      """,
      [.text(business), .integer(Self.entriesMax)]
    ) { row in
      entries.append(
        Entry(
          key: row.text(0), listing: Listing(history: row), outcome: outcomes[row.integer(23)]))
    }
  }
}

extension Listing {
  /// - Parameter row: the columns that ``MarketHistory`` reads.
  fileprivate init(history row: any Row) {
    self.init(
      line: 0, key: row.text(0), reference: nil, title: row.text(1), ownText: nil,
      price: Price(
        minorUnits: row.integer(2), maximumMinorUnits: nil, currency: row.optionalText(3),
        period: row.optionalText(4).flatMap(Price.Period.init) ?? .once,
        isPerArea: row.integer(5) == 1),
      priceText: nil, deal: row.optionalText(6).flatMap(Deal.init),
      kind: Kind(rawValue: row.text(7)) ?? .other, typeText: row.optionalText(8),
      places: SQLValue.list(row.text(9)), location: nil, bedrooms: row.optionalInteger(10),
      bathrooms: row.optionalReal(11), toilets: row.optionalInteger(12),
      parkingSpaces: row.optionalInteger(13), areaSquareMetres: row.optionalReal(14),
      areaText: nil, plotSquareMetres: row.optionalReal(15),
      yearBuilt: row.optionalInteger(16), furnishing: row.optionalText(17),
      features: SQLValue.list(row.text(18)), latitude: row.optionalReal(19),
      longitude: row.optionalReal(20), listed: row.optionalText(21), agent: nil, phone: nil,
      link: nil, photos: SQLValue.list(row.text(24)), extra: SQLValue.list(row.text(22)))
  }
}
