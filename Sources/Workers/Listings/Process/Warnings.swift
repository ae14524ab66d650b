/// What is odd about a listing, as `code: message`.
enum Warnings {
  /// Below this share of what comparable listings ask, the price is taken for a bait or an error.
  static let suspiciousRatio = 0.10
  static let lowRatio = 0.35
  /// Above this multiple the price is taken for an error.
  static let unrealisticRatio = 10.0

  static let suspicious = "price-suspicious"
  static let unrealistic = "price-unrealistic"

  static func of(_ plan: Plan) -> [String] { priceWarnings(plan) + factWarnings(plan.listing) }

  private static func priceWarnings(_ plan: Plan) -> [String] {
    guard let deviation = plan.deviation, let with = plan.comparedWith else { return [] }
    let ratio = deviation + 1
    let others = "\(plan.comparables) comparable listings (\(with))"
    if ratio < suspiciousRatio {
      return ["\(suspicious): the price is \(percent(ratio)) of what \(others) ask"]
    }
    if ratio < lowRatio {
      return ["price-low: the price is \(percent(ratio)) of what \(others) ask"]
    }
    if ratio > unrealisticRatio {
      return ["\(unrealistic): the price is \(Int(ratio)) times what \(others) ask"]
    }
    return []
  }

  private static func percent(_ ratio: Double) -> String {
    ratio < 0.01 ? "less than 1 %" : "\(Int((ratio * 100).rounded())) %"
  }

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

  private static func factWarnings(_ listing: Listing) -> [String] {
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
