import Storage

// One home for sale and to let under one reference is two listings:
//
//   H1         the sale; of a thing that is not for sale, the only offer there is
//   H1-rent    the letting beside it, in whatever order the rows stand
//   H1-sale    the sale beside a letting that has H1 in the catalogue, and is not in the file
//
// A letting that was once seen beside another offer keeps its key in files without the other.

/// Gives every listing of a file a key of its own.
struct ListingKeys: Sendable {
  /// Keys that may be hashes, for ``Identity``.
  var hashed = HashedKeys()
  private(set) var twins = Twins()
  private var marks = TwinMarkReader()
  private var offers: Set<String> = []
  private var standing: [String: Identity.Offer] = [:]
  /// Of rows that say their deal.
  private var asked: [(key: String, offer: Identity.Offer)] = []
  /// Whether a file is the whole stock: what the catalogue has besides is off, and no other offer.
  private let isWhole: Bool

  init(isWhole: Bool = false) { self.isWhole = isWhole }

  /// What the catalogue knows of keys that have an ending.
  struct Known: Sendable {
    /// Of an offer beside another.
    let offers: Set<String>
    /// The offer that has a key of the file, where the file has another offer of the thing.
    let standing: [String: Identity.Offer]
    let twins: [ContentHash: [Twins.Kept]]
  }

  mutating func insert(_ identity: Identity, _ listing: Listing) {
    if let facts = identity.facts {
      let asked = Twins.Asked(offer: identity.offer, price: listing.price?.minorUnits ?? 0)
      twins.insert(
        facts, asked, marks.marks(listing), saysDeal: listing.deal != nil, line: listing.line)
    } else if listing.deal != nil {
      asked.append((identity.key, identity.offer))
    }
  }

  /// Call once, behind the last ``insert(_:_:)``.
  mutating func sort() { twins.sort() }

  mutating func close(with known: Known) {
    offers = known.offers
    standing = known.standing
    asked = []
    twins.close(with: known.twins)
  }

  /// What else the file has of a thing.
  struct Beside: Sendable {
    /// Whether an offer takes the key before this one.
    var hasFormer = false
    /// Whether there is another offer.
    var isAny = false
  }

  func key(for identity: Identity, line: Int, beside: Beside) -> String {
    if identity.facts != nil {
      return identity.key + Twins.ending(twins.ordinal(ofLine: line))
    }
    let key = identity.key + identity.offer.fullEnding
    if offers.contains(key) || isBesideKept(identity, beside) { return key }
    let isSaleElsewhere = offers.contains(identity.key + Identity.Offer.sale.fullEnding)
    return beside.hasFormer && !isSaleElsewhere ? key : identity.key
  }

  /// Whether the key is that of another offer, which the catalogue has and the file has not.
  func isBesideKept(_ identity: Identity, _ beside: Beside) -> Bool {
    guard let offer = standing[identity.key], offer != identity.offer else { return false }
    return !beside.isAny || offers.contains(identity.key + Identity.Offer.sale.fullEnding)
  }

  /// The key without the ending of an offer: of all offers of one thing the same.
  static func thing(_ key: String) -> String {
    for offer in Identity.Offer.allCases where key.hasSuffix(offer.fullEnding) {
      return String(key.dropLast(offer.fullEnding.count))
    }
    return key
  }

  /// What the catalogue of a business knows of the keys of the sorted file.
  func known(_ connection: any Connection, business: String) throws -> Known {
    let offers = try Self.offers(connection, business: business)
    return Known(
      offers: offers, standing: try standing(connection, business: business, beside: offers),
      twins: try twins.kept(connection, business: business, isWhole: isWhole))
  }

  private func standing(
    _ connection: any Connection, business: String, beside offers: Set<String>
  ) throws -> [String: Identity.Offer] {
    if isWhole { return [:] }
    var standing: [String: Identity.Offer] = [:]
    for (key, offer) in asked {
      // Who said no deal before, and says one now, has changed nothing.
      let kept = try connection.first(
        """
        select deal, retired from listings_catalogue
        where business = $1 and key = $2 and deal is not null
        """, [.text(business), .text(key)]
      ) { (Listing.Deal(rawValue: $0.text(0)), isRetired: $0.integer(1) != 0) }
      guard let (deal, isRetired) = kept, let deal, Identity.Offer(deal) != offer else { continue }
      if isRetired, !offers.contains(key + Identity.Offer.sale.fullEnding) { continue }
      standing[key] = Identity.Offer(deal)
    }
    return standing
  }

  private static func offers(_ connection: any Connection, business: String) throws -> Set<String> {
    var offers: Set<String> = []
    for ending in Identity.Offer.allCases.map(\.fullEnding) {
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
