/// What the plan of a site has to know of all listings on offer.
struct CatalogueEntries: Sendable {
  var entries: [CatalogueEntry]
  /// Digest of the page of each as it is visible; 0 when it is not.
  var published: [Int]
  let places: CataloguePlaces
}

/// What the plan of a site has to know of a listing: 48 bytes, because all are held at once.
struct CatalogueEntry: Sendable {
  /// Of all that is shown of it, its photos too.
  let digest: Int
  /// Minor units; 0 when it has none.
  let price: Int
  /// ``PriceUnit/mark``; 0 where it has no price.
  let unit: Int32
  /// Millionths of a degree; nil where they are not known.
  let position: CataloguePosition
  private let number32: Int32
  /// As `20251017`; 0 when it is not known.
  let listedDay: Int32
  /// Days since 1970 on which what is shown of it last changed.
  let changedDay: Int32
  let places: CataloguePlaces.Places
  let deal: Listing.Deal?
  let kind: Listing.Kind
  /// Of a dwelling; 0 where they are not known.
  let bedrooms: UInt8
  /// Whether its card was made from other photos, or by an earlier version.
  let hasOldCard: Bool

  var number: Int { Int(number32) }

  /// - Parameter places: the index of each of the chunk's ``CatalogueChunk/placeTexts``.
  init(_ chunk: CatalogueChunk, row: Int, places: [CataloguePlaces.Places]) {
    number32 = chunk.numbers[row]
    unit = chunk.units[row]
    position = CataloguePosition(latitude: chunk.latitudes[row], longitude: chunk.longitudes[row])
    bedrooms = chunk.bedrooms[row]
    digest = chunk.digests[row]
    price = chunk.prices[row]
    listedDay = chunk.listedDays[row]
    changedDay = chunk.changedDays[row]
    self.places = places[Int(chunk.places[row])]
    deal = chunk.deal(of: row)
    kind = chunk.kind(of: row)
    hasOldCard = chunk.hasOldCard(row)
  }
}
