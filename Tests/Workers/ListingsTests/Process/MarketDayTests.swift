import Testing

@testable import Listings

@Suite struct `A day of a market` {
  /// Prices that rise by 20 % a year.
  private static func homes() -> [Listing] {
    (0..<60).map { index in
      let (month, area) = (index % 12 + 1, Double(60 + index % 7 * 10))
      let price = area * 1000 * (1 + 0.2 * Double(month) / 12)
      var listing = Listing.sample(line: index + 2, price: Int(price), bedrooms: 2, area: area)
      listing.key = "h\(index)"
      listing.listed = "2025-\(month < 10 ? "0" : "")\(month)-11"
      return listing
    }
  }

  /// A year of 2062 would make all prices those of 37 years ago.
  @Test func `that is yet to come is none`() throws {
    var listings = Self.homes()
    let lastDay = try #require(Day("2025-12-20"))
    listings[5].listed = nil
    let without = MarketStand(listings, until: lastDay)
    listings[5].listed = "2062-10-01"
    let with = MarketStand(listings, until: lastDay)
    for listing in listings { #expect(with.plan(listing) == without.plan(listing)) }
  }
}
