/// A listing that the catalogue has already.
struct KnownListing: Sendable {
  let number: Int
  let digest: Int
  let isRetired: Bool

  /// Whether a draft of this digest would change what is shown.
  func differs(from digest: Int) -> Bool { isRetired || digest != self.digest }
}

/// Where a listing's page is, and the day it was listed as `20251017`.
struct ListingAddress: Sendable {
  let number: Int
  let slug: String
  let listedDay: Int?
}
