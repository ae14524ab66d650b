import NLG

/// A price in figures, the same on the page, in lists and in descriptions.
struct PriceText: Sendable {
  /// `₦280,000,000`, or `₦3,000,000 to ₦4,000,000`.
  let figure: String
  /// `from`, `offers over`, `guide price`; nil where the figure is what is asked.
  let qualifier: String?
  /// `per year`, `per m²`, `per month plus VAT`; nil for a price that is paid once for the whole.
  let unit: String?

  init(_ price: Price) {
    let lower = Self.amount(price.minorUnits, price.currency)
    if let maximum = price.maximumMinorUnits, maximum > price.minorUnits {
      figure = "\(lower) to \(Self.amount(maximum, price.currency))"
    } else {
      figure = lower
    }
    qualifier = price.qualifier?.words
    let tax = price.tax.map { "plus \($0.rawValue)" }
    let unit = [price.isPerArea ? "per m²" : nil, price.period.words, tax].compactMap(\.self)
    self.unit = unit.isEmpty ? nil : unit.joined(separator: " ")
  }

  /// The figure with its word: `offers over £425,000`.
  var amount: String { qualifier.map { "\($0) \(figure)" } ?? figure }

  /// Amount and unit: `from ₦2,500,000 per year`.
  var whole: String { unit.map { "\(amount) \($0)" } ?? amount }

  /// As ``whole``, without its word.
  var plain: String { unit.map { "\(figure) \($0)" } ?? figure }

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

extension Price.Qualifier {
  /// What stands in front of a figure.
  var words: String {
    switch self {
    case .from: "from"
    case .offersOver: "offers over"
    case .guide: "guide price"
    case .around: "around"
    case .fixed: "fixed price"
    }
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
    case .day: .day
    case .night: .night
    }
  }

  /// `per year`; nil for what is paid once.
  var words: String? { unit.map { "per \($0.rawValue)" } }
}
