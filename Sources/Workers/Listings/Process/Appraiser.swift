/// Judges a listing by what comparable ones ask.
struct Appraiser: Sendable {
  let places: PlaceIndex
  let comparables: Comparables

  /// Within this of the estimate a price is fair.
  static let fairDeviation = 0.10

  /// The plan of a listing; its risk and evidence are left to ``FraudJudge``.
  func plan(for listing: Listing) -> Plan {
    var plan = Plan(
      listing: listing, category: Category.of(listing),
      pricePerSquareMetre: Self.pricePerSquareMetre(listing), comparables: 0, comparedWith: nil,
      estimateMinorUnits: nil, deviation: nil, band: nil, warnings: [])
    if let ask = Ask(listing), let comparison = comparison(listing, ask) {
      plan.comparables = comparison.median.count
      plan.comparedWith = comparison.words
      plan.estimateMinorUnits = Self.estimate(comparison.median.value * ask.measure)
      plan.scale = (comparison.scale * 1000).rounded() / 1000
      let deviation = ask.amount / comparison.median.value - 1
      plan.deviation = (deviation * 10_000).rounded() / 10_000
      plan.band =
        deviation > Self.fairDeviation ? .over : deviation < -Self.fairDeviation ? .under : .fair
    }
    plan.warnings = Warnings.ofFacts(listing)
    return plan
  }

  /// Whole units to minor ones, in three figures: an estimate knows no more.
  private static func estimate(_ amount: Double) -> Int {
    var step = 1.0
    while amount / step >= 1000 { step *= 10 }
    return Int((amount / step).rounded() * step) * MoneyParser.minorUnits
  }

  private struct Comparison {
    var median: Comparables.Median
    var words: String
    /// As of the median, and wider when other places had to do.
    var scale: Double
  }

  /// How far the prices of the places of one file scatter: prices of one country's towns differ by
  /// half.
  private static let placesScale = 0.5

  private func comparison(_ listing: Listing, _ ask: Ask) -> Comparison? {
    for tail in places.shared(by: listing.places) {
      if let median = comparables.median(besides: ask.group(listing, place: tail)) {
        let place = tail.text(in: listing.places)
        return Comparison(
          median: median, words: Self.words(listing, ask) + " in \(place)", scale: median.scale)
      }
    }
    return comparables.median(besides: ask.group(listing, place: nil)).map {
      Comparison(
        median: $0, words: Self.words(listing, ask) + " in all places of the file",
        scale: ($0.scale * $0.scale + Self.placesScale * Self.placesScale).squareRoot())
    }
  }

  /// `apartment for sale`, `3-bedroom house to let`.
  private static func words(_ listing: Listing, _ ask: Ask) -> String {
    var words = listing.kind.noun.lowercased()
    if ask.basis == .bedrooms, let bedrooms = listing.bedrooms {
      words = "\(bedrooms)-bedroom \(words)"
    }
    switch listing.deal {
    case .sale: words += " for sale"
    case .rent: words += " to let"
    case .shortLet: words += " for a short let"
    case nil: break
    }
    return words
  }

  private static func pricePerSquareMetre(_ listing: Listing) -> Double? {
    guard let price = listing.price else { return nil }
    if price.isPerArea { return price.amount }
    return Ask.squareMetres(listing).map { (price.amount / $0 * 100).rounded() / 100 }
  }
}
