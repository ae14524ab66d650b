import Pipeline

/// What process decided about a listing.
struct Plan: StageValue, Hashable {
  /// The published rule: Luxury from 3 bedrooms and more than 100 m²; Standard up to 2 bedrooms
  /// below 80 m²; else Basic.
  enum Category: String, Sendable, CaseIterable {
    case luxury, standard, basic
  }

  /// How the asked price lies to comparable listings.
  enum Band: String, Sendable, CaseIterable {
    case under, fair, over
  }

  var listing: Listing
  var category: Category?
  /// Price for one square metre in whole units of the currency.
  var pricePerSquareMetre: Double?
  /// How many comparable listings, itself left out, stand behind ``estimate``.
  var comparables: Int
  /// Which listings were compared, in words: “apartment for sale in Ikeja”.
  var comparedWith: String?
  /// What comparable listings ask, in minor units of the same currency.
  var estimateMinorUnits: Int?
  /// (asked − estimate) / estimate.
  var deviation: Double?
  var band: Band?
  /// Codes and words of what is odd about it, `code: message`.
  var warnings: [String]
  /// The standard deviation of ln(price) around the estimate.
  var scale: Double?
  /// How much speaks against it, 0…1; see ``FraudJudge``. Never shown on the site.
  var risk = 0.0
  /// What speaks against it, `signal: words`, the strongest first. Never shown on the site.
  var evidence: [String] = []
}

extension Plan {
  static let fields =
    Listing.fields + [
      "category", "pricePerSquareMetre", "comparables", "comparedWith", "estimateMinorUnits",
      "deviation", "band", "warnings", "scale", "risk", "evidence",
    ]

  func write(to row: inout RowWriter) {
    listing.write(to: &row)
    row.put(category?.rawValue)
    row.put(pricePerSquareMetre)
    row.put(comparables)
    row.put(comparedWith)
    row.put(estimateMinorUnits)
    row.put(deviation)
    row.put(band?.rawValue)
    row.put(warnings)
    row.put(scale)
    row.put(risk)
    row.put(evidence)
  }

  init(from row: inout RowReader) throws {
    listing = try Listing(from: &row)
    category = try row.optionalText().flatMap(Category.init)
    pricePerSquareMetre = try row.optionalReal()
    comparables = try row.integer()
    comparedWith = try row.optionalText()
    estimateMinorUnits = try row.optionalInteger()
    deviation = try row.optionalReal()
    band = try row.optionalText().flatMap(Band.init)
    warnings = try row.list()
    scale = try row.optionalReal()
    risk = try row.real()
    evidence = try row.list()
  }
}
