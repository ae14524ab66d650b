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
  @Test func `that is yet to come is none`() async throws {
    var listings = Self.homes()
    let lastDay = try #require(Day("2025-12-20"))
    listings[5].listed = nil
    let without = try await MarketStand(listings, until: lastDay)
    listings[5].listed = "2062-10-01"
    let with = try await MarketStand(listings, until: lastDay)
    for listing in listings { #expect(with.plan(listing) == without.plan(listing)) }
  }

  /// Of sixty homes, 25 were gone within eleven days, and the others at some time.
  @Test func `on which a listing went, and that nobody told, is not today`() async throws {
    let homes = Self.homes().enumerated().map { index, home in
      home.with {
        $0.listed = "2025-01-10"
        if index < 25 { $0.extra = ["Sold on=2025-01-\(13 + index % 8)"] }
      }
    }
    let new = homes[30].with {
      $0.key = "new"
      $0.listed = "2026-01-10"
    }
    func days(_ listings: [Listing], retired: Set<String> = []) async throws -> Int {
      let stand = try await MarketStand(listings, retired: retired)
      let outlook = try #require(stand.plan(new).outlook)
      #expect(outlook.outcomes == 25)
      return outlook.expectedDays
    }
    let gone = Set(homes.dropFirst(25).map(\.key))
    #expect(try await days(homes + [new], retired: gone) < 30)
    #expect(try await days(homes + [new]) > 60)
    let off = homes.map { home in
      home.with { if gone.contains($0.key) { $0.status = .withdrawn } }
    }
    #expect(try await days(off + [new]) < 30)
  }

  @Test(arguments: [("\"60,000,000\"", 60_000_000), ("", 100_000_000), ("€5", 100_000_000)])
  func `of a sale comes with what was paid then`(_ paid: String, _ expected: Int) async throws {
    let bench = try await MediaBench()
    let sold = (0..<30).map { "S-\($0),House \($0),100000000,NGN,Lekki,3,100,2025-11-01,\(paid)\n" }
    try await bench.drop(
      table: "reference,title,price,currency,location,bedrooms,area,sold on,sold price\n"
        + sold.joined() + "N-1,New house,60000000,NGN,Lekki,3,100,,\n")
    let line = try #require(
      String(decoding: try bench.contents("listings.json"), as: UTF8.self)
        .split(separator: "\n").first { $0.contains("\"N-1\"") })
    #expect(line.contains("\"sold_for\":\(expected)"), "\(line)")
    #expect(line.contains("\"estimate\":\(expected)"), "\(line)")
    await bench.close()
  }
}
