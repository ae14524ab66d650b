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
    case farUnder = "far-under"
    case under, fair, over
    case farOver = "far-over"
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
  /// In what those ask, where the listing has no price of its own.
  var marketUnit: PriceUnit?
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
  /// Between these lie 90 of 100 prices of such listings, in minor units.
  var lowMinorUnits: Int?
  var highMinorUnits: Int?
  var confidence: Appraisal.Confidence?
  /// The estimate as a price would be written.
  var suggestedMinorUnits: Int?
  /// What stands behind ``estimateMinorUnits``, the most similar first.
  var compared = ComparedListings.none
  /// The estimate and its reasons for a person, or why there is none.
  var explanation: String?
  /// How soon it may be sold or let at its price.
  var outlook: Outlook?
}

extension Plan {
  /// Takes out how its price compares and what speaks against it: it is not for the site.
  mutating func forgetEstimate() {
    self = Plan(
      listing: listing, category: category, pricePerSquareMetre: pricePerSquareMetre,
      comparables: 0, comparedWith: nil, estimateMinorUnits: nil, deviation: nil, band: nil,
      warnings: warnings)
  }

  /// In what the estimate is; nil without one.
  var estimateUnit: PriceUnit? {
    estimateMinorUnits == nil ? nil : listing.price.map { PriceUnit($0) } ?? marketUnit
  }

  static let fields =
    Listing.fields + [
      "category", "pricePerSquareMetre", "comparables", "comparedWith", "estimateMinorUnits",
      "deviation", "band", "warnings", "scale", "risk", "evidence", "lowMinorUnits",
      "highMinorUnits", "confidence", "suggestedMinorUnits", "compared", "explanation",
      "fastChance", "expectedDays", "outlookOutcomes", "priceSensitivity",
      "marketCurrency", "marketPeriod",
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
    row.put(lowMinorUnits)
    row.put(highMinorUnits)
    row.put(confidence?.rawValue)
    row.put(suggestedMinorUnits)
    row.put(compared.text)
    row.put(explanation)
    row.put(outlook?.fastChance)
    row.put(outlook?.expectedDays)
    row.put(outlook?.outcomes)
    row.put(outlook?.sensitivity)
    row.put(marketUnit?.currency)
    row.put(marketUnit?.period.rawValue)
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
    risk = try row.optionalReal() ?? 0
    evidence = try row.list()
    lowMinorUnits = try row.optionalInteger()
    highMinorUnits = try row.optionalInteger()
    confidence = try row.optionalText().flatMap(Appraisal.Confidence.init)
    suggestedMinorUnits = try row.optionalInteger()
    compared = ComparedListings(text: try row.optionalText() ?? "")
    explanation = try row.optionalText()
    let chance = try row.optionalReal()
    let days = try row.optionalInteger()
    let outcomes = try row.optionalInteger()
    let sensitivity = try row.optionalReal()
    if let chance, let days, let outcomes, let sensitivity {
      outlook = Outlook(
        fastChance: chance, expectedDays: days, outcomes: outcomes, sensitivity: sensitivity)
    }
    let currency = try row.optionalText()
    marketUnit = try row.optionalText().flatMap(Price.Period.init).map {
      PriceUnit(currency: currency, period: $0, isPerArea: false)
    }
  }
}
