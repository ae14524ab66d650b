import Foundation
import Rules
import Testing

@testable import Listings

@Suite struct `A figure on a page` {
  private static let address: [String: RuleValue] = [
    "site_address": .text("https://homes.example/"), "country": .text("GB"),
    "channels": .list([.text("reso"), .text("kyero")]),
  ]

  /// Prices and sizes that are awkward to round.
  private static let listings: [Listing] = [
    (865_200_00, "USD", Price.Period.once, 310.57, nil), (95_050, "GBP", .month, 81.5, nil),
    (1_234_567_89, "EUR", .once, 99.95, nil), (2_500_000_00, "NGN", .year, 371.6, "4,000 sqft"),
    (75_000_000_00, "INR", .once, 9.29, "100 sqft"),
  ].enumerated().map { number, facts in
    let (minorUnits, currency, period, area, written) = facts
    return Listing.offer("k\(number)", .house, period == .once ? .sale : .rent).with {
      $0.price = Price(minorUnits: minorUnits, currency: currency, period: period)
      $0.areaSquareMetres = area
      $0.areaText = written
      $0.bedrooms = 3
      $0.bathrooms = 2.5
      $0.reference = "R-\(number)"
    }
  }

  private struct Offered: Decodable {
    struct Offer: Decodable { let price: String, priceCurrency: String }
    struct Size: Decodable { let value: Double }
    struct Home: Decodable { let numberOfBedrooms: Int, floorSize: Size }
    let offers: Offer
    let mainEntity: Home
  }

  private static func data(_ page: String) throws -> Offered {
    let text = try #require(
      page.matches(of: /<script type="application\/ld\+json">(.*?)<\/script>/)
        .map { String($0.output.1) }.first { $0.contains("RealEstateListing") })
    return try JSONDecoder().decode(Offered.self, from: Data(text.utf8))
  }

  private static func figures(_ text: Substring) -> String {
    String(text.filter { $0.isNumber || $0 == "." })
  }

  @Test func `is the same in its data, its title, the search and the feeds`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings, Self.address)
    let prices = try bench.text("channels/reso/reso.json").matches(of: /"ListPrice":([0-9.]+)/)
      .compactMap { Double($0.output.1) }
    let search = try bench.text("site/listings.js")
    for slug in try bench.slugs() {
      let page = try bench.text("site/listings/\(slug).html")
      let offered = try Self.data(page)
      let shown = try #require(page.firstMatch(of: /<p class="price">([^<]+)</)).output.1
      #expect(Self.figures(shown) == offered.offers.price, "\(slug)")
      let title = try #require(page.firstMatch(of: /<title>(.*?)<\/title>/)).output.1
      #expect(title.contains(shown), "\(title)")
      #expect(prices.contains(Double(offered.offers.price) ?? 0), "\(slug)")
      #expect(search.contains(String(shown)), "\(slug)")
      #expect(offered.mainEntity.numberOfBedrooms == 3)
      let metres = Figures.short(offered.mainEntity.floorSize.value)
      #expect(page.contains("\(metres)\u{a0}m²"), "\(slug): \(metres)")
    }
    await bench.close()
  }

  @Test(arguments: [
    (Price(minorUnits: 3_000_00, currency: "NGN", period: .year), "₦30 per year" as String?),
    (Price(minorUnits: 3_000_00, currency: "NGN", period: .once), "₦30"),
    (Price(minorUnits: 3_000_00, maximumMinorUnits: 5_000_00, period: .once), nil),
    (Price(minorUnits: 3_000_00, currency: "NGN", period: .once, qualifier: .from), nil),
  ])
  func `of one square metre says for what time it is, and is none of a range`(
    _ price: Price, _ words: String?
  ) async throws {
    let bench = try await CatalogueBench()
    var plan = Plan.plain(
      Listing.offer("k", .house).with { ($0.price, $0.areaSquareMetres) = (price, 100) })
    plan.pricePerSquareMetre = 30
    try await bench.publish(plans: [plan])
    let slug = try #require(try bench.slugs().first)
    let page = try bench.text("site/listings/\(slug).html")
    let rate = page.firstMatch(of: /<dt>Price per m²<\/dt>\s*<dd[^>]*>([^<]+)</)
    #expect(rate.map { String($0.output.1) } == words)
    await bench.close()
  }

  @Test func `that is worked out comes to the same wherever it stands`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(
      plans: Self.listings.filter { $0.deal == .sale }.map { listing in
        var plan = Plan.plain(listing)
        plan.pricePerSquareMetre = (listing.price?.amount ?? 0) / (listing.areaSquareMetres ?? 1)
        return plan
      }, Self.address)
    for slug in try bench.slugs() {
      let page = try bench.text("site/listings/\(slug).html")
      let rate = try #require(page.firstMatch(of: /<dt>Price per m²<\/dt>\s*<dd[^>]*>([^<]+)</))
      let price = Double(try Self.data(page).offers.price) ?? 0
      let area = try Self.data(page).mainEntity.floorSize.value
      #expect(Double(Self.figures(rate.output.1)) == (price / area).rounded(), "\(slug)")
      let description = try #require(page.firstMatch(of: /class="description">([^<]+)</)).output.1
      for said in description.matches(
        of: /([0-9,]+)(?: to| per| for| a)?(?: the| every| each| one)? m²/)
      where Self.figures(said.output.1).count > 3 {
        #expect(Self.figures(said.output.1) == Self.figures(rate.output.1), "\(description)")
      }
    }
    await bench.close()
  }
}
