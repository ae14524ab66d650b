import Rules
import Testing

@testable import Listings

@Suite struct `A visitor` {
  private let address: [String: RuleValue] = [
    "site_address": .text("https://homes.example/"), "contact_name": .text("Ada Obi"),
    "contact_mail": .text("ada@homes.example"), "contact_whatsapp": .text("+234 803 000 0000"),
  ]

  private func page(of bench: CatalogueBench) throws -> String {
    try bench.text("site/listings/\(try #require(try bench.slugs().first)).html")
  }

  @Test(arguments: [
    (Price(minorUnits: 900_000, currency: "NGN", period: .year), true),
    // Dearer, in another currency, for another time.
    (Price(minorUnits: 1_100_000, currency: "NGN", period: .year), false),
    (Price(minorUnits: 900_000, currency: "GBP", period: .year), false),
    (Price(minorUnits: 900_000, currency: "NGN", period: .month), false),
    // The lower end of what may be more.
    (Price(minorUnits: 900_000, currency: "NGN", period: .year, qualifier: .from), false),
  ])
  func `is told that a price was reduced, and since when`(_ price: Price, _ isReduced: Bool)
    async throws
  {
    let bench = try await CatalogueBench()
    bench.secondsPerFile = 86_400
    let before = Price(minorUnits: 1_000_000, currency: "NGN", period: .year)
    try await bench.publish([Listing.offer("k", .apartment, .rent).with { $0.price = before }])
    #expect(!(try page(of: bench)).contains("Reduced"))
    try await bench.publish([Listing.offer("k", .apartment, .rent).with { $0.price = price }])
    #expect(
      try page(of: bench).contains("Reduced from <del>₦10,000</del> on 3 January 1970") == isReduced
    )
    await bench.close()
  }

  @Test(arguments: [Listing.Kind.land, .house])
  func `finds a listing of few facts by more than its kind`(_ kind: Listing.Kind) async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k", kind, nil, places: [])])
    let start = "<meta name=\"description\" content=\""
    let page = try page(of: bench)
    let behind = try #require(page.firstRange(of: start)).upperBound
    let description = page[behind...].prefix { $0 != "\"" }
    #expect((50...165).contains(description.count), "\(description)")
    await bench.close()
  }

  @Test(arguments: [0, 86_400])
  func `is told of a reduction when something else changes later`(_ seconds: Int) async throws {
    let bench = try await CatalogueBench()
    bench.secondsPerFile = seconds
    for (price, title) in [(1_200_000, "A"), (900_000, "A"), (900_000, "B")] {
      try await bench.publish([
        Listing.offer("k").with {
          $0.price = Price(minorUnits: price, currency: "NGN", period: .once)
          $0.ownText = title
        }
      ])
    }
    #expect(try page(of: bench).contains("Reduced from <del>₦12,000</del>"))
    await bench.close()
  }

  @Test func `can ask whom the rule names, and print the way back`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k")], address)
    let page = try page(of: bench)
    #expect(page.contains("Ada Obi"))
    #expect(page.contains("href=\"mailto:ada@homes.example?subject="))
    #expect(page.contains("href=\"https://wa.me/2348030000000?text="))
    #expect(page.contains("<svg class=\"code\""))
    let privacy = try bench.text("site/privacy.html")
    #expect(privacy.contains("ada@homes.example"))
    #expect(try bench.text("site/index.html").contains("href=\"privacy.html\""))
    await bench.close()
  }

  @Test(
    arguments: [
      ("0803 123 4567; +234 803 123 4567", ["tel:+2348031234567"]),
      ("0803 123 4567 | 0805 123 4567", ["tel:+2348031234567", "tel:+2348051234567"]),
      ("ask at the gate", ["tel:+2348030000000"]), (nil, ["tel:+2348030000000"]),
    ] as [(String?, [String])])
  func `can call from abroad, each number once`(_ phone: String?, _ links: [String]) async throws {
    let bench = try await CatalogueBench()
    let options = address.merging(
      ["country": .text("NG"), "contact_phone": .text("0803 000 0000")]) { $1 }
    try await bench.publish([Listing.offer("k").with { $0.phone = phone }], options)
    let found = try page(of: bench).matches(of: /href=.(tel:[+0-9]+)/).map { String($0.output.1) }
    #expect(found == links)
    #expect(try bench.text("site/privacy.html").contains("tel:+2348030000000"))
    await bench.close()
  }

  @Test func `is promised no way that nobody named`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k")])
    let page = try page(of: bench)
    for word in ["mailto:", "wa.me", "<svg class=\"code\"", "Offered by", "Report this"] {
      #expect(!page.contains(word), "\(word)")
    }
    await bench.close()
  }

  @Test(arguments: ["R-7", nil])
  func `can report a listing, by what finds it`(_ reference: String?) async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k").with { $0.reference = reference }], address)
    let page = try page(of: bench)
    let mark = try #require(try bench.slugs().first?.split(separator: "-").last).uppercased()
    let link = try #require(page.firstRange(of: ">Report this listing<"))
    let start = try #require(page[..<link.lowerBound].lastIndex(of: "<"))
    let tag = page[start..<link.lowerBound]
    #expect(tag.contains("mailto:ada@homes.example?subject=Report"))
    #expect(tag.contains("%28\(reference ?? mark)%29"))
    #expect(tag.contains("homes.example%2Flistings%2F"))
    await bench.close()
  }

  @Test func `searches what is on offer, whatever stands in it`() async throws {
    let bench = try await CatalogueBench()
    let hostile = "</script><b>\u{2028}\"]);alert(1)"
    try await bench.publish([
      Listing.offer("a").with { $0.features = [hostile] },
      Listing.offer("b").with { $0.bedrooms = 4 },
    ])
    let text = try bench.text("site/listings.js")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(text.hasPrefix("showListings([[\"") && text.hasSuffix("]]);\n"))
    #expect(text.contains("\\\"]);alert(1)"))
    #expect(try bench.text("site/search.html").contains("src=\"listings.js\" defer"))
    // A change of one leaves the line of the other.
    try await bench.publish([Listing.offer("b").with { $0.bedrooms = 5 }])
    let after = try bench.text("site/listings.js").split(separator: "\n")
    #expect(after.first == lines.first && after.last != lines.last)
    await bench.close()
  }
}
