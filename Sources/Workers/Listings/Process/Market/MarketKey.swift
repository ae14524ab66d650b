/// Which listings are one market: their prices can be compared at all.
struct MarketKey: Hashable, Sendable {
  /// Homes share one market, so that a small file has one at all: what a flat is worth less than a
  /// house is an adjustment.
  enum Family: String, Sendable {
    case home, land, commercial

    init(_ kind: Listing.Kind) {
      switch kind {
      case .land: self = .land
      case .commercial: self = .commercial
      case .house, .apartment, .room, .other: self = .home
      }
    }
  }

  let deal: Listing.Deal?
  let family: Family
  let currency: String?
  let period: Price.Period
  /// Prices of a square metre, of land or floors whose size is not told.
  let isPerArea: Bool

  /// - Returns: nil for a listing without a price.
  init?(_ listing: Listing) {
    guard let price = listing.price, price.minorUnits > 0 else { return nil }
    deal = listing.deal
    family = Family(listing.kind)
    currency = price.currency
    period = price.period
    isPerArea = price.isPerArea && ListingSize.squareMetres(listing) == nil
  }

  /// Whether a listing without a price may belong to it. One that names no currency holds none: an
  /// estimate there would be a figure of nothing. One that names no deal holds none that does: it
  /// may be of the other.
  func mayHold(_ listing: Listing) -> Bool {
    family == Family(listing.kind) && !isPerArea && currency != nil
      && (deal == listing.deal || listing.deal == nil)
  }
}

extension MarketKey {
  /// In what its listings ask.
  var unit: PriceUnit { PriceUnit(currency: currency, period: period, isPerArea: isPerArea) }

  /// As markets are kept: `sale/home/NGN/once/`.
  var text: String {
    let parts = [
      deal?.rawValue, family.rawValue, currency, period.rawValue, isPerArea ? "area" : nil,
    ]
    return parts.map { $0 ?? "" }.joined(separator: "/")
  }

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let family = Family(rawValue: parts[1]),
      let period = Price.Period(rawValue: parts[3])
    else { return nil }
    self.family = family
    self.period = period
    deal = Listing.Deal(rawValue: parts[0])
    currency = parts[2].isEmpty ? nil : parts[2]
    isPerArea = !parts[4].isEmpty
  }
}

/// The size that a price is compared by.
enum ListingSize {
  /// Floor area, of land the plot; nil when none is known or it cannot be right.
  static func squareMetres(_ listing: Listing) -> Double? {
    if listing.kind == .land { return listing.plotSquareMetres ?? listing.areaSquareMetres }
    guard let area = listing.areaSquareMetres, area > 0 else { return nil }
    return Warnings.isPlausible(area: area, for: listing) ? area : nil
  }
}
