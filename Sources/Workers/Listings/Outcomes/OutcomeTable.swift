import Models
import Storage

/// What became of the listings of one business, as statements on a connection.
///
/// A file's rows stay as they came; what became of a listing is what the row with the latest day
/// says, and who asked for it what the latest file says.
struct OutcomeTable {
  private let connection: any Connection
  private let business: SQLValue
  private let name: String

  static let migration = Migration(
    "listings-outcomes-1",
    [
      """
      create table listings_outcome(
        business text not null,
        item bigint not null,
        line bigint not null,
        number bigint not null,
        outcome text,
        day bigint,
        price bigint,
        inquiries bigint,
        views bigint,
        primary key (business, item, line))
      """,
      "create index listings_outcome_number on listings_outcome(business, number)",
    ])

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
    name = business
  }

  /// What the latest rows say of a listing.
  struct Latest: Sendable, Hashable {
    var outcome: OutcomeRecord.Outcome?
    /// Days since 1970.
    var day: Int?
    var priceMinorUnits: Int?
    var inquiries: Int?
    var views: Int?
  }

  /// Takes the rows of a file in, in the place of what an earlier run of it left.
  func store(_ records: [OutcomeRecord], item: Int) throws {
    try CatalogueBefore(connection, business: name).keep(.outcome, item)
    try connection.execute(
      "delete from listings_outcome where business = $1 and item = $2",
      [business, .integer(item)])
    for record in records {
      guard let number = record.number else { continue }
      try connection.execute(
        """
        insert into listings_outcome(
          business, item, line, number, outcome, day, price, inquiries, views)
        values($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
          business, .integer(item), .integer(record.line), .integer(number),
          SQLValue(record.outcome?.rawValue),
          SQLValue(record.day.flatMap { Day($0) }?.number), SQLValue(record.priceMinorUnits),
          SQLValue(record.inquiries), SQLValue(record.views),
        ])
      if let inquiries = record.inquiries,
        try !isOvertaken(number, item: item, line: record.line)
      {
        // To the words that a model was asked with for the text that was out.
        try PromptUses(connection).credit(
          business: name, subject: record.listing,
          version: record.variant.flatMap(ModelVariant.init)?.version, inquiries: inquiries)
      }
    }
  }

  /// Whether a later file, or a later row of this one, has told already who asked for a listing:
  /// files may be taken up again out of turn.
  private func isOvertaken(_ number: Int, item: Int, line: Int) throws -> Bool {
    try connection.first(
      """
      select 1 from listings_outcome where business = $1 and number = $2
        and inquiries is not null and (item > $3 or item = $3 and line > $4) limit 1
      """, [business, .integer(number), .integer(item), .integer(line)]
    ) { $0.integer(0) } != nil
  }

  /// By number, of the latest `limit` rows; those that tell an outcome go before mere counts.
  func latest(limit: Int) throws -> [Int: Latest] {
    var latest: [Int: Latest] = [:]
    try connection.forEach(
      """
      select number, outcome, day, price, inquiries, views from listings_outcome
      where business = $1 order by outcome is null, item desc, line desc limit $2
      """,
      [business, .integer(limit)]
    ) { row in
      var known = latest[row.integer(0)] ?? Latest()
      let day = row.optionalInteger(2)
      // A file that comes late may tell of what was before.
      if let outcome = row.optionalText(1).flatMap(OutcomeRecord.Outcome.init),
        known.outcome == nil || known.day ?? .min < day ?? .min
      {
        known.outcome = outcome
        known.day = day
        known.priceMinorUnits = row.optionalInteger(3)
      }
      known.inquiries = known.inquiries ?? row.optionalInteger(4)
      known.views = known.views ?? row.optionalInteger(5)
      latest[row.integer(0)] = known
    }
    return latest
  }

  /// Whether all that the rows tell of a listing was before a day.
  func isEarlier(than day: Int?, _ number: Int) throws -> Bool {
    guard let day else { return false }
    let latest = try connection.first(
      """
      select max(day) from listings_outcome
      where business = $1 and number = $2 and outcome is not null
      """, [business, .integer(number)]
    ) { $0.optionalInteger(0) }
    return (latest ?? nil) ?? .min < day
  }

  /// Which of some listings were sold or let, by number; what was withdrawn last is just gone.
  func departures(of numbers: [Int]) throws -> [Int: Departure] {
    var departures: [Int: Departure] = [:]
    for number in numbers {
      let departure = try connection.first(
        """
        select outcome, day, price from listings_outcome
        where business = $1 and number = $2 and outcome is not null and day is not null
        order by day desc, item desc, line desc limit 1
        """,
        [business, .integer(number)]
      ) { Departure($0, from: 0) }
      departures[number] = departure ?? nil
    }
    return departures
  }

  /// What is known of a listing that somebody tells an outcome of.
  struct Known: Sendable {
    let number: Int
    let headline: String
    let variant: String
    let listing: Listing
    let isOff: Bool

    /// Why a row tells of an earlier offer of the same home; nil where it tells of this one.
    func whyNot(_ record: OutcomeRecord) -> String? {
      guard record.outcome != nil, let day = record.day, let listed = listing.listed, day < listed
      else { return nil }
      return "the listing is on offer since \(DayText.of(listed)), which is after that day"
    }

    /// Why the price of a row is none of this offer: a home that was to let may have been sold, but
    /// not for a rent.
    func whyNotPaid(_ record: OutcomeRecord) -> String? {
      guard let outcome = record.outcome, let deal = listing.deal else { return nil }
      switch (outcome, Departure.Way(deal)) {
      case (.sold, .let): return "the listing is to let, and what it was sold for is no rent"
      case (.let, .sold): return "the listing is for sale, and what it was let for is no price"
      default: return nil
      }
    }
  }

  /// The listing that a row means, by its key; nil when the catalogue has none such. Of a home for
  /// sale and to let under one reference what was let is the letting, and what was sold the sale.
  func listing(_ key: String, _ outcome: OutcomeRecord.Outcome?) throws -> Known? {
    let offers: [Identity.Offer] =
      switch outcome {
      case .let: [.rent, .shortLet]
      case .sold: [.sale]
      default: []
      }
    for ending in offers.flatMap({ [$0.fullEnding, $0.spareEnding] }) {
      let other = try listing(key + ending)
      // What has that as its reference is another thing.
      if let other, other.listing.reference != other.listing.key { return other }
    }
    return try listing(key)
  }

  /// The record with the number that its listing has by now: one that it had in an update that was
  /// taken back may be another's.
  func lookedUp(_ record: OutcomeRecord) throws -> OutcomeRecord {
    guard let number = record.number else { return record }
    let key = try connection.first(
      "select key from listings_catalogue where business = $1 and number = $2",
      [business, .integer(number)]
    ) { $0.text(0) }
    if let key, Identity.Offer.keys(of: record.listing).contains(key) { return record }
    var record = record
    record.number = try listing(record.listing, record.outcome)?.number
    return record
  }

  private func listing(_ key: String) throws -> Known? {
    var formats = DraftFormats(connection)
    return try connection.first(
      """
      select c.number, d.format, d.draft, c.retired from listings_catalogue c
      join listings_draft d on d.business = c.business and d.number = c.number
      where c.business = $1 and c.key = $2
      """,
      [business, .text(key)]
    ) { row in
      let draft = try formats.draft(row, from: 1)
      return Known(
        number: row.integer(0), headline: draft.headline, variant: draft.variant,
        listing: draft.plan.listing, isOff: row.integer(3) != 0)
    }
  }
}
