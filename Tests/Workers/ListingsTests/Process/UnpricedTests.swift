import Testing

@testable import Listings

@Suite struct `A listing without a price` {
  private static func flats(
    _ count: Int, in place: [String], _ currency: String, price: Int, deal: Listing.Deal? = .sale
  ) -> [Listing] {
    (0..<count).map { index in
      var listing = Listing.sample(
        line: index + 2, title: "Flat \(index)", price: price + index * price / 100, places: place,
        bedrooms: 3, area: 120)
      listing.deal = deal
      listing.key = "\(place[0])-\(currency)-\(index)"
      listing.price?.currency = currency
      return listing
    }
  }

  private static func unpriced(_ listing: Listing) -> Listing {
    listing.with {
      $0.price = nil
      $0.key = "poa"
    }
  }

  private static let legon = flats(5, in: ["East Legon", "Accra"], "GHS", price: 2_000_000)

  @Test func `is estimated as its neighbours are, not as a larger market elsewhere`() async throws {
    let lekki = Self.flats(8, in: ["Lekki", "Lagos"], "NGN", price: 64_000_000)
    let here = Self.unpriced(Self.legon[0])
    let stand = try await MarketStand(lekki + Self.legon + [here])
    #expect(stand.plan(here).estimateUnit?.currency == "GHS")
    #expect(stand.plan(Self.unpriced(lekki[0])).estimateUnit?.currency == "NGN")
    let elsewhere = here.with { $0.places = ["Karen", "Nairobi"] }
    let plan = stand.plan(elsewhere)
    #expect(plan.estimateMinorUnits == nil)
    #expect(plan.explanation?.contains("in its place") == true)
  }

  /// Of which nobody knows whether they are for sale or to let.
  @Test func `is not compared with offers that say no deal`() async throws {
    let others = Self.flats(8, in: ["East Legon", "Accra"], "GHS", price: 9000, deal: nil)
    let here = Self.unpriced(Self.legon[0])
    #expect(try await MarketStand(others + [here]).plan(here).estimateMinorUnits == nil)
    let stand = try await MarketStand(others + Self.legon + [here])
    #expect(stand.plan(here).estimateMinorUnits != nil)
  }
}
