import Foundation

// What a business offers as a whole: how much hangs on one place, what is priced wrong, what lies
// too long, which prices to cut and to what. Prices of two currencies or of rents and sales cannot
// be added, so each has a segment of its own.
//
// Listings are added one after the other, in the order of their numbers, and none is kept but those
// that advice may be given on: a portfolio of a million takes no more memory than one of a hundred.

/// Advice on all that a business has on offer in one deal, currency and period.
struct PortfolioSegment {
  /// A listing on which something should be done, and why.
  struct Advice: Sendable {
    /// In the catalogue.
    let number: Int
    let asked: Int
    /// Minor units: the price to go down to, or the estimate.
    let target: Int?
    let reason: String
    /// Filled in when it is known who gets advice.
    var key = ""
    var title = ""
  }

  let deal: Listing.Deal?
  let currency: String?
  let period: Price.Period
  private let today: Int
  private(set) var count = 0
  /// Minor units, of all together.
  private(set) var asked = 0
  private var bandCounts = Tally<Plan.Band, Int>()
  private(set) var unjudged = 0
  /// Minor units that are asked for stale listings.
  private(set) var staleAsked = 0
  private(set) var staleCount = 0

  private var placeSums = PlaceSums()
  private var kindSums = Tally<Listing.Kind, Double>()
  private var bandSums = Tally<PriceBand, Double>()
  private var staleOnes = Foremost<PortfolioListing>(adviceMax)
  private var cuts = Foremost<(listing: PortfolioListing, cut: PriceCut)>(adviceMax)
  private var cheapOnes = Foremost<PortfolioListing>(adviceMax)
  private var lowOnes = Foremost<PortfolioListing>(adviceMax)

  /// How many of each kind of advice are told.
  static let adviceMax = 50
  /// Older than so many times the expected time.
  private static let staleFactor = 1.5

  /// - Parameter today: days since 1970.
  init(of offer: OfferFacts, today: Int) {
    deal = offer.deal
    currency = offer.currency
    period = offer.period
    self.today = today
  }

  /// - Parameter listing: of this deal, currency and period.
  mutating func add(_ listing: PortfolioListing) {
    let offer = listing.offer
    count += 1
    asked = Self.sum(asked, offer.asked)
    if let band = offer.band { bandCounts.add(1, to: band) } else { unjudged += 1 }
    placeSums.add(Double(offer.asked), places: listing.places)
    kindSums.add(Double(offer.asked), to: offer.kind)
    bandSums.add(Double(offer.asked), to: PriceBand(offer.asked))
    if offer.isAgreed { return }
    if isStale(listing) {
      staleCount += 1
      staleAsked = Self.sum(staleAsked, offer.asked)
      staleOnes.add(listing, rank: Double(offer.asked))
    }
    if let cut = PriceCut(offer) { cuts.add((listing, cut), rank: cut.gain) }
    guard let estimate = offer.estimate, let confidence = offer.confidence,
      offer.asked < estimate, Self.percent(offer.asked, below: estimate) >= 1
    else { return }
    if offer.hasWarnings { return }
    let gain = Double(estimate - offer.asked) * confidence.weight
    // What is far too cheap is more likely wrong than a bargain: its owner is not told to ask more.
    if confidence != .low, offer.band != .farUnder { cheapOnes.add(listing, rank: gain) }
    if offer.asked < offer.low ?? 0 { lowOnes.add(listing, rank: gain) }
  }

  private static func sum(_ first: Int, _ second: Int) -> Int {
    let (sum, isTooMuch) = first.addingReportingOverflow(second)
    return isTooMuch ? Int.max : sum
  }

  // MARK: Findings

  var bands: [Plan.Band: Int] {
    Dictionary(uniqueKeysWithValues: bandCounts.sums.map { ($0.key, $0.sum) })
  }

  var concentrations: [Concentration] {
    [
      Concentration("place", placeSums.sums),
      Concentration(
        "kind",
        Dictionary(kindSums.sums.map { ($0.noun.lowercased(), $1) }, uniquingKeysWith: +)),
      Concentration(
        "price band", Dictionary(bandSums.sums.map { ($0.text, $1) }, uniquingKeysWith: +)),
    ]
  }

  private func isStale(_ listing: PortfolioListing) -> Bool {
    guard let since = listing.since, let outlook = listing.offer.outlook else { return false }
    return Double(today - since) > Self.staleFactor * Double(outlook.expectedDays)
  }

  private static func percent(_ asked: Int, below estimate: Int) -> Int {
    Int((Double(estimate - asked) / Double(estimate) * 100).rounded())
  }

  // MARK: Advice

  var stale: [Advice] {
    staleOnes.values.map { listing in
      let days = today - (listing.since ?? today)
      let expected = listing.offer.outlook?.expectedDays ?? 0
      return advice(
        listing,
        "on offer for \(Figures.grouped(days)) days; \(Figures.grouped(expected)) were to be "
          + "expected at its price")
    }
  }

  var priceCuts: [Advice] {
    cuts.values.map { advice($0.listing, $0.cut.reason(for: $0.listing.offer), $0.cut.target) }
  }

  /// Asked less than their interval, and nothing odd about them.
  var acquisitions: [Advice] { lowOnes.values.map(opportunity) }

  /// Asked less than an estimate that can be relied on, and nothing odd about them; the most to
  /// gain first.
  var opportunities: [Advice] { cheapOnes.values.map(opportunity) }

  private func opportunity(_ listing: PortfolioListing) -> Advice {
    let offer = listing.offer
    let percent = Self.percent(offer.asked, below: offer.estimate ?? offer.asked)
    return advice(
      listing,
      "asks \(percent) % less than comparable listings suggest; confidence "
        + (offer.confidence?.rawValue ?? ""), offer.estimate)
  }

  private func advice(
    _ listing: PortfolioListing, _ reason: String, _ target: Int? = nil
  ) -> Advice {
    Advice(number: listing.number, asked: listing.offer.asked, target: target, reason: reason)
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

/// Sums for a few keys: looking through these is quicker than a hash of one.
private struct Tally<Key: Equatable, Sum: AdditiveArithmetic> {
  private(set) var sums: [(key: Key, sum: Sum)] = []

  mutating func add(_ amount: Sum, to key: Key) {
    if let index = sums.firstIndex(where: { $0.key == key }) {
      sums[index].sum += amount
    } else {
      sums.append((key, amount))
    }
  }
}

/// From 1 to 2, from 2 to 5, from 5 to 10, and so on.
private struct PriceBand: Hashable {
  private let low: Double
  private let high: Double

  init(_ minorUnits: Int) {
    let amount = Double(minorUnits) / 100
    var unit = 1.0
    while unit * 10 <= amount { unit *= 10 }
    let index = Self.steps.lastIndex { unit * $0 <= amount } ?? 0
    low = unit * Self.steps[min(index, 2)]
    high = unit * Self.steps[min(index + 1, 3)]
  }

  /// `100,000–200,000`.
  var text: String { "\(Figures.grouped(Int(low)))–\(Figures.grouped(Int(high)))" }

  private static let steps = [1.0, 2, 5, 10]
}
