import Storage

/// A listing on offer with what was last said of it, for the portfolio.
struct PortfolioListing: Sendable {
  let key: String
  let title: String
  let kind: Listing.Kind
  let deal: Listing.Deal?
  let currency: String?
  let period: Price.Period
  let places: [String]
  /// Minor units.
  let asked: Int
  /// Days since 1970 on which it was listed; of one that does not say, on which it first came.
  let since: Int?
  let estimate: Int?
  let low: Int?
  let high: Int?
  let confidence: Appraisal.Confidence?
  let band: Plan.Band?
  let hasWarnings: Bool
  let outlook: Outlook?

  /// The listings on offer with a price, by number.
  static func read(
    _ connection: any Connection, business: String
  ) throws -> [PortfolioListing] {
    try connection.query(
      """
      select d.listing_key, d.headline, d.kind, d.deal, d.price_currency, d.price_period, d.places,
        d.price_minor_units, d.listed,
        (select min(f.day) from listings_prediction f
         where f.business = d.business and f.number = d.number),
        p.estimate, p.low, p.high, p.confidence, d.band, d.warnings, p.fast_chance,
        p.expected_days, p.outlook_outcomes, p.price_sensitivity
      from listings_catalogue c
      join listings_draft d on d.business = c.business and d.number = c.number
      left join listings_prediction p on p.business = c.business and p.number = c.number
        and p.item = (select max(l.item) from listings_prediction l
                      where l.business = c.business and l.number = c.number)
      where c.business = $1 and c.retired = 0 and d.price_minor_units > 0
        and d.price_is_per_area = 0
      order by c.number
      """,
      [.text(business)], PortfolioListing.init)
  }

  private init(_ row: any Row) {
    key = row.text(0)
    title = row.text(1)
    kind = Listing.Kind(rawValue: row.text(2)) ?? .other
    deal = row.optionalText(3).flatMap(Listing.Deal.init)
    currency = row.optionalText(4)
    period = row.optionalText(5).flatMap(Price.Period.init) ?? .once
    places = SQLValue.list(row.text(6))
    asked = row.integer(7)
    since = row.optionalText(8).flatMap { Day($0) }?.number ?? row.optionalInteger(9)
    estimate = row.optionalInteger(10)
    low = row.optionalInteger(11)
    high = row.optionalInteger(12)
    confidence = row.optionalText(13).flatMap(Appraisal.Confidence.init)
    band = row.optionalText(14).flatMap(Plan.Band.init)
    hasWarnings = !row.text(15).isEmpty
    outlook = row.optionalReal(16).map { chance in
      Outlook(
        fastChance: chance, expectedDays: row.integer(17), outcomes: row.integer(18),
        sensitivity: row.real(19))
    }
  }

  init(
    key: String, title: String, kind: Listing.Kind = .house, deal: Listing.Deal? = .sale,
    currency: String? = nil, period: Price.Period = .once, places: [String] = [], asked: Int,
    since: Int? = nil, estimate: Int? = nil, low: Int? = nil, high: Int? = nil,
    confidence: Appraisal.Confidence? = nil, band: Plan.Band? = nil, hasWarnings: Bool = false,
    outlook: Outlook? = nil
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.deal = deal
    self.currency = currency
    self.period = period
    self.places = places
    self.asked = asked
    self.since = since
    self.estimate = estimate
    self.low = low
    self.high = high
    self.confidence = confidence
    self.band = band
    self.hasWarnings = hasWarnings
    self.outlook = outlook
  }
}
