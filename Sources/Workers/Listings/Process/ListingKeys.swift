import Storage

// One home for sale and to let under one reference is two listings:
//
//   H1         the sale; of a thing that is not for sale, the only offer there is
//   H1-rent    the letting beside it, in whatever order the rows stand
//
// A letting that was once seen beside another offer keeps its key in files without the other.

/// Gives every listing of a file a key of its own.
struct ListingKeys {
  private var taken: [ContentHash: UInt32] = [:]
  private let known: Set<String>

  /// - Parameter known: keys of the catalogue that have the ending of an offer beside another.
  init(known: Set<String> = []) { self.known = known }

  /// Two flats of one block may agree in title, place and size and differ in price: the second one
  /// gets a `-2`.
  ///
  /// - Parameter isBeside: whether the file has an offer of the same thing that takes the key.
  mutating func key(for identity: Identity, isBeside: Bool) -> String {
    guard let facts = identity.facts else {
      let key = identity.key + identity.offer.ending
      return isBeside || known.contains(key) ? key : identity.key
    }
    let count = taken[facts, default: 0] + 1
    taken[facts] = count
    return count == 1 ? identity.key : "\(identity.key)-\(count)"
  }

  /// The key without the ending of an offer: of all offers of one thing the same.
  static func thing(_ key: String) -> String {
    for offer in Identity.Offer.allCases where !offer.ending.isEmpty {
      if key.hasSuffix(offer.ending) { return String(key.dropLast(offer.ending.count)) }
    }
    return key
  }

  /// The keys of a business's catalogue that have such an ending.
  static func known(_ connection: any Connection, business: String) throws -> Set<String> {
    let endings = Identity.Offer.allCases.map(\.ending).filter { !$0.isEmpty }
    var known: Set<String> = []
    for ending in endings {
      try connection.forEach(
        """
        select key from listings_catalogue
        where business = $1 and key like $2 and (reference is null or key <> reference)
        """,
        [.text(business), .text("%" + ending)]
      ) { known.insert($0.text(0)) }
    }
    return known
  }
}
