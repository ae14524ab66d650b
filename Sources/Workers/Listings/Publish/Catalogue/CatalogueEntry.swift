import Storage

/// What the plan of a site has to know of all listings on offer.
struct CatalogueEntries {
  let entries: [CatalogueEntry]
  let places: CataloguePlaces
}

/// What the plan of a site has to know of a listing; small, because all are held at once.
struct CatalogueEntry {
  let number: Int
  /// Of all that is shown of it, its photos too.
  let digest: Int
  /// Digest of its page as it is visible.
  let published: Int?
  let deal: Listing.Deal?
  let kind: Listing.Kind
  let places: CataloguePlaces.Places
  let listedDay: Int
  /// Minor units; 0 when it has none.
  let price: Int

  init(_ row: any Row, _ index: inout CataloguePlaces) {
    number = row.integer(0)
    digest = Self.digest(row.integer(1), photos: row.optionalInteger(8))
    published = row.optionalInteger(2)
    deal = row.optionalText(3).flatMap(Listing.Deal.init)
    kind = Listing.Kind(rawValue: row.text(4)) ?? .other
    places = index.places(row.text(5))
    listedDay = row.integer(6)
    price = row.integer(7)
  }

  private static func digest(_ listing: Int, photos: Int?) -> Int {
    guard let photos else { return listing }
    var digest = ContentDigest()
    digest.mix(listing)
    digest.mix(photos)
    return digest.value
  }
}
