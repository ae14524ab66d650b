// What a listing without a reference is known by, newest way first:
//
//   link    the page without scheme, www. and last slash; before, the page as it was written
//   facts   title, places, rooms, sizes, type and agent; before or in another file the same with
//           the location turned, without the number of the house, with `Lekki – Lagos` as one
//           place, with the number of a plot as its size, with a title made of another kind, or
//           with the last of several figures of the title
//
// A key that is in the catalogue stays. A new listing gets the hash of the first way.

/// The hashes by which a listing without a reference may be known.
enum KeyHashes {
  static func own(_ listing: Listing) -> ContentHash {
    guard let link = listing.link else { return facts(listing) }
    return text(ListingLink.bare(ListingLink.page(link)))
  }

  /// The others, which may be in the catalogue.
  static func former(_ listing: Listing, _ record: Record) -> [ContentHash] {
    if let link = listing.link {
      return ListingLink.written(ListingLink.page(link)).map(text)
    }
    // A title that is made of facts has a place in it.
    let isTitleMade = listing.title == Normaliser.title(of: listing)
    let readings =
      [listing] + formerKinds(listing, isTitleMade) + formerFacts(listing, record)
    var listings = Array(readings.dropFirst())
    for places in Normaliser.formerPlaces(record) {
      listings += readings.map { reading in
        var other = reading
        other.places = places
        if isTitleMade { other.title = Normaliser.title(of: other) }
        return other
      }
    }
    if let size = plotNumber(listing) {
      listings += ([listing] + listings).map { other in
        var other = other
        (other.plotSquareMetres, other.plotText) = (size, "")
        return other
      }
    }
    return listings.map(facts)
  }

  /// With the title that was made of another kind, where a word of the description told it.
  private static func formerKinds(_ listing: Listing, _ isTitleMade: Bool) -> [Listing] {
    guard isTitleMade, listing.typeText == nil, let text = listing.ownText else { return [] }
    var other = listing
    other.kind = KindWords.formerKind(Lexer.tokens(of: text)) ?? .other
    if other.kind == listing.kind { return [] }
    other.title = Normaliser.title(of: other)
    return [other]
  }

  /// With what one of several figures of the title said.
  private static func formerFacts(_ listing: Listing, _ record: Record) -> [Listing] {
    let tokens = Lexer.tokens(of: listing.title)
    let facts = TitleFacts(tokens)
    let former = TitleFacts(tokens, believesRanges: true)
    if facts == former { return [] }
    var other = listing
    if record.bedrooms == nil { other.bedrooms = former.bedrooms }
    if record.areaSquareMetres == nil, record.plotSquareMetres == nil {
      (other.areaSquareMetres, other.plotSquareMetres) = (former.squareMetres, nil)
    }
    return [other]
  }

  private static func text(_ text: String) -> ContentHash {
    var hash = ContentHash()
    hash.append(text)
    return hash
  }

  /// The figure of a column `plot` or `lot` that is carried through.
  private static func plotNumber(_ listing: Listing) -> Double? {
    if listing.plotSquareMetres != nil { return nil }
    return listing.extra.lazy.compactMap { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      let isPlot = parts.count == 2 && ["plot", "lot"].contains(parts[0].lowercased())
      return isPlot ? Double(parts[1]) : nil
    }.first
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
