import NLG

/// A price in figures, the same on the page, in lists and in descriptions.
struct PriceText: Sendable {
  /// `₦280,000,000`, or `₦3,000,000 to ₦4,000,000`.
  let amount: String
  /// `per year`, `per m²`; nil for a price that is paid once for the whole.
  let unit: String?

  init(_ price: Price) {
    let lower = Self.amount(price.minorUnits, price.currency)
    if let maximum = price.maximumMinorUnits, maximum > price.minorUnits {
      amount = "\(lower) to \(Self.amount(maximum, price.currency))"
    } else {
      amount = lower
    }
    let period = price.period.unit.map { "per \($0.rawValue)" }
    let unit = [price.isPerArea ? "per m²" : nil, period].compactMap(\.self)
    self.unit = unit.isEmpty ? nil : unit.joined(separator: " ")
  }

  /// Amount and unit: `₦2,500,000 per year`.
  var whole: String { unit.map { "\(amount) \($0)" } ?? amount }

  /// - Parameters:
  ///   - minorUnits: hundredths, whatever the currency.
  ///   - currency: ISO 4217; without one the figure stands alone.
  static func amount(_ minorUnits: Int, _ currency: String?) -> String {
    guard let currency else { return Figure(minorUnits, scale: 2).written(.commas) }
    return money(minorUnits, currency).written
  }

  static func money(_ minorUnits: Int, _ currency: String, per period: NLG.Period? = nil) -> Money {
    let currency = NLG.Currency(code: currency)
    // Prices are kept in hundredths; some currencies have no smaller unit.
    let units = currency.minorDigits == 0 ? minorUnits / 100 : minorUnits
    return Money(minorUnits: units, currency: currency, period: period)
  }
}

extension Price.Period {
  /// The stretch of time, in the words of texts; nil for what is paid once.
  var unit: NLG.Period? {
    switch self {
    case .once: nil
    case .year: .year
    case .month: .month
    case .week: .week
    case .day: .night
    }
  }
}
