import Foundation
import Testing

@testable import Listings

@Suite struct `A portfolio` {
  private static let slow = Outlook(
    fastChance: 0.2, expectedDays: 120, outcomes: 0, sensitivity: -4)

  /// - Parameter key: one letter; its place in the alphabet is the listing's number.
  private static func listing(
    _ key: String, asked: Int, estimate: Int? = nil, low: Int? = nil, place: String = "Hill",
    since: Int? = nil, outlook: Outlook? = nil, currency: String = "USD",
    hasWarnings: Bool = false, isAgreed: Bool = false, confidence: Appraisal.Confidence = .medium,
    band: Plan.Band? = nil
  ) -> PortfolioListing {
    var offer = OfferFacts([0, 0, 0, 0, 1] + ArraySlice(repeating: 0, count: OfferFacts.width - 5))
    offer.currency = currency
    offer.asked = asked * 100
    offer.estimate = estimate.map { $0 * 100 }
    offer.low = low.map { $0 * 100 }
    offer.confidence = estimate == nil ? nil : confidence
    offer.band = band
    offer.hasWarnings = hasWarnings
    offer.isAgreed = isAgreed
    offer.outlook = outlook
    return PortfolioListing(
      number: Int(key.unicodeScalars.first?.value ?? 0), offer: offer, places: [place, "Shire"],
      since: since)
  }

  private static func segments(_ listings: [PortfolioListing]) throws -> [PortfolioView] {
    var portfolio = Portfolio(today: 20_000)
    for listing in listings { portfolio.add(listing) }
    return try portfolio.segments.map { segment in
      try PortfolioView(segment) { number in
        let letter = String(UnicodeScalar(UInt8(number)))
        return (letter, letter)
      }
    }
  }

  private static func segment(_ listings: [PortfolioListing]) throws -> PortfolioView {
    try #require(try segments(listings).first)
  }

  @Test(arguments: [
    (["A", "A", "A"], 1.0, true), (["A", "B", "C", "D", "E"], 0.2, false),
    (["A", "A", "B", "C"], 0.375, true),
  ])
  func `says how much hangs on one place`(
    _ places: [String], _ index: Double, _ isConcentrated: Bool
  ) throws {
    let listings = places.enumerated().map {
      Self.listing("k\($0.offset)", asked: 100, place: $0.element)
    }
    let place = try #require(try Self.segment(listings).concentrations.first)
    #expect(abs(place.index - index) < 1e-9)
    #expect(place.isConcentrated == isConcentrated)
  }

  @Test(arguments: [false, true])
  func `advises nothing about what is under offer`(_ isAgreed: Bool) throws {
    let segment = try Self.segment([
      Self.listing(
        "a", asked: 140, estimate: 100, low: 90, since: 19_000, outlook: Self.slow,
        isAgreed: isAgreed)
    ])
    #expect(segment.asked == 14_000)
    #expect(segment.stale.isEmpty == isAgreed && segment.priceCuts.isEmpty == isAgreed)
  }

  @Test func `has a segment for each currency`() throws {
    let listings = [
      Self.listing("a", asked: 1), Self.listing("b", asked: 2, currency: "EUR"),
      Self.listing("c", asked: 4),
    ]
    let segments = try Self.segments(listings)
    #expect(segments.map(\.asked) == [500, 200])
    #expect(segments.map(\.currency) == ["USD", "EUR"])
  }

  @Test(arguments: [(20_000 - 181, 1), (20_000 - 179, 0)])
  func `calls stale what lies half as long again as expected`(
    _ since: Int, _ expected: Int
  ) throws {
    let segment = try Self.segment([
      Self.listing("a", asked: 100, since: since, outlook: Self.slow)
    ])
    #expect(segment.stale.count == expected)
    #expect(segment.staleAsked == (expected == 1 ? 10_000 : 0))
  }

  @Test func `cuts a price as far as it takes, and no further than the low end`() throws {
    let free = try Self.segment([
      Self.listing("a", asked: 1000, estimate: 900, low: 100, outlook: Self.slow)
    ])
    let cut = try #require(free.priceCuts.first?.target)
    // logit(0.1925) − logit(0.0507) = 1.496, by 4: e^−0.374
    #expect((685_00...695_00).contains(cut))
    let capped = try Self.segment([
      Self.listing("a", asked: 1000, estimate: 900, low: 850, outlook: Self.slow)
    ])
    #expect(capped.priceCuts.first?.target == 850_00)
    #expect(capped.priceCuts.first?.reason.contains("low end") == true)
  }

  /// As a market without outcomes sees a price: none is farther off than it can tell.
  @Test(arguments: [1000, 3000, 9000])
  func `names the price that the outlook gives the chance to`(_ asked: Int) throws {
    func chance(_ price: Double) -> Double {
      OutlookModel([], groupCount: 0).outlook(
        deviation: log(price / 900), traits: Traits(.sample(), places: PlaceIndex()), group: -1
      ).fastChance
    }
    var outlook = Self.slow
    outlook.fastChance = chance(Double(asked))
    let segment = try Self.segment([
      Self.listing("a", asked: asked, estimate: 900, low: 100, outlook: outlook)
    ])
    let cut = try #require(segment.priceCuts.first)
    #expect(abs(chance(Double(try #require(cut.target)) / 100) - 0.6) < 0.01)
    #expect(cut.reason.contains("at this price 60 %"))
  }

  @Test func `advises no cut where no price would do`() throws {
    var outlook = Self.slow
    outlook.fastChance = 0.001
    let segment = try Self.segment([
      Self.listing("a", asked: 1000, estimate: 900, low: 100, outlook: outlook)
    ])
    #expect(segment.priceCuts.isEmpty)
  }

  @Test func `sees the largest sure gain first, and buys nothing odd`() throws {
    let segment = try Self.segment([
      Self.listing("a", asked: 90, estimate: 100, low: 95),
      Self.listing("b", asked: 60, estimate: 100, low: 80),
      Self.listing("c", asked: 50, estimate: 100, low: 80, hasWarnings: true),
      Self.listing("d", asked: 110, estimate: 100, low: 80),
    ])
    #expect(segment.opportunities.map(\.key) == ["b", "a"])
    #expect(segment.acquisitions.map(\.key) == ["b", "a"])
  }

  @Test(
    arguments: [
      (Appraisal.Confidence.high, nil, true), (.medium, Plan.Band.under, true),
      (.low, .under, false),
      (.high, .farUnder, false),
    ] as [(Appraisal.Confidence, Plan.Band?, Bool)])
  func `tells an owner to ask more only where that is sure`(
    _ confidence: Appraisal.Confidence, _ band: Plan.Band?, _ isTold: Bool
  ) throws {
    let segment = try Self.segment([
      Self.listing("a", asked: 60, estimate: 100, confidence: confidence, band: band)
    ])
    #expect(segment.opportunities.map(\.key) == (isTold ? ["a"] : []))
  }

  @Test func `writes large numbers in groups of three`() throws {
    let segment = try Self.segment([
      Self.listing("a", asked: 3_000_000, since: 17_985, outlook: Self.slow)
    ])
    let reason = try #require(segment.stale.first?.reason)
    #expect(reason == "on offer for 2,015 days; 120 were to be expected at its price")
    #expect(segment.concentrations.map(\.largest).last == "2,000,000–5,000,000")
  }
}
