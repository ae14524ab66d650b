import Storage

/// What the business's catalogue knows already: listings of earlier files, sold ones too.
struct MarketHistory: Sendable {
  /// A listing with all that an estimate may rest on, and nothing else.
  struct Entry: Sendable {
    let key: String
    let listing: Listing
    /// What became of it, as far as anybody told; nil of one that is on offer, again perhaps, and
    /// for what was before its own day: what was paid the last time is not what is asked.
    let outcome: OutcomeTable.Latest?
    /// It is on offer no more.
    let isRetired: Bool
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
      .map { number, listing, isRetired in
        let outcome = isRetired ? outcomes[number] : nil
        let isOfEarlierOffer = outcome.map { Self.isBefore($0, listing) } ?? false
        return Entry(
          key: listing.key, listing: listing, outcome: isOfEarlierOffer ? nil : outcome,
          isRetired: isRetired)
      }
  }

  private static func isBefore(_ outcome: OutcomeTable.Latest, _ listing: Listing) -> Bool {
    guard let day = outcome.day, let listed = listing.listed.flatMap({ Day($0) }) else {
      return false
    }
    return day < listed.number
  }
}
