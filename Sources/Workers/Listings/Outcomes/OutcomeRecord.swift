import Pipeline

/// What a row says became of a listing; also what is known of it up to now.
struct OutcomeRecord: StageValue, Hashable {
  enum Outcome: String, Sendable, CaseIterable {
    case sold, `let`, withdrawn
  }

  /// 1-based line of the source.
  var line: Int
  /// As written: the listing's own reference, or the key that `listings.csv` has.
  var listing: String
  /// Nil: it is still offered.
  var outcome: Outcome?
  /// ISO date of the outcome, or of the count.
  var day: String?
  /// At which it was sold or let.
  var priceMinorUnits: Int?
  /// ISO 4217; nil where the cell names none: then it is the listing's own.
  var currency: String?
  /// For what it was paid, likewise; `once` where the cell names none.
  var period: Price.Period?
  /// Up to that day.
  var inquiries: Int?
  var views: Int?
  /// Its number in the catalogue; nil before it has been looked up.
  var number: Int?
  var headline: String?
  /// How the text that is out came about, as ``Draft/variant`` tells it.
  var variant: String?
}

extension OutcomeRecord {
  /// What its row says was paid, for the whole.
  var paid: Price? {
    priceMinorUnits.map { Price(minorUnits: $0, currency: currency, period: period ?? .once) }
  }

  static let fields = [
    "line", "listing", "outcome", "day", "priceMinorUnits", "currency", "period",
    "inquiries", "views", "number", "headline", "variant",
  ]

  func write(to row: inout RowWriter) {
    row.put(line)
    row.put(listing)
    row.put(outcome?.rawValue)
    row.put(day)
    row.put(priceMinorUnits)
    row.put(currency)
    row.put(period?.rawValue)
    row.put(inquiries)
    row.put(views)
    row.put(number)
    row.put(headline)
    row.put(variant)
  }

  init(from row: inout RowReader) throws {
    line = try row.integer()
    listing = try row.text()
    outcome = try row.optionalText().flatMap(Outcome.init)
    day = try row.optionalText()
    priceMinorUnits = try row.optionalInteger()
    currency = try row.optionalText()
    period = try row.optionalText().flatMap(Price.Period.init)
    inquiries = try row.optionalInteger()
    views = try row.optionalInteger()
    number = try row.optionalInteger()
    headline = try row.optionalText()
    variant = try row.optionalText()
  }
}
