import Pipeline

/// What a listing costs, as it was asked.
struct Price: Hashable, Sendable {
  /// For what the amount is paid; `once` also when a rent comes without a period.
  enum Period: String, Sendable, CaseIterable {
    case once, year, month, week, day
  }

  /// Minor units of the currency (kobo, pence), never a floating-point number. The lower end of a
  /// range.
  var minorUnits: Int
  /// The upper end, where a range was given.
  var maximumMinorUnits: Int?
  /// ISO 4217 (`NGN`); nil when neither the file nor the rule says.
  var currency: String?
  var period: Period
  /// The price is per unit of area (`750,000/sqm`), not for the whole.
  var isPerArea = false

  /// Whole units, for comparisons.
  var amount: Double { Double(minorUnits) / 100 }
}
