import Testing

@testable import Listings

@Suite struct `An estimate from a handful` {
  /// Flats of one size; each price is told in thousands.
  private static func flats(
    _ place: String, _ prices: [Int], currency: String? = "NGN"
  ) -> [Listing] {
    prices.enumerated().map { index, price in
      var listing = Listing.sample(
        line: index + 2, title: "\(place) \(index)", price: price * 1000,
        places: [place, "Nigeria"], bedrooms: 3, area: 150)
      listing.key = "\(place)-\(index)"
      listing.price?.currency = currency
      return listing
    }
  }

  private static let bodija = flats("Bodija", (0..<12).map { 20_000 + $0 % 3 * 1000 })
  private static let ikoyi = flats("Ikoyi", (0..<6).map { 250_000 + $0 * 1000 })

  /// What is asked in a place, and agrees there, is not made cheaper by another one.
  @Test func `is of its own place, whatever others ask`() async throws {
    let stand = try await MarketStand(Self.bodija + Self.ikoyi)
    for listing in Self.ikoyi {
      let plan = stand.plan(listing)
      let estimate = Double(try #require(plan.estimateMinorUnits)) / 100
      #expect((240e6...260e6).contains(estimate), "\(estimate)")
      #expect(plan.band == .fair)
      #expect(plan.comparedWith?.hasSuffix("in Ikoyi, Nigeria") == true)
      // Who asks a third of it there is pointed out.
      #expect(try #require(PriceSignal(plan)).strength < 0.05)
      #expect(PriceSignal(asked: 80e6, estimate: estimate, scale: plan.scale ?? 0).strength > 0.5)
    }
  }

  @Test func `is drawn to others by what its own scatter leaves open`() async throws {
    func estimate(_ prices: [Int]) async throws -> Double {
      let here = Self.flats("Ikoyi", prices)
      let plan = try await MarketStand(Self.flats("Bodija", [200, 200, 200, 200, 200, 200]) + here)
        .plan(here[0])
      return Double(try #require(plan.estimateMinorUnits)) / 100_000
    }
    let agreeing = try await estimate([300, 300, 300, 300])
    let scattered = try await estimate([300, 150, 300, 600])
    #expect(agreeing > 270 && agreeing < 300)
    #expect(scattered > 220 && scattered < agreeing)
  }

  @Test func `where its place has too few is of all places, and says so`() async throws {
    let abuja = Self.flats("Abuja", [21_000]).map { flat in flat.with { $0.places = ["Abuja"] } }
    let plan = try await MarketStand(Self.bodija + abuja).plan(abuja[0])
    #expect(plan.comparedWith == "house in all places")
    #expect(plan.estimateMinorUnits == 21_000_000_00)
  }

  /// In pounds and in rupees, and nobody says so.
  @Test func `of no currency is of a place that is shared, or none`() async throws {
    let leeds = Self.flats("Leeds", (0..<8).map { 200 + $0 }, currency: nil)
    let mumbai = Self.flats("Mumbai", (0..<6).map { 9000 + $0 * 100 }, currency: nil)
      .map { flat in flat.with { $0.places = ["Mumbai"] } }
    let others = leeds.map { flat in flat.with { $0.places = ["Leeds"] } }
    let stand = try await MarketStand(others + mumbai)
    #expect(mumbai.allSatisfy { stand.plan($0).band == .fair })
    let few = try await MarketStand(others + mumbai.prefix(2))
    #expect(few.plan(mumbai[0]).estimateMinorUnits == nil)
    #expect(few.plan(mumbai[0]).explanation?.contains("in its place") == true)
    #expect(few.plan(others[0]).estimateMinorUnits != nil)
  }
}
