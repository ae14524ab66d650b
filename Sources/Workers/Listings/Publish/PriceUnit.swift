/// In what a price is asked. Prices of one unit can be compared, and no others.
struct PriceUnit: Hashable, Sendable {
  let currency: String?
  let period: Price.Period
  let isPerArea: Bool

  init(currency: String?, period: Price.Period, isPerArea: Bool) {
    self.currency = currency
    self.period = period
    self.isPerArea = isPerArea
  }

  init(_ price: Price) {
    currency = price.currency
    period = price.period
    isPerArea = price.isPerArea
  }

  /// The same for equal units, and never 0.
  var mark: Int32 {
    var digest = ContentDigest()
    digest.mix(words)
    let mark = Int32(truncatingIfNeeded: digest.value)
    return mark == 0 ? 1 : mark
  }

  /// For people: `NGN`, `NGN per year`, `USD per m²`; `no currency` where none is known.
  var words: String {
    let parts = [
      currency ?? "no currency", isPerArea ? "per m²" : nil, period.words,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}
