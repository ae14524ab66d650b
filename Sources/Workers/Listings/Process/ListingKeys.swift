import Storage

// One home for sale and to let under one reference is two listings:
//
//   H1         the sale; of a thing that is not for sale, the only offer there is
//   H1-rent    the letting beside it, in whatever order the rows stand
//
// A letting that was once seen beside another offer keeps its key in files without the other.

/// Gives every listing of a file a key of its own.
struct ListingKeys: Sendable {
  private(set) var twins = Twins()
  private var offers: Set<String> = []

  /// What the catalogue knows of keys that have an ending.
  struct Known: Sendable {
    /// Of an offer beside another.
    let offers: Set<String>
    let twins: [ContentHash: [Twins.Kept]]
  }

  mutating func insert(_ identity: Identity, _ listing: Listing) {
    guard let facts = identity.facts else { return }
    let asked = Twins.Asked(offer: identity.offer, price: listing.price?.minorUnits ?? 0)
    twins.insert(facts, asked, line: listing.line)
  }

  /// Call once, behind the last ``insert(_:_:)``.
  mutating func sort() { twins.sort() }

  mutating func close(with known: Known) {
    offers = known.offers
    twins.close(with: known.twins)
  }

  /// - Parameter isBeside: whether the file has an offer of the same thing that takes the key.
  func key(for identity: Identity, line: Int, isBeside: Bool) -> String {
    if identity.facts != nil {
      return identity.key + Twins.ending(twins.ordinal(ofLine: line))
    }
    let key = identity.key + identity.offer.ending
    return isBeside || offers.contains(key) ? key : identity.key
  }

  /// The key without the ending of an offer: of all offers of one thing the same.
  static func thing(_ key: String) -> String {
    for offer in Identity.Offer.allCases where !offer.ending.isEmpty {
      if key.hasSuffix(offer.ending) { return String(key.dropLast(offer.ending.count)) }
    }
    return key
  }

  /// What the catalogue of a business knows of the keys of the sorted file.
  func known(_ connection: any Connection, business: String) throws -> Known {
    Known(
      offers: try Self.offers(connection, business: business),
      twins: try twins.kept(connection, business: business))
  }

  private static func offers(_ connection: any Connection, business: String) throws -> Set<String> {
    let endings = Identity.Offer.allCases.map(\.ending).filter { !$0.isEmpty }
    var offers: Set<String> = []
    for ending in endings {
      try connection.forEach(
        """
        select key from listings_catalogue
        where business = $1 and key like $2 and (reference is null or key <> reference)
        """,
        [.text(business), .text("%" + ending)]
      ) { offers.insert($0.text(0)) }
    }
    return offers
  }
}
