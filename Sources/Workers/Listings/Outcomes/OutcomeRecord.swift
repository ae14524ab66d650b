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
  /// At which it was sold or let, as written.
  var price: String?
  /// The same in the listing's own terms; nil before it has been looked up.
  var priceMinorUnits: Int?
  /// Up to that day.
  var inquiries: Int?
  var views: Int?
  /// Its number in the catalogue; nil before it has been looked up.
  var number: Int?
  var headline: String?
  /// How the text that is out came about, as ``Draft/variant`` tells it.
  var variant: String?
  /// Whether the row says that it is on offer; one that says nothing may only count who asked.
  var saysActive = false
}

extension OutcomeRecord {
  static let fields = [
    "line", "listing", "outcome", "day", "price", "priceMinorUnits",
    "inquiries", "views", "number", "headline", "variant", "saysActive",
  ]

  func write(to row: inout RowWriter) {
    row.put(line)
    row.put(listing)
    row.put(outcome?.rawValue)
    row.put(day)
    row.put(price)
    row.put(priceMinorUnits)
    row.put(inquiries)
    row.put(views)
    row.put(number)
    row.put(headline)
    row.put(variant)
    row.put(saysActive)
  }

  init(from row: inout RowReader) throws {
    line = try row.integer()
    listing = try row.text()
    outcome = try row.optionalText().flatMap(Outcome.init)
    day = try row.optionalText()
    price = try row.optionalText()
    priceMinorUnits = try row.optionalInteger()
    inquiries = try row.optionalInteger()
    views = try row.optionalInteger()
    number = try row.optionalInteger()
    headline = try row.optionalText()
    variant = try row.optionalText()
    saysActive = try row.flag()
  }
}
