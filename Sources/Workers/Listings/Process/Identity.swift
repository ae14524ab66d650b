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
  }

  init(_ listing: Listing) {
    var hash = ContentHash()
    if let reference = listing.reference {
      hash.append(reference)
      key = reference
      facts = nil
    } else if let link = listing.link {
      hash.append(ListingLink.page(link))
      key = hash.text
      facts = nil
    } else {
      hash = Self.facts(listing)
      key = hash.text
      facts = hash
      hash.append(listing.price?.minorUnits)
    }
    offer = Offer(listing.deal)
    self.hash = Self.hash(hash.value, offer)
  }

  /// As ``hash``, of the same thing offered otherwise.
  func hash(of other: Offer) -> UInt64 { Self.hash(hash, other) }

  private static func hash(_ thing: UInt64, _ offer: Offer) -> UInt64 {
    thing & ~3 | offer.rawValue
  }

  private static func facts(_ listing: Listing) -> ContentHash {
    var hash = ContentHash()
    hash.append(folded: listing.title)
    for place in listing.places { hash.append(folded: place) }
    hash.append(listing.bedrooms)
    hash.append(listing.bathrooms)
    // A size that no column gives is that of the title, and the same thing whichever it is of.
    let isOfTitle = listing.plotText == nil
    hash.append(listing.areaSquareMetres ?? (isOfTitle ? listing.plotSquareMetres : nil))
    hash.append(isOfTitle ? nil : listing.plotSquareMetres)
    hash.append(folded: listing.typeText)
    hash.append(folded: listing.agent)
    return hash
  }
}
