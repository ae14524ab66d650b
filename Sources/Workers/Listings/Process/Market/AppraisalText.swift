/// An estimate in sentences that a person understands.
enum AppraisalText {
  /// Why there is no estimate.
  static func none(_ listing: Listing) -> String {
    let kind = listing.kind.noun.lowercased()
    let isKnown =
      ListingSize.squareMetres(listing) != nil || (listing.bedrooms ?? listing.rooms ?? 0) > 0
      || listing.deal == .shortLet || listing.price?.isPerArea == true
    if !isKnown {
      return "No estimate: neither area nor bedrooms of this \(kind) are known, so it cannot be "
        + "compared."
    }
    if listing.price == nil {
      return "No estimate: fewer than \(FewListings.othersMin) comparable listings (\(kind), same "
        + "deal) are known in its place with prices of which the currency is known."
    }
    if listing.price?.currency == nil {
      return "No estimate: fewer than \(FewListings.othersMin) comparable listings (\(kind), same "
        + "deal and period) are known in its place; elsewhere, prices of no currency may be in "
        + "another one."
    }
    return "No estimate: fewer than \(FewListings.othersMin) comparable listings (\(kind), same "
      + "deal, currency and period) are known."
  }

  static func of(_ plan: Plan) -> String? {
    guard let estimate = plan.estimateMinorUnits, let low = plan.lowMinorUnits,
      let high = plan.highMinorUnits, let confidence = plan.confidence
    else { return nil }
    let unit = plan.estimateUnit
    func amount(_ minorUnits: Int) -> String {
      PriceText.amount(whole(minorUnits), unit?.currency)
    }
    // Who has a price knows for what time it is.
    let units = [unit?.isPerArea == true ? "per m²" : nil, plan.marketUnit?.period.words]
    let per = units.compactMap { $0.map { " \($0)" } }.joined()
    let which = plan.comparedWith.map { " (\($0))" } ?? ""
    var text =
      "\(plan.comparables) comparable listings\(which) suggest \(amount(estimate))\(per); 9 of "
      + "10 such prices lie between \(amount(low)) and \(amount(high)). "
    if let deviation = plan.deviation { text += asked(deviation, plan.band) }
    return text + "Confidence: \(confidence.rawValue)\(reason(confidence))."
  }

  private static func asked(_ deviation: Double, _ band: Plan.Band?) -> String {
    let percent = Int((min(abs(deviation), timesMax) * 100).rounded())
    if percent == 0 { return "It asks just that. " }
    let relation =
      deviation > timesMax
      ? "It asks more than \(Int(timesMax)) times as much"
      : "It asks \(percent) % \(deviation > 0 ? "more" : "less")"
    return switch band {
    case nil: relation + ", which too little is known to judge. "
    case .fair: relation + ", which is fair. "
    case .over: relation + ": over. "
    case .farOver: relation + ": far over. "
    case .under: relation + ": under. "
    case .farUnder: relation + ": far under. "
    }
  }

  /// Beyond it a figure says no more than that one of them is wrong.
  private static let timesMax = 100.0

  private static func reason(_ confidence: Appraisal.Confidence) -> String {
    switch confidence {
    case .high: ", many alike and of one mind"
    case .medium: ""
    case .low: ", few alike or far apart"
    }
  }

  private static func whole(_ minorUnits: Int) -> Int {
    minorUnits < 1000_00 ? minorUnits : (minorUnits + 50) / 100 * 100
  }
}
