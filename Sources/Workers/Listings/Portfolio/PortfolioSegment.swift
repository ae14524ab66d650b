import Analysis
import Foundation

// What a business offers as a whole: how much hangs on one place, what is priced wrong, what lies
// too long, which prices to cut and to what. Prices of two currencies or of rents and sales cannot
// be added, so each has a segment of its own.

/// Advice on all that a business has on offer in one deal, currency and period.
struct PortfolioSegment: Sendable {
  /// How much of the asked money hangs on one value of a trait.
  struct Concentration: Sendable {
    let trait: String
    /// Herfindahl–Hirschman index: the sum of squared shares, 1 when all is one.
    let index: Double
    let largest: String
    let largestShare: Double

    /// Above this the portfolio hangs on a few.
    static let indexMax = 0.25

    var isConcentrated: Bool { index > Self.indexMax }
  }

  /// A listing on which something should be done, and why.
  struct Advice: Sendable {
    let key: String
    let title: String
    let asked: Int
    /// Minor units: the price to go down to, or the estimate.
    let target: Int?
    let reason: String
  }

  let deal: Listing.Deal?
  let currency: String?
  let period: Price.Period
  let count: Int
  /// Minor units, of all together.
  let asked: Int
  let bands: [Plan.Band: Int]
  let unjudged: Int
  let concentrations: [Concentration]
  let stale: [Advice]
  /// Minor units that are asked for stale listings.
  let staleAsked: Int
  let priceCuts: [Advice]
  /// Asked less than their interval, and nothing odd about them.
  let acquisitions: [Advice]
  /// Asked less than their estimate, the most to gain first.
  let opportunities: [Advice]

  /// How many of each kind of advice are told.
  static let adviceMax = 50
  /// Older than so many times the expected time.
  private static let staleFactor = 1.5

  /// - Parameter today: days since 1970.
  static func all(_ listings: [PortfolioListing], today: Int) -> [PortfolioSegment] {
    struct Key: Hashable {
      let deal: Listing.Deal?
      let currency: String?
      let period: Price.Period
    }
    var order: [Key] = []
    var groups: [Key: [PortfolioListing]] = [:]
    for listing in listings {
      let key = Key(deal: listing.deal, currency: listing.currency, period: listing.period)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(listing)
    }
    return order.compactMap { key in groups[key].map { PortfolioSegment($0, today: today) } }
  }

  /// - Parameter listings: of one deal, currency and period; at least one.
  init(_ listings: [PortfolioListing], today: Int) {
    deal = listings[0].deal
    currency = listings[0].currency
    period = listings[0].period
    count = listings.count
    asked = Self.sum(listings)
    bands = Dictionary(listings.compactMap(\.band).map { ($0, 1) }, uniquingKeysWith: +)
    unjudged = listings.count { $0.band == nil }
    concentrations = [
      Self.concentration("place", listings, Self.place(of: listings)),
      Self.concentration("kind", listings) { $0.kind.noun.lowercased() },
      Self.concentration("price band", listings) { Self.priceBand($0.asked) },
    ]
    let old = listings.filter { Self.isStale($0, today) }
      .sorted { ($1.asked, $0.key) < ($0.asked, $1.key) }
    stale = old.prefix(Self.adviceMax).map { Self.staleAdvice($0, today) }
    staleAsked = Self.sum(old)
    priceCuts = Array(
      listings.compactMap(PriceCut.init).sorted { $1.gain < $0.gain }.prefix(Self.adviceMax)
        .map(\.advice))
    acquisitions = Array(
      Self.opportunities(listings.filter { !$0.hasWarnings && $0.asked < $0.low ?? 0 })
        .prefix(Self.adviceMax))
    opportunities = Array(Self.opportunities(listings).prefix(Self.adviceMax))
  }

  private static func sum(_ listings: [PortfolioListing]) -> Int {
    listings.reduce(0) { $0.addingReportingOverflow($1.asked).overflow ? Int.max : $0 + $1.asked }
  }

  // MARK: Concentration

  /// The widest level of places on which the listings differ at all.
  private static func place(of listings: [PortfolioListing]) -> (PortfolioListing) -> String {
    let depth = listings.map(\.places.count).max() ?? 0
    func name(_ listing: PortfolioListing, _ level: Int) -> String {
      let places = listing.places
      return places.isEmpty ? "unknown" : places[max(0, places.count - 1 - level)]
    }
    let level = (0..<max(depth, 1)).first { level in
      Set(listings.lazy.map { name($0, level) }).count > 1
    }
    return { name($0, level ?? 0) }
  }

  private static func concentration(
    _ trait: String, _ listings: [PortfolioListing], _ value: (PortfolioListing) -> String
  ) -> Concentration {
    var sums: [String: Double] = [:]
    for listing in listings { sums[value(listing), default: 0] += Double(listing.asked) }
    let total = max(sums.values.reduce(0, +), 1)
    let largest = sums.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return Concentration(
      trait: trait, index: sums.values.reduce(0) { $0 + ($1 / total) * ($1 / total) },
      largest: largest?.key ?? "", largestShare: (largest?.value ?? 0) / total)
  }

  /// From 1 to 2, from 2 to 5, from 5 to 10, and so on: `100000–200000`.
  private static func priceBand(_ minorUnits: Int) -> String {
    var low = 1.0
    while low * 10 <= Double(minorUnits) / 100 { low *= 10 }
    let steps = [1.0, 2, 5, 10]
    let amount = Double(minorUnits) / 100
    let index = steps.lastIndex { low * $0 <= amount } ?? 0
    let high = low * steps[min(index + 1, 3)]
    return "\(Int(low * steps[min(index, 2)]))–\(Int(high))"
  }

  // MARK: Stale listings and opportunities

  private static func isStale(_ listing: PortfolioListing, _ today: Int) -> Bool {
    guard let since = listing.since, let outlook = listing.outlook else { return false }
    return Double(today - since) > staleFactor * Double(outlook.expectedDays)
  }

  private static func staleAdvice(_ listing: PortfolioListing, _ today: Int) -> Advice {
    let days = today - (listing.since ?? today)
    let expected = listing.outlook?.expectedDays ?? 0
    return Advice(
      key: listing.key, title: listing.title, asked: listing.asked, target: nil,
      reason: "on offer for \(days) days; \(expected) were to be expected at its price")
  }

  private static func opportunities(_ listings: [PortfolioListing]) -> [Advice] {
    let gains = listings.compactMap { listing -> (advice: Advice, gain: Double)? in
      guard let estimate = listing.estimate, let confidence = listing.confidence,
        listing.asked < estimate
      else { return nil }
      let gap = Double(estimate - listing.asked)
      let percent = Int((gap / Double(estimate) * 100).rounded())
      if percent < 1 { return nil }
      let advice = Advice(
        key: listing.key, title: listing.title, asked: listing.asked, target: estimate,
        reason: "asks \(percent) % less than comparable listings suggest; confidence "
          + confidence.rawValue)
      return (advice, gap * confidence.weight)
    }
    return gains.sorted { ($1.gain, $0.advice.key) < ($0.gain, $1.advice.key) }.map(\.advice)
  }
}

extension Appraisal.Confidence {
  /// How much of a gain may be counted on.
  fileprivate var weight: Double {
    switch self {
    case .low: 0.25
    case .medium: 0.5
    case .high: 1
    }
  }
}

/// The price at which a slow listing would probably be gone within a month.
private struct PriceCut {
  let advice: PortfolioSegment.Advice
  let gain: Double

  /// A cut of less is no cut.
  private static let shareMin = 0.01

  /// - Returns: nil for a listing that sells fast enough, or of which too little is known.
  init?(_ listing: PortfolioListing) {
    guard let outlook = listing.outlook, let low = listing.low, outlook.sensitivity < 0,
      outlook.fastChance < Outlook.fastMin
    else { return nil }
    let weeks = 30.0 / 7
    let goal = Self.logit(1 - pow(1 - Outlook.fastMin, 1 / weeks))
    let now = Self.logit(1 - pow(1 - outlook.fastChance, 1 / weeks))
    let wanted = Double(listing.asked) * exp((goal - now) / outlook.sensitivity)
    // Nobody needs to go below what comparable listings fetch.
    let isCapped = wanted < Double(low)
    let target = Amounts.asked(max(wanted, Double(low)) / Double(MoneyParser.minorUnits))
    gain = Double(listing.asked - target) / Double(listing.asked)
    if gain < Self.shareMin { return nil }
    let chance = Int((outlook.fastChance * 100).rounded())
    let basis = outlook.outcomes == 0 ? "a belief" : "from \(outlook.outcomes) outcomes"
    advice = PortfolioSegment.Advice(
      key: listing.key, title: listing.title, asked: listing.asked, target: target,
      reason: "chance to be gone within 30 days \(chance) % (\(basis)); "
        + (isCapped
          ? "cut no further than the low end of comparable prices"
          : "at this price \(Int(Outlook.fastMin * 100)) %"))
  }

  private static func logit(_ chance: Double) -> Double {
    let chance = min(max(chance, 1e-6), 1 - 1e-6)
    return log(chance / (1 - chance))
  }
}
