import Pages
import Pipeline

/// A draft made ready for the catalogue: what is worked out once, before the database is asked.
struct CatalogueItem: Sendable {
  let draft: Draft
  /// Of everything that is shown; the line of the source is not, and neither is the risk.
  let digest: Int
  /// The start of a new listing's address.
  let slug: String
  /// The day listed as `20251017`, for sorting.
  let listedDay: Int?
  /// Its line of `listings.csv`.
  let csv: [UInt8]
  /// Its object in `listings.json`.
  let json: [UInt8]
  /// By which other listings that share a contact, a photo or a text are found.
  let marks: ListingMarks

  /// - Parameter digest: ``digest(of:)`` the draft.
  init(_ draft: Draft, digest: Int) {
    self.draft = draft
    self.digest = digest
    slug = Pages.slug(draft.headline)
    listedDay = draft.plan.listing.listed.flatMap(Self.day)
    csv = ListingExport.csv(of: draft)
    json = ListingExport.json(of: draft)
    let listing = draft.plan.listing
    marks = ListingMarks(listing, words: TextWords.of(listing.ownText ?? ""))
  }

  static func digest(of draft: Draft) -> Int {
    var draft = draft
    draft.plan.listing.line = 0
    draft.plan.scale = nil
    draft.plan.risk = 0
    draft.plan.evidence = []
    var row = RowWriter(capacity: 4 << 10)
    draft.write(to: &row)
    var digest = ContentDigest()
    digest.mix(row.bytes)
    return digest.value
  }

  /// - Parameter text: an ISO date.
  private static func day(_ text: String) -> Int? {
    guard text.utf8.count == 10 else { return nil }
    return Int(text.filter { $0 != "-" })
  }
}
