/// What a listing asks, in the form in which it is compared.
struct Ask: Equatable {
  enum Basis: UInt8 {
    case squareMetre, bedrooms
    /// Nothing but the kind: nights are let without a word about size.
    case kind
  }

  let basis: Basis
  /// Whole units of the currency: for a square metre, or for the whole.
  let amount: Double
  /// Square metres of the floor, of land those of the plot; 1 when the price itself is for one.
  let measure: Double

  /// Nil for a listing without a price, and for one of which neither area nor bedrooms are known.
  init?(_ listing: Listing) {
    guard let price = listing.price, price.minorUnits > 0 else { return nil }
    if price.isPerArea {
      basis = .squareMetre
      measure = 1
    } else if let measure = Self.squareMetres(listing) {
      basis = .squareMetre
      self.measure = measure
    } else if let bedrooms = listing.bedrooms, bedrooms > 0 {
      basis = .bedrooms
      measure = 1
    } else if listing.deal == .shortLet {
      basis = .kind
      measure = 1
    } else {
      return nil
    }
    amount = price.amount / measure
  }

  /// Also among listings with as many bedrooms, for those of which no area is known.
  static func byBedrooms(_ listing: Listing) -> Ask? {
    guard let price = listing.price, price.minorUnits > 0, !price.isPerArea,
      let bedrooms = listing.bedrooms, bedrooms > 0
    else { return nil }
    return Ask(basis: .bedrooms, amount: price.amount, measure: 1)
  }

  private init(basis: Basis, amount: Double, measure: Double) {
    self.basis = basis
    self.amount = amount
    self.measure = measure
  }

  /// The area that a price is divided by; nil when none is known or it cannot be right.
  static func squareMetres(_ listing: Listing) -> Double? {
    if listing.kind == .land { return listing.plotSquareMetres ?? listing.areaSquareMetres }
    guard let area = listing.areaSquareMetres, area > 0 else { return nil }
    return Warnings.isPlausible(area: area, for: listing) ? area : nil
  }

  /// The group it is compared in; `place` is nil for the whole file.
  func group(_ listing: Listing, place: PlaceTail?) -> Comparables.Group {
    var hash = ContentHash()
    hash.append(basis.rawValue)
    hash.append(listing.deal?.rawValue)
    hash.append(listing.kind.rawValue)
    hash.append(listing.price?.currency)
    hash.append(listing.price?.period.rawValue)
    if basis == .bedrooms { hash.append(listing.bedrooms) }
    hash.append(place.map { Int(truncatingIfNeeded: $0.hash) })
    return Comparables.Group(hash: hash, ask: Float(amount))
  }
}
