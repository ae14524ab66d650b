import Foundation
import Rules
import Testing

@testable import Listings

@Suite struct `What a site says of itself to search engines` {
  private let home = "https://homes.example/"

  private func bench(_ more: [String: RuleValue] = [:]) async throws -> CatalogueBench {
    let bench = try await CatalogueBench()
    let options: [String: RuleValue] = ["site_address": .text(home), "site_name": .text("Homes")]
    try await bench.publish([Listing.offer("k")], options.merging(more) { $1 })
    return bench
  }

  private func blocks(of page: String) throws -> [[String: Any]] {
    try page.split(separator: "<script type=\"application/ld+json\">").dropFirst().map { rest in
      let text = rest.prefix { $0 != "<" }
      let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
      return try #require(json as? [String: Any])
    }
  }

  @Test func `names the agency, with what the rule tells of it`() async throws {
    let bench = try await bench([
      "contact_mail": .text("office@homes.example"), "contact_phone": .text("0803 000 0000"),
      "contact_address": .text("5 Marina Road, Lagos"), "country": .text("NG"),
    ])
    let agent = try #require(try blocks(of: bench.text("site/index.html")).first)
    #expect(
      agent as? [String: String] == [
        "@context": "https://schema.org", "@type": "RealEstateAgent", "@id": home + "#agent",
        "name": "Homes", "url": home, "email": "office@homes.example",
        "telephone": "+2348030000000", "address": "5 Marina Road, Lagos",
      ])
    #expect(try bench.text("site/privacy.html").contains("5 Marina Road, Lagos"))
    await bench.close()
  }

  @Test func `is an organisation as long as nobody tells where it is`() async throws {
    let bench = try await bench()
    let agent = try #require(try blocks(of: bench.text("site/index.html")).first)
    #expect(
      agent as? [String: String] == [
        "@context": "https://schema.org", "@type": "Organization", "@id": home + "#agent",
        "name": "Homes", "url": home,
      ])
    await bench.close()
  }

  @Test func `joins its pages by names that all have`() async throws {
    let bench = try await bench()
    let index = try blocks(of: bench.text("site/index.html"))
    #expect(
      index.compactMap { $0["@id"] as? String } == ["#agent", "#site", "#list"].map { home + $0 })
    let slug = try #require(try bench.slugs().first)
    let page = "\(home)listings/\(slug).html"
    let listing = try blocks(of: bench.text("site/listings/\(slug).html"))
    #expect(listing.compactMap { $0["@id"] as? String } == [page + "#listing", page + "#trail"])
    #expect(listing[0]["provider"] as? [String: String] == ["@id": home + "#agent"])
    #expect(listing[0]["isPartOf"] as? [String: String] == ["@id": home + "#site"])
    let privacy = try blocks(of: bench.text("site/privacy.html"))
    #expect(privacy.first?["isPartOf"] as? [String: String] == ["@id": home + "#site"])
    await bench.close()
  }

  @Test(arguments: ["NGN", nil])
  func `is no offer where the price has no currency`(_ currency: String?) async throws {
    let bench = try await CatalogueBench()
    let price = Price(minorUnits: 100_000, currency: currency, period: .month)
    try await bench.publish([Listing.offer("k", .house, .rent).with { $0.price = price }])
    let slug = try #require(try bench.slugs().first)
    let listing = try blocks(of: bench.text("site/listings/\(slug).html"))
    #expect((listing.first?["offers"] != nil) == (currency != nil))
    await bench.close()
  }

  @Test(arguments: [
    // A price, and the members of the offer that tell it.
    (Price(minorUnits: 500, currency: "NGN", period: .once), ["price": "5"]),
    (
      Price(minorUnits: 500, maximumMinorUnits: 900, currency: "NGN", period: .once),
      ["minPrice": "5", "maxPrice": "9"]
    ),
    (
      Price(minorUnits: 500, currency: "NGN", period: .once, qualifier: .from), ["minPrice": "5"]
    ),
    (
      Price(minorUnits: 500, currency: "NGN", period: .once, isPerArea: true),
      ["unit": "MTK", "unitPrice": "5"]
    ),
    (
      Price(minorUnits: 500, currency: "NGN", period: .month),
      ["price": "5", "unit": "MON", "unitPrice": "5"]
    ),
  ])
  func `tells as the price of the whole nothing else`(
    _ price: Price, _ members: [String: String]
  ) async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k").with { $0.price = price }])
    let slug = try #require(try bench.slugs().first)
    let listing = try blocks(of: bench.text("site/listings/\(slug).html"))
    let offer = try #require(listing.first?["offers"] as? [String: Any])
    let part = offer["priceSpecification"] as? [String: Any] ?? [:]
    var told: [String: String] = [:]
    told["price"] = offer["price"] as? String
    told["unit"] = part["unitCode"] as? String
    told["unitPrice"] = part["price"] as? String
    told["minPrice"] = part["minPrice"] as? String
    told["maxPrice"] = part["maxPrice"] as? String
    #expect(told == members)
    await bench.close()
  }

  @Test func `names nothing without the site's address`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k")])
    let slug = try #require(try bench.slugs().first)
    #expect(try blocks(of: bench.text("site/index.html")).isEmpty)
    let listing = try blocks(of: bench.text("site/listings/\(slug).html"))
    #expect(listing.count == 1)
    #expect(listing.first?["@id"] == nil && listing.first?["provider"] == nil)
    await bench.close()
  }
}
