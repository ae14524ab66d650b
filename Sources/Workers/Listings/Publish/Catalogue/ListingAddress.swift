/// Where a listing's page is, and what search engines are told of it.
struct ListingAddress: Sendable {
  let slug: String
  /// When its content changed last, in seconds since 1970.
  let changed: Int
  let photos: [ShownPhoto]
}
