import Pages
import Pipeline

/// A draft made ready for the catalogue: what is worked out once, before the database is asked.
struct CatalogueItem: Sendable {
  let draft: Draft
  let digests: Digests
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

  /// Tell whether anything has changed.
  struct Digests: Hashable, Sendable {
    /// Of everything that the site shows; neither the line of the source nor the estimate is.
    let shown: Int
    /// Of everything that the exports tell.
    let told: Int

    init(shown: Int, told: Int) {
      self.shown = shown
      self.told = told
    }

    init(of draft: Draft) {
      var draft = draft
      draft.plan.listing.line = 0
      told = Self.digest(of: draft)
      draft.plan.forgetEstimate()
      shown = Self.digest(of: draft)
    }

    private static func digest(of draft: Draft) -> Int {
      var row = RowWriter(capacity: 4 << 10)
      draft.write(to: &row)
      var digest = ContentDigest()
      digest.mix(row.bytes)
      return digest.value
    }
  }

  init(_ draft: Draft, digests: Digests) {
    self.draft = draft
    self.digests = digests
    slug = Pages.slug(draft.headline)
    listedDay = draft.plan.listing.listed.flatMap(Self.day)
    csv = ListingExport.csv(of: draft)
    json = ListingExport.json(of: draft)
    let listing = draft.plan.listing
    marks = ListingMarks(listing, words: TextWords.of(listing.ownText ?? ""))
  }

  /// - Parameter text: an ISO date.
  private static func day(_ text: String) -> Int? {
    guard text.utf8.count == 10 else { return nil }
    return Int(text.filter { $0 != "-" })
  }
}
