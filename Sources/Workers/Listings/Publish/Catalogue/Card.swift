import Pages

/// A listing as lists show it.
struct Card {
  let number: Int
  let slug: String
  let headline: String
  let price: Price?
  let isPriceOnRequest: Bool
  let deal: Listing.Deal?
  let status: OfferStatus?
  let kind: Listing.Kind
  /// Where the headline does not say it.
  let place: String?
  let bedrooms: Int?
  let bathrooms: Double?
  let area: String?
  let plot: String?
  /// The first of its photos.
  let photo: ShownPhoto?
  /// That it is no longer offered.
  let departure: Departure?

  init(
    _ draft: Draft, number: Int, slug: String, photo: ShownPhoto?, departure: Departure? = nil
  ) {
    self.departure = departure
    self.number = number
    self.slug = slug
    self.photo = photo
    let listing = draft.plan.listing
    headline = draft.headline
    price = listing.price
    isPriceOnRequest = listing.isPriceOnRequest
    deal = listing.deal
    status = listing.status
    kind = listing.kind
    place = PlaceText.short(listing.places).flatMap { draft.headline.contains($0) ? nil : $0 }
    // A plot is said to have those of the house that might be built there.
    bedrooms = kind == .land ? nil : listing.bedrooms
    bathrooms = kind == .land ? nil : listing.bathrooms
    area = listing.areaShown?.short
    plot = listing.plotShown?.short
  }

  /// What a kept card was made from besides its listing: it is made anew when this differs.
  ///
  /// - Parameter photos: digest of the listing's photos.
  static func source(photos: Int?) -> Int {
    var digest = ContentDigest()
    digest.mix(SiteSettings.design)
    digest.mix(photos ?? 0)
    return digest.value
  }
}

/// A card as it is kept: made once for all pages that it is on.
struct KeptCard: Sendable {
  let number: Int
  let slug: String
  let stencil: Stencil
}
