import Models
import Storage

/// What became of the listings of one business, as statements on a connection.
///
/// A file's rows stay as they came; what counts for a listing is the latest one that says so.
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
    for record in records {
      guard let number = record.number else { continue }
      try connection.execute(
        "delete from listings_outcome where business = $1 and item = $2 and line = $3",
        [business, .integer(item), .integer(record.line)])
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
      if let inquiries = record.inquiries {
        // To the words that a model was asked with for the text that was out.
        try PromptUses(connection).credit(
          business: name, subject: record.listing,
          version: record.variant.flatMap(ModelVariant.init)?.version, inquiries: inquiries)
      }
    }
  }

  /// By number, of the latest `limit` rows.
  func latest(limit: Int) throws -> [Int: Latest] {
    var latest: [Int: Latest] = [:]
    try connection.forEach(
      """
      select number, outcome, day, price, inquiries, views from listings_outcome
      where business = $1 order by item desc, line desc limit $2
      """,
      [business, .integer(limit)]
    ) { row in
      var known = latest[row.integer(0)] ?? Latest()
      if known.outcome == nil,
        let outcome = row.optionalText(1).flatMap(OutcomeRecord.Outcome.init)
      {
        known.outcome = outcome
        known.day = row.optionalInteger(2)
        known.priceMinorUnits = row.optionalInteger(3)
      }
      known.inquiries = known.inquiries ?? row.optionalInteger(4)
      known.views = known.views ?? row.optionalInteger(5)
      latest[row.integer(0)] = known
    }
    return latest
  }

  /// The listing that a row means, by its key; nil when the catalogue has none such. Of a home for
  /// sale and to let under one reference what was let is the letting.
  func listing(
    _ key: String, _ outcome: OutcomeRecord.Outcome?
  ) throws -> (number: Int, headline: String, variant: String)? {
    let letting = outcome == .let ? try listing(key + Identity.Offer.rent.ending) : nil
    return try letting ?? listing(key)
  }

  private func listing(
    _ key: String
  ) throws -> (number: Int, headline: String, variant: String)? {
    var formats = DraftFormats(connection)
    return try connection.first(
      """
      select c.number, d.format, d.draft from listings_catalogue c
      join listings_draft d on d.business = c.business and d.number = c.number
      where c.business = $1 and c.key = $2
      """,
      [business, .text(key)]
    ) { row in
      let draft = try formats.draft(row, from: 1)
      return (row.integer(0), draft.headline, draft.variant)
    }
  }
}
