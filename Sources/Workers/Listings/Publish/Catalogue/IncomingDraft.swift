import Pages
import Pipeline

/// A draft on its way into the catalogue, with what is worked out before the database is asked.
struct IncomingDraft: Sendable {
  /// Without the line it came from.
  let draft: Draft
  let line: Int
  /// As the catalogue keeps it: a row of the stream.
  let row: [UInt8]
  let digests: Digests
  /// The start of a new listing's address.
  let slug: String
  /// Sold or let before it came: the catalogue learns from it and does not offer it.
  let departure: Departure?
  /// Whether it is not offered: sold or let, or its row says that it is off.
  var isGone: Bool { departure != nil || draft.plan.listing.isOff }
  /// Sold or let on a day that its row does not tell: what is known of it stays.
  var keepsDeparture: Bool { departure == nil && draft.plan.listing.status?.way != nil }

  /// Tell whether anything has changed.
  struct Digests: Hashable, Sendable {
    /// Of everything that the site shows; neither the line of the source nor the estimate is.
    let shown: Int
    /// Of everything that the exports tell.
    let told: Int
  }

  init(_ draft: Draft, departure: Departure? = nil) {
    self.departure = departure
    line = draft.plan.listing.line
    var draft = draft
    draft.plan.listing.line = 0
    self.draft = draft
    row = StoredRow.bytes(of: draft)
    var shown = draft
    shown.plan.forgetEstimate()
    digests = Digests(shown: Self.digest(StoredRow.bytes(of: shown)), told: Self.digest(row))
    slug = Pages.slug(draft.headline)
  }

  private static func digest(_ row: [UInt8]) -> Int {
    var digest = ContentDigest()
    row.withUnsafeBytes { digest.mix($0) }
    return digest.value
  }

  var key: String { draft.plan.listing.key }
}

/// Where a listing of the catalogue is, or a new one will be.
struct CataloguePlace: Sendable {
  let number: Int
  let slug: String
  /// Of what is kept now; nil for a new listing.
  let digests: IncomingDraft.Digests?
  let isRetired: Bool
  /// Whether it is off because it was sold or let on a known day.
  var wasSold = false

  /// Whether a draft would change what is shown or told.
  func differs(from draft: IncomingDraft) -> Bool {
    isRetired != draft.isGone || digests != draft.digests
  }
}

/// What the catalogue is to keep of a listing that is new or has changed.
struct CatalogueItem: Sendable {
  let place: CataloguePlace
  let incoming: IncomingDraft
  /// Without photos: those are bound later.
  let card: Stencil
  /// By which other listings that share a contact, a photo or a text are found.
  let marks: ListingMarks

  init(_ incoming: IncomingDraft, at place: CataloguePlace) {
    self.place = place
    self.incoming = incoming
    let draft = incoming.draft
    card =
      CardView(
        card: Card(draft, number: place.number, slug: place.slug, photo: nil)
      ).stencil
    let listing = draft.plan.listing
    marks = ListingMarks(listing, words: TextWords.of(listing.ownText ?? ""))
  }

  /// The day listed as `20251017`, for sorting.
  var listedDay: Int? {
    guard let text = incoming.draft.plan.listing.listed, text.utf8.count == 10 else { return nil }
    return Int(text.filter { $0 != "-" })
  }
}
