import Foundation
import Pipeline
import Storage

// What was said of a listing, and when: so that an outcome can be credited to the estimate, the
// outlook and the text that were out when it came. A row is written when anything of a listing
// changes, and belongs to the file that changed it.

/// What was predicted, chosen and published, as statements on a connection.
struct PredictionTable {
  private let connection: any Connection
  private let business: SQLValue

  static let migration = Migration(
    "listings-predictions-1",
    [
      """
      create table listings_prediction(
        business text not null,
        number bigint not null,
        item bigint not null,
        day bigint not null,
        model text not null,
        text_digest bigint not null,
        asked bigint,
        estimate bigint,
        low bigint,
        high bigint,
        confidence text,
        suggested bigint,
        fast_chance double precision,
        expected_days bigint,
        outlook_outcomes bigint,
        price_sensitivity double precision,
        primary key (business, number, item))
      """
    ])

  static let units = Migration(
    "listings-predictions-2", ["alter table listings_prediction add column unit text"])

  /// Changes whenever the same listings would get other estimates.
  static let model = "adjusted-neighbours-5"

  /// Of a listing with more, those behind the first are forgotten: it says since when it is known.
  private static let perListingMax = 20

  /// The file whose publication tells.
  struct Made: Sendable {
    let item: Int
    /// Days since 1970 on which the file came.
    let day: Int

    init(item: Int, day: Int) {
      self.item = item
      self.day = day
    }

    init(_ item: Item) {
      self.item = item.id.number
      day = Int((item.received.timeIntervalSince1970 / 86_400).rounded(.down))
    }
  }

  init(_ connection: any Connection, business: SQLValue) {
    self.connection = connection
    self.business = business
  }

  func store(_ draft: Draft, number: Int, made: Made) throws {
    let plan = draft.plan
    let place: [SQLValue] = [business, .integer(number), .integer(made.item)]
    try connection.execute(
      "delete from listings_prediction where business = $1 and number = $2 and item = $3", place)
    try connection.execute(
      """
      insert into listings_prediction(
        business, number, item, day, model, text_digest, asked, estimate, low, high, confidence,
        suggested, fast_chance, expected_days, outlook_outcomes, price_sensitivity, unit)
      values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
      """,
      place + [
        .integer(made.day), .text(Self.model), .integer(Self.textDigest(draft)),
        SQLValue(plan.listing.price?.minorUnits), SQLValue(plan.estimateMinorUnits),
        SQLValue(plan.lowMinorUnits), SQLValue(plan.highMinorUnits),
        SQLValue(plan.confidence?.rawValue), SQLValue(plan.suggestedMinorUnits),
        SQLValue(plan.outlook?.fastChance), SQLValue(plan.outlook?.expectedDays),
        SQLValue(plan.outlook?.outcomes), SQLValue(plan.outlook?.sensitivity),
        SQLValue(plan.listing.price.map { Self.unit(of: $0) }),
      ])
    try connection.execute(
      """
      delete from listings_prediction where business = $1 and number = $2 and item <=
        (select item from listings_prediction where business = $1 and number = $2
         order by item desc limit 1 offset $3)
        and item >
        (select min(item) from listings_prediction where business = $1 and number = $2)
      """,
      [business, .integer(number), .integer(Self.perListingMax)])
  }

  /// What was asked before, where that was more and for the same: told by the latest files.
  func reduction(to price: Price, of number: Int) throws -> PriceReduction? {
    let asked = try connection.query(
      """
      select asked, day from listings_prediction
      where business = $1 and number = $2 and unit = $3 and asked is not null order by item desc
      """,
      [business, .integer(number), .text(Self.unit(of: price))]
    ) { (minorUnits: $0.integer(0), day: $0.integer(1)) }
    guard let before = asked.firstIndex(where: { $0.minorUnits != price.minorUnits }), before > 0,
      asked[before].minorUnits > price.minorUnits
    else { return nil }
    return PriceReduction(
      minorUnits: asked[before].minorUnits,
      day: ISODay.text(ofSeconds: asked[before - 1].day * 86_400))
  }

  /// In what a price is asked, and as what: prices are compared with those of the same unit alone.
  /// “From £250,000” is none that came down from £300,000.
  private static func unit(of price: Price) -> String {
    let unit =
      "\(price.currency ?? "") \(price.period.rawValue)\(price.isPerArea ? " per m²" : "")"
    let isRange = price.maximumMinorUnits != nil
    let isLeast = [.from, .offersOver].contains(price.qualifier)
    return unit + (isRange ? " range" : isLeast ? " least" : "")
  }

  /// Which text was out: that of the headline, the summary and the description.
  private static func textDigest(_ draft: Draft) -> Int {
    var digest = ContentDigest()
    digest.mix(draft.headline)
    digest.mix(draft.summary)
    digest.mix(draft.description)
    return digest.value
  }
}
