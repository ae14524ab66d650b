/// What makes two rows the same listing.
struct Identity: Sendable {
  /// Of the row's own reference or link; else of title, place, size and price.
  let hash: ContentHash
  /// The same in the next file: reference, else a hash of the link, else of title, place and size.
  let key: String
  /// Where the key is a hash of facts, which another listing may share.
  let facts: ContentHash?

  init(_ listing: Listing) {
    var hash = ContentHash()
    if let reference = listing.reference {
      hash.append(reference)
      key = reference
      facts = nil
    } else if let link = listing.link {
      hash.append(Self.withoutQuery(link))
      key = hash.text
      facts = nil
    } else {
      hash = Self.facts(listing)
      key = hash.text
      facts = hash
      hash.append(listing.price?.minorUnits)
    }
    self.hash = hash
  }

  private static func facts(_ listing: Listing) -> ContentHash {
    var hash = ContentHash()
    hash.append(folded: listing.title)
    for place in listing.places { hash.append(folded: place) }
    hash.append(listing.bedrooms)
    hash.append(listing.bathrooms)
    hash.append(listing.areaSquareMetres)
    hash.append(listing.plotSquareMetres)
    hash.append(folded: listing.typeText)
    hash.append(folded: listing.agent)
    return hash
  }

  /// Portals hang the page of results into their links.
  private static func withoutQuery(_ link: String) -> String {
    String(link.prefix { $0 != "?" && $0 != "#" })
  }
}
