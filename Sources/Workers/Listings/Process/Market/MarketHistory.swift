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

  /// Reads the latest listings with a price.
  static func read(_ tables: any Database, business: String) async throws -> MarketHistory {
    try await tables.read { try MarketHistory($0, business: business) }
  }

  private init(_ connection: any Connection, business: String) throws {
    let outcomes = try OutcomeTable(connection, business: business)
      .latest(limit: Self.entriesMax)
    entries = try CatalogueTable(connection, business: business)
      .latestPriced(limit: Self.entriesMax)
      .map { Entry(key: $0.listing.key, listing: $0.listing, outcome: outcomes[$0.number]) }
  }
}
