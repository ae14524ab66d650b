/// A listing that the catalogue has already.
struct KnownListing: Sendable {
  let number: Int
  let digests: CatalogueItem.Digests
  let isRetired: Bool

  /// Whether a draft of these digests would change what is shown or told.
  func differs(from digests: CatalogueItem.Digests) -> Bool {
    isRetired || digests != self.digests
  }
}

/// Where a listing's page is, and the day it was listed as `20251017`.
struct ListingAddress: Sendable {
  let number: Int
  let slug: String
  let listedDay: Int?
}
