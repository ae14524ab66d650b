/// What makes two rows the same listing: one thing, offered in one way.
struct Identity: Sendable {
  /// Of the row's own reference or link; else of title, place, size and price. The deal is in the
  /// last two bits, so that other offers of the same thing can be asked for.
  let hash: UInt64
  /// The same in the next file: reference, else a hash of the link, else of title, place and size.
  let key: String
  /// Where the key is a hash of facts, which another listing may share.
  let facts: ContentHash?
  let offer: Offer

  /// The deals that a thing may be offered in beside each other, in the order in which they take
  /// its key. A row that says neither is read as for sale.
  enum Offer: UInt64, CaseIterable, Sendable {
    case sale, rent, shortLet

    init(_ deal: Listing.Deal?) {
      switch deal {
      case .sale, nil: self = .sale
      case .rent: self = .rent
      case .shortLet: self = .shortLet
      }
    }

    /// What stands behind the key of an offer beside another one.
    var ending: String {
      switch self {
      case .sale: ""
      case .rent: "-rent"
      case .shortLet: "-short-let"
      }
    }

    /// What stands behind the key of an offer that found its key taken by another.
    var fullEnding: String { self == .sale ? "-sale" : ending }

    /// What stands there where the key with ``fullEnding`` is a reference of another listing.
    var spareEnding: String { "-for" + fullEnding }

    /// All that may stand behind the key of a thing, what is the end of another behind it.
    static let allEndings = allCases.map(\.spareEnding) + allCases.map(\.fullEnding)

    /// The keys that offers of a thing may have, its own first.
    static func keys(of thing: String) -> [String] { ([""] + allEndings).map { thing + $0 } }
  }

  /// - Parameters:
  ///   - record: of which the listing is made.
  ///   - known: what may be its key already.
  init(_ listing: Listing, _ record: Record = Record(), known: HashedKeys = HashedKeys()) {
    var hash = ContentHash()
    if let reference = listing.reference {
      hash.append(reference)
      key = reference
      facts = nil
    } else {
      hash = Self.hash(listing, record, known)
      key = hash.text
      facts = listing.link == nil ? hash : nil
      if listing.link == nil { hash.append(listing.price?.minorUnits) }
    }
    offer = Offer(listing.deal)
    self.hash = Self.hash(hash.value, offer)
  }

  private static func hash(
    _ listing: Listing, _ record: Record, _ known: HashedKeys
  ) -> ContentHash {
    let own = KeyHashes.own(listing)
    if known.isEmpty || known.contains(own) { return own }
    return KeyHashes.former(listing, record).first(where: known.contains) ?? own
  }

  /// The hashes that ``init(_:_:known:)`` may ask for; none where a reference is the key.
  static func hashes(_ listing: Listing, _ record: Record) -> [ContentHash] {
    if listing.reference != nil { return [] }
    return [KeyHashes.own(listing)] + KeyHashes.former(listing, record)
  }

  /// As ``hash``, of the same thing offered otherwise.
  func hash(of other: Offer) -> UInt64 { Self.hash(hash, other) }

  private static func hash(_ thing: UInt64, _ offer: Offer) -> UInt64 {
    thing & ~3 | offer.rawValue
  }
}
