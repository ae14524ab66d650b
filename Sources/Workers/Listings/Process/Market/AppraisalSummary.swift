import Pages

/// What the estimates of a file came to, for its report.
struct AppraisalSummary {
  /// What estimates rest on.
  enum Basis {
    /// The file itself, and so many listings of earlier ones.
    case file(history: Int)
    /// What earlier files taught.
    case kept(MarketTable.Kept)
  }

  private let basis: Basis
  private var estimated = 0
  private var unestimated = 0
  private var bands: [Plan.Band: Int] = [:]
  private var confidences: [Appraisal.Confidence: Int] = [:]
  private var told: [Plan] = []

  /// How many estimates are told with all that stands behind them.
  private static let toldMax = 3
  private static let comparablesMax = 5

  init(_ basis: Basis) { self.basis = basis }

  mutating func count(_ plan: Plan) {
    guard let confidence = plan.confidence else {
      unestimated += 1
      return
    }
    estimated += 1
    confidences[confidence, default: 0] += 1
    if let band = plan.band { bands[band, default: 0] += 1 }
    tell(plan)
  }

  /// Keeps the plans that are farthest from their estimates; the first ones among equals.
  private mutating func tell(_ plan: Plan) {
    let deviation = Self.deviation(plan)
    if told.count == Self.toldMax, deviation <= Self.deviation(told[told.count - 1]) { return }
    let index = told.firstIndex { Self.deviation($0) < deviation } ?? told.count
    told.insert(plan, at: index)
    if told.count > Self.toldMax { told.removeLast() }
  }

  private static func deviation(_ plan: Plan) -> Double { abs(plan.deviation ?? 0) }

  /// Sentences for the report.
  var decisions: [String] {
    if estimated == 0 {
      return unestimated == 0
        ? [] : ["Prices were not estimated: each market has too few listings, or tells too little."]
    }
    var sentences = ["Prices were estimated for \(Figures.listings(estimated))\(sources)."]
    sentences.append("Confidence: \(Self.counts(confidences, Appraisal.Confidence.allCases)).")
    if !bands.isEmpty {
      sentences.append("Asked prices: \(Self.counts(bands, Plan.Band.allCases)).")
    }
    return sentences + told.map(Self.story)
  }

  private var sources: String {
    let without = unestimated == 0 ? "" : ", and could not be for \(unestimated)"
    switch basis {
    case .file(history: 0): return without
    case .file(let history): return ", also from \(history) of earlier files" + without
    case .kept(let kept):
      let earlier = Words.english.count(kept.members, "1 earlier listing", "%1 earlier listings")
      return ", from what \(earlier) taught (all is learned anew when more than"
        + " 1 in \(MarketTable.Kept.changeShare) has changed)" + without
    }
  }

  private static func counts<Key: RawRepresentable & Hashable>(
    _ counts: [Key: Int], _ order: [Key]
  ) -> String where Key.RawValue == String {
    order.compactMap { key in counts[key].map { "\($0) \(key.rawValue)" } }
      .joined(separator: ", ")
  }

  /// One estimate with its nearest comparable listings and their adjustments.
  private static func story(_ plan: Plan) -> String {
    let currency = plan.estimateUnit?.currency
    let listings = plan.compared.listings.prefix(comparablesMax).map { comparable in
      let price = PriceText.amount(comparable.priceMinorUnits, currency)
      let steps = comparable.adjustments.map { step in
        "\(step.words) \(step.minorUnits < 0 ? "−" : "+")"
          + PriceText.amount(abs(step.minorUnits), currency)
      }
      let adjusted =
        steps.isEmpty
        ? ""
        : ": \(steps.joined(separator: ", ")) = "
          + PriceText.amount(comparable.adjustedMinorUnits, currency)
      return "“\(comparable.title)” \(price)\(adjusted)"
    }
    return "“\(plan.listing.title)” (line \(plan.listing.line)): \(plan.explanation ?? "") "
      + "The nearest: \(listings.joined(separator: "; "))."
  }
}
