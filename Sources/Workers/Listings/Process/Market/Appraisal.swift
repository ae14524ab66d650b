/// What comparable listings make of a listing, and how that came about.
struct Appraisal: Sendable {
  enum Confidence: String, Sendable, CaseIterable {
    case low, medium, high
  }

  /// Whole units of the currency, for the whole.
  var amount: Double
  /// Between these lie 90 of 100 prices of such listings.
  var low: Double
  var high: Double
  /// Between these 80 of 100.
  var lowEighty: Double
  var highEighty: Double
  /// Standard deviation of ln(price) around the estimate.
  var scale: Double
  var confidence: Confidence
  /// Nil without a price.
  var outlook: Outlook?
  /// The nearest first.
  var comparables: [ComparableListing]
  /// In what the market asks.
  var unit: PriceUnit?
  /// Which listings were compared: `house for sale in Ikeja, Lagos`.
  var comparedWith: String
}
