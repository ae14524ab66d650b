import Storage

/// That a listing whose page was visible was sold or let: its page says so for a while, and goes.
struct Departure: Hashable, Sendable {
  enum Way: String, Sendable {
    case sold
    case `let`

    init(_ deal: Listing.Deal?) { self = deal == .rent || deal == .shortLet ? .let : .sold }

    /// On a badge, and in the place of the price.
    var label: String {
      switch self {
      case .sold: "Sold"
      case .let: "Let"
      }
    }
  }

  let way: Way
  /// Days since 1970.
  let day: Int
  /// What was paid in the end, where somebody told, in the listing's own currency.
  let minorUnits: Int?

  /// What was paid in the end, for the whole, as it is told in the place of what was asked.
  func paid(insteadOf asked: Price?) -> Price? {
    guard let minorUnits, let asked else { return nil }
    return Price(minorUnits: minorUnits, currency: asked.currency, period: asked.period)
  }

  /// How many days a page stays after it.
  static let daysShown = 90

  /// “Sold on 3 May 2026”.
  var words: String { "\(way.label) on \(DayText.of(isoDay))" }

  var isoDay: String { ISODay.text(ofSeconds: day * 86_400) }

  func mix(into digest: inout ContentDigest) {
    digest.mix(way.rawValue)
    digest.mix(day)
    digest.mix(minorUnits ?? -1)
  }

  static let migration = Migration(
    "listings-departures-1",
    [
      // Whether its page was ever visible.
      "alter table listings_catalogue add column shown bigint",
      "update listings_catalogue set shown = 1 where published is not null",
      "alter table listings_catalogue add column gone text",
      "alter table listings_catalogue add column gone_day bigint",
      "alter table listings_catalogue add column gone_price bigint",
      """
      create index listings_catalogue_shown on listings_catalogue(business)
        where retired = 1 and shown = 1
      """,
    ])

  /// For ``init(_:from:)``.
  static let columns = "gone, gone_day, gone_price"

  /// - Parameter first: where in the row ``columns`` begin.
  init?(_ row: any Row, from first: Int) {
    guard let way = row.optionalText(first).flatMap(Way.init),
      let day = row.optionalInteger(first + 1)
    else { return nil }
    self.init(way: way, day: day, minorUnits: row.optionalInteger(first + 2))
  }

  init(way: Way, day: Int, minorUnits: Int? = nil) {
    self.way = way
    self.day = day
    self.minorUnits = minorUnits
  }

  static func values(_ departure: Departure?) -> [SQLValue] {
    [
      SQLValue(departure?.way.rawValue), SQLValue(departure?.day), SQLValue(departure?.minorUnits),
    ]
  }
}

/// A listing that was sold or let, whose page still says so.
struct DepartedEntry: Sendable {
  let number: Int
  let slug: String
  /// Of all that its page shows of it.
  let digest: Int
  /// Digest of its page as it is visible; 0 when it is not.
  let published: Int
  let deal: Listing.Deal?
  let kind: Listing.Kind
  let departure: Departure
}
