import Foundation

/// Judges a listing by what comparable ones ask.
struct Appraiser: Sendable {
  let places: PlaceIndex
  let markets: Markets

  /// Within this of the estimate a price is fair; beyond the second it is far over or under.
  static let fairDeviation = 0.10
  static let farDeviation = 0.25

  /// The plan of a listing; its risk and evidence are left to ``FraudJudge``.
  func plan(for listing: Listing) -> Plan {
    var plan = Plan(
      listing: listing, category: Category.of(listing),
      pricePerSquareMetre: Self.pricePerSquareMetre(listing), comparables: 0, comparedWith: nil,
      estimateMinorUnits: nil, deviation: nil, band: nil, warnings: [])
    if let appraisal = markets.appraisal(listing, places: places) {
      Self.apply(appraisal, to: &plan)
    } else {
      plan.explanation = AppraisalText.none(listing)
    }
    plan.warnings = Warnings.ofFacts(listing)
    return plan
  }

  private static func apply(_ appraisal: Appraisal, to plan: inout Plan) {
    // An estimate is compared with the price as it is asked: for the whole or a square metre.
    let measure = MarketMember.measure(plan.listing)
    plan.comparables = appraisal.comparables.count
    plan.comparedWith = appraisal.comparedWith
    plan.marketUnit = plan.listing.price == nil ? appraisal.unit : nil
    plan.estimateMinorUnits = Amounts.rounded(appraisal.amount / measure)
    plan.lowMinorUnits = Amounts.rounded(appraisal.low / measure)
    plan.highMinorUnits = Amounts.rounded(appraisal.high / measure)
    plan.suggestedMinorUnits = Amounts.asked(appraisal.amount / measure)
    plan.confidence = appraisal.confidence
    plan.compared = ComparedListings(appraisal.comparables)
    plan.scale = (appraisal.scale * 1000).rounded() / 1000
    plan.outlook = appraisal.outlook
    if let asked = MarketMember.amount(plan.listing) {
      let deviation = asked / appraisal.amount - 1
      plan.deviation = (deviation * 10_000).rounded() / 10_000
      plan.band = band(deviation, asked: asked, appraisal)
    }
    plan.explanation = AppraisalText.of(plan)
  }

  /// Nil where it would be a guess: little is known, and the price may well be right.
  private static func band(
    _ deviation: Double, asked: Double, _ appraisal: Appraisal
  ) -> Plan.Band? {
    if abs(deviation) <= fairDeviation { return .fair }
    let mayBeRight = asked >= appraisal.lowEighty && asked <= appraisal.highEighty
    if appraisal.confidence == .low, mayBeRight { return nil }
    if abs(deviation) > farDeviation { return deviation > 0 ? .farOver : .farUnder }
    return deviation > 0 ? .over : .under
  }

  private static func pricePerSquareMetre(_ listing: Listing) -> Double? {
    guard let price = listing.price else { return nil }
    if price.isPerArea { return price.amount }
    return ListingSize.squareMetres(listing).map { (price.amount / $0 * 100).rounded() / 100 }
  }
}
