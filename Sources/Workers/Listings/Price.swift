import Pipeline

/// What a listing costs, as it was asked.
struct Price: Hashable, Sendable {
  /// For what the amount is paid; `once` also when a rent comes without a period.
  enum Period: String, Sendable, CaseIterable {
    case once, year, month, week, day, night
  }

  /// What the figure is, where it is not simply what is asked.
  enum Qualifier: String, Sendable, CaseIterable {
    /// The least of several, or more for more.
    case from
    /// Offers below it are not looked at: `offers over`, `in excess of`.
    case offersOver
    case guide
    /// Offers near it are: `in the region of`, `circa`.
    case around
    case fixed
  }

  /// A tax on the price, by the name that it has there.
  enum Tax: String, Sendable, CaseIterable {
    case vat = "VAT"
    case gst = "GST"
    case other = "tax"
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
  var qualifier: Qualifier?
  /// What comes on top of the amount, where the file says so.
  var tax: Tax?

  /// Whole units, for comparisons.
  var amount: Double { Double(minorUnits) / 100 }
}
