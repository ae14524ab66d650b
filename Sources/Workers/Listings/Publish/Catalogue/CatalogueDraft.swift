/// A listing of the catalogue with all that its page shows.
struct CatalogueDraft: Sendable {
  let number: Int
  let slug: String
  let draft: Draft
  /// When it first came, in seconds since 1970.
  let added: Int
  /// When what is shown of it last changed, in seconds since 1970.
  let changed: Int
  /// What was asked before, where that was more.
  let reduced: PriceReduction?
  /// That it was sold or let, where its page still says so.
  let departure: Departure?
  /// Its photos and documents.
  let media: ShownMedia

  /// In their order.
  var photos: [ShownPhoto] { media.photos }

  /// The end of its address: what tells it from listings that say the same.
  var mark: String {
    let start = slug.utf8.lastIndex(of: UInt8(ascii: "-")).map { slug.utf8.index(after: $0) }
    return slug[(start ?? slug.startIndex)...].uppercased()
  }

  /// The day it was listed; where it does not say, the day it first came.
  var posted: String { draft.plan.listing.listed ?? ISODay.text(ofSeconds: added) }
}

/// What was asked for a listing before, in the same currency and for the same time.
struct PriceReduction: Sendable, Hashable {
  let minorUnits: Int
  /// ISO date of the file that brought the lower price.
  let day: String
}
