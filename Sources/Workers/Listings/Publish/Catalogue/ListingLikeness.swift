/// What two listings have in common that are one advertisement: they differ in their references,
/// titles, photos and contacts at most.
enum ListingLikeness {
  /// A digest of the rest: type, deal, places, rooms, size, price, equipment, the owner's text.
  /// Never 0.
  static func digest(of listing: Listing) -> Int {
    var hash = ContentHash()
    hash.append(listing.kind.rawValue)
    hash.append(folded: listing.typeText)
    hash.append(listing.deal?.rawValue)
    for place in listing.places { hash.append(folded: place) }
    for count in [listing.bedrooms, listing.toilets, listing.rooms, listing.parkingSpaces] {
      hash.append(count)
    }
    for size in [listing.bathrooms, listing.areaSquareMetres, listing.plotSquareMetres] {
      hash.append(size)
    }
    hash.append(listing.price?.minorUnits)
    hash.append(listing.price?.maximumMinorUnits)
    hash.append(listing.price?.currency)
    hash.append(listing.price?.period.rawValue)
    for text in [listing.furnishing, listing.condition, listing.ownText] {
      hash.append(folded: text)
    }
    for feature in listing.features { hash.append(folded: feature) }
    return Int(Int64(bitPattern: hash.value | 1))
  }
}
