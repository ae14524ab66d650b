/// The stretch of time that a repeated payment is for.
package enum Period: String, CaseIterable, Sendable {
  case hour
  case night
  case day
  case week
  case month
  case quarter
  case year

  /// The adverb: `monthly`.
  var adverb: String? {
    switch self {
    case .hour: "hourly"
    case .night: "nightly"
    case .day: "daily"
    case .week: "weekly"
    case .month: "monthly"
    case .quarter: "quarterly"
    case .year: "yearly"
    }
  }
}

/// An exact amount of money in whole minor units, perhaps for a period.
package struct Money: Hashable, Sendable {
  /// Cents, kobo, pence; the currency says how many make one.
  package let minorUnits: Int
  package let currency: Currency
  package let period: Period?

  package init(minorUnits: Int, currency: Currency, period: Period? = nil) {
    self.minorUnits = minorUnits
    self.currency = currency
    self.period = period
  }

  /// The amount in the currency's main unit.
  package var amount: Figure { Figure(minorUnits, scale: currency.minorDigits) }

  /// As it stands in a text: `₦25,000,000`, `£1,200 per month`, `R 1 500 000`.
  ///
  /// The minor units are written only when they are not zero.
  package var written: String {
    let magnitude = Figure(abs(minorUnits), scale: currency.minorDigits)
    let decimals = magnitude.whole == nil ? currency.minorDigits : 0
    let digits = magnitude.written(currency.grouping, decimals: decimals)
    let space = currency.isSymbolSpaced ? "\u{A0}" : ""
    let price =
      currency.isSymbolLast
      ? digits + space + currency.symbol : currency.symbol + space + digits
    return (minorUnits < 0 ? "−" : "") + price + (period.map { " per \($0.rawValue)" } ?? "")
  }
}
