import Storage

/// What the plan of a site has to know of all listings on offer.
struct CatalogueEntries: Sendable {
  var entries: [CatalogueEntry]
  let places: CataloguePlaces
}

/// What the plan of a site has to know of a listing: 48 bytes, because all are held at once.
struct CatalogueEntry: Sendable {
  /// Of all that is shown of it, its photos too.
  let digest: Int
  /// Of all that the exports tell of it, the estimate too.
  let told: Int
  /// Digest of its page as it is visible; 0 when it is not.
  let published: Int
  /// Minor units; 0 when it has none.
  let price: Int
  private let number32: Int32
  /// As `20251017`; 0 when it is not known.
  let listedDay: Int32
  let places: CataloguePlaces.Places
  let deal: Listing.Deal?
  let kind: Listing.Kind
  /// Whether its card was made from other photos, or by an earlier version.
  let hasOldCard: Bool

  var number: Int { Int(number32) }

  static let columns = """
    number, digest, photos, published, deal, kind, places, listed_day, price, card_source, told
    """

  /// - Parameter row: ``columns``.
  init(_ row: any Row, _ index: inout CataloguePlaces) {
    number32 = Int32(truncatingIfNeeded: row.integer(0))
    let photos = row.optionalInteger(2)
    digest = Self.digest(row.integer(1), photos: photos)
    published = row.integer(3)
    deal = row.optionalText(4).flatMap(Listing.Deal.init)
    kind = Listing.Kind(rawValue: row.text(5)) ?? .other
    places = index.places(row.text(6))
    listedDay = Int32(truncatingIfNeeded: row.integer(7))
    price = row.integer(8)
    told = row.integer(10)
    hasOldCard = row.integer(9) != Card.source(photos: photos)
  }

  private static func digest(_ listing: Int, photos: Int?) -> Int {
    guard let photos else { return listing }
    var digest = ContentDigest()
    digest.mix(listing)
    digest.mix(photos)
    return digest.value
  }
}
