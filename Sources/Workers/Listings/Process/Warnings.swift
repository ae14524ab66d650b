/// What is odd about a listing, as `code: message`.
enum Warnings {
  /// A bedroom and what belongs to it have at least and at most this floor, in square metres.
  private static let squareMetresPerBedroom = 7.0...1000.0
  private static let bathroomsPerBedroomMax = 3.0

  /// Whether a floor area can be right. `0.5 m²` is an acre, `929,030 m²` a slip of the unit.
  static func isPlausible(area: Double, for listing: Listing) -> Bool {
    switch listing.kind {
    case .land: true
    case .commercial: area >= 1
    case .house, .apartment, .room, .other:
      squareMetresPerBedroom.contains(area / Double(max(listing.bedrooms ?? 1, 1)))
    }
  }

  static func ofFacts(_ listing: Listing) -> [String] {
    var warnings: [String] = []
    let bedrooms = listing.bedrooms ?? 0
    if let area = listing.areaSquareMetres, !isPlausible(area: area, for: listing) {
      warnings.append(
        "area-impossible: \(area) m² for \(listing.kind.noun.lowercased()) with \(bedrooms) "
          + "bedrooms; check area and unit")
    }
    if let bathrooms = listing.bathrooms, bedrooms > 0,
      bathrooms > Double(bedrooms) * bathroomsPerBedroomMax
    {
      warnings.append("bathrooms-many: \(bathrooms) bathrooms for \(bedrooms) bedrooms")
    }
    return warnings
  }
}
