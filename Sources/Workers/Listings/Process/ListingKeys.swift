import Storage

// One home for sale and to let under one reference is two listings:
//
//   H1         the sale; of a thing that is not for sale, the only offer there is
//   H1-rent    the letting beside it, in whatever order the rows stand
//   H1-sale    the sale beside a letting that has H1 in the catalogue, and is not in the file
//
// A letting that was once seen beside another offer keeps its key in files without the other.
// Where another listing has H1-rent as its reference, the letting of H1 is H1-for-rent; and a
// reference H1-rent that comes when the letting of H1 has that key gets an ending, too.

/// Gives every listing of a file a key of its own.
struct ListingKeys: Sendable {
  /// Keys that may be hashes, for ``Identity``.
  var hashed = HashedKeys()
  private(set) var twins = Twins()
  private var marks = TwinMarkReader()
  private var offers: Set<String> = []
  /// References that end as the key of an offer does, of file and catalogue.
  private var references: Set<String> = []
  private var standing: [String: Identity.Offer] = [:]
  /// By which line, of keys with an ending.
  private var claimed: [String: Int] = [:]
  /// Of rows that say their deal.
  private var asked: [(key: String, offer: Identity.Offer)] = []
  /// Whether a file is the whole stock: what the catalogue has besides is off, and no other offer.
  private let isWhole: Bool

  init(isWhole: Bool = false) { self.isWhole = isWhole }

  /// What the catalogue knows of keys that have an ending.
  struct Known: Sendable {
    /// Of an offer beside another.
    let offers: Set<String>
    /// Which end so, and are a reference as it was written.
    let references: Set<String>
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
    if let reference = listing.reference, Self.thing(reference) != reference {
      references.insert(reference)
    }
  }

  /// Call once, behind the last ``insert(_:_:)``.
  mutating func sort() { twins.sort() }

  mutating func close(with known: Known) {
    offers = known.offers
    references.formUnion(known.references)
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
    // Its own reference is the key of an offer of another thing.
    if offers.contains(identity.key) { return identity.key + identity.offer.fullEnding }
    if let kept = keptKey(identity) { return kept }
    let isBeside = isBesideKept(identity, beside) || beside.hasFormer && !isSaleElsewhere(identity)
    return isBeside ? freeKey(identity) : identity.key
  }

  /// As an offer, the catalogue has it under this key.
  private func keptKey(_ identity: Identity) -> String? {
    [identity.offer.fullEnding, identity.offer.spareEnding].map { identity.key + $0 }
      .first(where: offers.contains)
  }

  private func freeKey(_ identity: Identity) -> String {
    let key = identity.key + identity.offer.fullEnding
    return references.contains(key) ? identity.key + identity.offer.spareEnding : key
  }

  /// The first line that has a key with an ending, where it is not this one: what other names of
  /// things make is never one listing by chance.
  mutating func claim(_ key: String, line: Int) -> Int? {
    if Self.thing(key) == key { return nil }
    let first = claimed[key] ?? line
    claimed[key] = first
    return first == line ? nil : first
  }

  private func isSaleElsewhere(_ identity: Identity) -> Bool {
    Self.isSaleElsewhere(identity.key, offers)
  }

  private static func isSaleElsewhere(_ key: String, _ offers: Set<String>) -> Bool {
    let sale = Identity.Offer.sale
    return [sale.fullEnding, sale.spareEnding].contains { offers.contains(key + $0) }
  }

  /// Whether the key is that of another offer, which the catalogue has and the file has not.
  func isBesideKept(_ identity: Identity, _ beside: Beside) -> Bool {
    guard let offer = standing[identity.key], offer != identity.offer else { return false }
    return !beside.isAny || isSaleElsewhere(identity)
  }

  /// The key without the ending of an offer: of all offers of one thing the same.
  static func thing(_ key: String) -> String {
    for ending in Identity.Offer.allEndings where key.hasSuffix(ending) {
      return String(key.dropLast(ending.count))
    }
    return key
  }

  /// What the catalogue of a business knows of the keys of the sorted file.
  func known(_ connection: any Connection, business: String) throws -> Known {
    let (offers, references) = try Self.offers(connection, business: business)
    return Known(
      offers: offers, references: references,
      standing: try standing(connection, business: business, beside: offers),
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
      if isRetired, !Self.isSaleElsewhere(key, offers) { continue }
      standing[key] = Identity.Offer(deal)
    }
    return standing
  }

  /// Keys with the ending of an offer: of such offers, and those that are references.
  private static func offers(
    _ connection: any Connection, business: String
  ) throws -> (offers: Set<String>, references: Set<String>) {
    var (offers, references): (Set<String>, Set<String>) = ([], [])
    let endings = Identity.Offer.allCases.map(\.fullEnding)
    let conditions = endings.indices.map { "key like $\($0 + 2)" }.joined(separator: " or ")
    // All keys are looked at in their index, and the rows of those that are found.
    try connection.forEach(
      """
      select key, reference from listings_catalogue
      where business = $1 and key in (
        select key from listings_catalogue where business = $1 and (\(conditions)))
      """,
      [.text(business)] + endings.map { .text("%" + $0) }
    ) { row in
      let key = row.text(0)
      if row.optionalText(1) == key { references.insert(key) } else { offers.insert(key) }
    }
    return (offers, references)
  }
}
