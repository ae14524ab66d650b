import Storage

/// All segments of a business, in the order in which their first listings came.
struct Portfolio {
  private struct Key: Hashable {
    let deal: Listing.Deal?
    let currency: String?
    let period: Price.Period
  }

  private(set) var segments: [PortfolioSegment] = []
  private var indices: [Key: Int] = [:]
  private var last: (key: Key, index: Int)?
  private let today: Int

  /// - Parameter today: days since 1970.
  init(today: Int) { self.today = today }

  mutating func add(_ listing: PortfolioListing) {
    let offer = listing.offer
    let key = Key(deal: offer.deal, currency: offer.currency, period: offer.period)
    // Most are as the one before them.
    if let last, last.key == key { return segments[last.index].add(listing) }
    let index = index(of: key, offer)
    last = (key, index)
    segments[index].add(listing)
  }

  private mutating func index(of key: Key, _ offer: OfferFacts) -> Int {
    if let index = indices[key] { return index }
    segments.append(PortfolioSegment(of: offer, today: today))
    indices[key] = segments.count - 1
    return segments.count - 1
  }
}

/// A segment with all that is told of it.
struct PortfolioView: Sendable {
  typealias Advice = PortfolioSegment.Advice

  let deal: Listing.Deal?
  let currency: String?
  let period: Price.Period
  let count: Int
  let asked: Int
  let bands: [Plan.Band: Int]
  let unjudged: Int
  let concentrations: [Concentration]
  let stale: [Advice]
  let staleCount: Int
  let staleAsked: Int
  let priceCuts: [Advice]
  let acquisitions: [Advice]
  let opportunities: [Advice]

  /// - Parameter name: key and title of a listing, by its number.
  init(
    _ segment: PortfolioSegment, name: (Int) throws -> (key: String, title: String)?
  ) throws {
    var names: [Int: (key: String, title: String)] = [:]
    func named(_ advice: [Advice]) throws -> [Advice] {
      try advice.map { advice in
        var advice = advice
        let known = try names[advice.number] ?? name(advice.number)
        names[advice.number] = known
        if let known { (advice.key, advice.title) = known }
        return advice
      }
    }
    deal = segment.deal
    currency = segment.currency
    period = segment.period
    count = segment.count
    asked = segment.asked
    bands = segment.bands
    unjudged = segment.unjudged
    concentrations = segment.concentrations
    staleCount = segment.staleCount
    staleAsked = segment.staleAsked
    stale = try named(segment.stale)
    priceCuts = try named(segment.priceCuts)
    acquisitions = try named(segment.acquisitions)
    opportunities = try named(segment.opportunities)
  }
}
