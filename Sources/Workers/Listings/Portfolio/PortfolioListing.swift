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
    var formats = DraftFormats(connection)
    return try connection.query(
      """
      select d.format, d.draft,
        (select min(f.day) from listings_prediction f
         where f.business = d.business and f.number = d.number),
        p.estimate, p.low, p.high, p.confidence, p.fast_chance, p.expected_days,
        p.outlook_outcomes, p.price_sensitivity
      from listings_catalogue c
      join listings_draft d on d.business = c.business and d.number = c.number
      left join listings_prediction p on p.business = c.business and p.number = c.number
        and p.item = (select max(l.item) from listings_prediction l
                      where l.business = c.business and l.number = c.number)
      where c.business = $1 and c.retired = 0 and c.price > 0
      order by c.number
      """,
      [.text(business)]
    ) { PortfolioListing(try formats.draft($0, from: 0), $0) }.compactMap(\.self)
  }

  /// - Parameter row: behind the draft's two columns those of its prediction.
  private init?(_ draft: Draft, _ row: any Row) {
    let listing = draft.plan.listing
    guard let price = listing.price, !price.isPerArea else { return nil }
    key = listing.key
    title = draft.headline
    kind = listing.kind
    deal = listing.deal
    currency = price.currency
    period = price.period
    places = listing.places
    asked = price.minorUnits
    since = listing.listed.flatMap { Day($0) }?.number ?? row.optionalInteger(2)
    estimate = row.optionalInteger(3)
    low = row.optionalInteger(4)
    high = row.optionalInteger(5)
    confidence = row.optionalText(6).flatMap(Appraisal.Confidence.init)
    band = draft.plan.band
    hasWarnings = !draft.plan.warnings.isEmpty
    outlook = row.optionalReal(7).map { chance in
      Outlook(
        fastChance: chance, expectedDays: row.integer(8), outcomes: row.integer(9),
        sensitivity: row.real(10))
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
