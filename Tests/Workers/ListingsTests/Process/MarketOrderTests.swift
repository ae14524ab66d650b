import Testing

@testable import Listings

@Suite struct `The order of the rows` {
  private static func flats(_ count: Int, price: (Int) -> Int) -> [Listing] {
    (0..<count).map { index in
      var listing = Listing.sample(
        line: index + 2, title: "Flat \(index)", price: price(index), places: ["Vale", "Shire"],
        bedrooms: 2, area: 80)
      listing.key = "f\(index)"
      return listing
    }
  }

  /// Homes of a few plans each, so that many are equally near, with more features than count.
  private static func estate(_ count: Int) -> [Listing] {
    var random = SplitMix(state: 3)
    return flats(count) { _ in 100_000 }.enumerated().map { index, flat in
      flat.with {
        $0.areaSquareMetres = [60, 80, 80, 110][index % 4]
        $0.bedrooms = index % 4 + 1
        $0.places = [["Hill", "Vale", "Moor"][index % 3], "Shire"]
        $0.typeText = ["Flat", "Studio", "Loft", "Maisonette"][index % 4]
        $0.features = ["Feature \(index % 90)", index % 2 == 0 ? "Pool" : "pool"]
        $0.extra = ["Grade \(index % 30)=\(index % 7)", "Floor=\(index % 3)"]
        $0.price?.minorUnits *= Int.random(in: 50...90, using: &random)
      }
    }
  }

  @Test(arguments: [20, 300])
  func `decides about no estimate`(_ count: Int) async throws {
    let listings = Self.estate(count)
    var random = SplitMix(state: 11)
    let stand = try await MarketStand(listings)
    let other = try await MarketStand(listings.shuffled(using: &random))
    for listing in listings { #expect(stand.plan(listing) == other.plan(listing)) }
  }

  /// A third of many equal homes asks less: one of them is judged by all, not by those that come
  /// first.
  @Test func `gives no right to stand for those that are as near`() async throws {
    let flats = Self.flats(60) { $0 < 20 ? 50_000 : 80_000 }
    let stand = try await MarketStand(flats)
    for flat in flats {
      let plan = stand.plan(flat)
      let estimate = try #require(plan.estimateMinorUnits)
      #expect((70_000_00...80_000_00).contains(estimate))
      #expect(plan.confidence != .high)
      #expect(plan.band != .farOver)
    }
  }
}
