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
}

extension Plan {
  static let fields =
    Listing.fields + [
      "category", "pricePerSquareMetre", "comparables", "comparedWith", "estimateMinorUnits",
      "deviation", "band", "warnings",
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
  }
}
