import Pages
import Testing

@testable import Listings

@Suite struct `A listing's page` {
  private func page(_ listing: Listing) async throws -> String {
    let bench = try await CatalogueBench()
    try await bench.publish([listing])
    let path = try #require(try bench.slugs().first)
    let text = try bench.text("site/listings/\(path).html")
    await bench.close()
    return text
  }

  @Test(
    arguments: [
      (Price(minorUnits: 9_000_000_000, currency: "NGN", period: .once), "₦90,000,000"),
      (Price(minorUnits: 250_000_000, currency: "NGN", period: .year), "per year"),
      (
        Price(minorUnits: 285_000_000, currency: "ZAR", period: .once), "R\u{a0}2\u{a0}850\u{a0}000"
      ),
      (Price(minorUnits: 95_050, currency: "GBP", period: .month), "£950.50"),
      (Price(minorUnits: 1_250_000_000, currency: "INR", period: .once), "₹1,25,00,000"),
      (
        Price(minorUnits: 100_000, maximumMinorUnits: 200_000, currency: "USD", period: .once),
        "$1,000 to $2,000"
      ),
      (Price(minorUnits: 75_000_000, currency: "NGN", period: .once, isPerArea: true), "per m²"),
      (Price(minorUnits: 100_000, period: .once), ">1,000<"),
      (nil, "No price given"),
    ] as [(Price?, String)])
  func `says the price as it is read there`(_ price: Price?, _ text: String) async throws {
    let page = try await page(Listing.offer("k").with { $0.price = price })
    #expect(page.contains(text))
  }

  @Test func `says that its price is on request where its row does, and nowhere else`()
    async throws
  {
    let asked = try await page(
      Listing.offer("k", price: nil).with { $0.priceText = "POA" })
    #expect(asked.contains("Price on request") && asked.contains(">On request<"))
    let silent = try await page(Listing.offer("k", price: nil))
    #expect(!silent.lowercased().contains("on request"))
    let later = try await page(Listing.offer("k", price: nil).with { $0.priceText = "TBA" })
    #expect(!later.lowercased().contains("on request") && later.contains(">TBA<"))
  }

  @Test(arguments: [
    ("POA", true), ("P.O.A.", true), ("Price on request", true), ("Call agent", true),
    ("Please enquire", true), ("Price on application", true), ("Auf Anfrage", true),
    ("TBA", false), ("Auction", false), ("Sold", false), ("Negotiable", false), ("Incluso", false),
  ])
  func `tells words that send to the agent from others`(_ text: String, _ isRequest: Bool) {
    let listing = Listing.offer("k", price: nil).with { $0.priceText = text }
    #expect(listing.isPriceOnRequest == isRequest)
  }

  @Test(
    arguments: [
      (.house, nil, nil), (.house, 90, "₦1,000,000"), (.land, nil, "₦100,000"),
    ] as [(Listing.Kind, Double?, String?)])
  func `shares the price among the metres of a floor, not of a garden`(
    _ kind: Listing.Kind, _ area: Double?, _ rate: String?
  ) {
    var plan = Plan.plain(
      Listing.offer("k", kind).with {
        $0.plotSquareMetres = 900
        $0.areaSquareMetres = area
      })
    plan.pricePerSquareMetre = 1
    var writer = HTMLWriter()
    FactsTableView(plan: plan, changed: 0).write(&writer)
    let text = writer.withBytes { String(decoding: $0, as: UTF8.self) }
    #expect(text.contains("Price per m²") == (rate != nil))
    if let rate { #expect(text.contains("<dd dir=\"auto\">\(rate)</dd>"), "\(text)") }
  }

  @Test(arguments: [
    (["Close To Dunamis", "Karu"], "in Close To Dunamis, Karu"),
    (["Eso Close", "Ikeja"], "on Eso Close, Ikeja"), (["Mill Lane North"], "on Mill Lane North"),
  ])
  func `says where it is, on a street or in a place`(_ places: [String], _ words: String) {
    #expect(PlacePhrases(places).phrase(count: 2, lengthMax: 80) == words)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
    "</script><script>", "&lt;b&gt;", "\u{202e}txt.exe", String(repeating: "w", count: 300),
    "👍🏽 e\u{301}", "]]>", "\u{0}\u{1}",
  ])
  func `shows whatever is in a cell as text`(_ hostile: String) async throws {
    let listing = Listing.offer(hostile, .house, .rent, places: [hostile, "Lagos"]).with {
      $0.reference = hostile
      $0.title = hostile
      $0.ownText = hostile
      $0.priceText = hostile
      $0.typeText = hostile
      $0.location = hostile
      $0.areaText = hostile
      $0.areaSquareMetres = 100
      $0.furnishing = hostile
      $0.features = [hostile]
      $0.listed = hostile
      $0.agent = hostile
      $0.phone = hostile
      $0.link = "javascript:\(hostile)"
    }
    let page = try await page(listing)
    let elements = page.matches(of: /<\/?([a-zA-Z]+)/).map { String($0.output.1) }
    #expect(elements.filter { $0 == "script" }.count == 2)
    #expect(elements.filter { $0 == "img" }.count == 1)
    let body = page[try #require(page.firstRange(of: "<body>")).lowerBound...]
    #expect(!body.contains("onerror=alert(1)>"))
    #expect(!body.contains(" onmouseover='"))
    #expect(!body.contains("javascript:"))
    #expect(!page.contains("\u{0}"))
  }

  @Test func `speaks of land without rooms`() async throws {
    let page = try await page(
      Listing.offer("plot", .land).with {
        $0.bedrooms = 0
        $0.bathrooms = 0
        $0.plotSquareMetres = 1800
      })
    #expect(page.contains("1,800 m² plot of land for sale in Ikeja, Lagos"))
    #expect(!page.lowercased().contains("bedroom"))
    #expect(!page.lowercased().contains("bathroom"))
  }

  @Test func `says nothing of what was worked out for the owner`() async throws {
    let bench = try await CatalogueBench()
    let plan = Plan(
      listing: Listing.offer("k", price: 112), category: .basic, comparables: 14,
      comparedWith: "apartment for sale in Ikeja", estimateMinorUnits: 5_678_900, deviation: 0.12,
      band: .over, warnings: ["price-high: far above the others"])
    try await bench.publish(plans: [plan])
    let site = try bench.published().filter {
      $0.key.hasPrefix("site/") && $0.key.hasSuffix(".html")
    }
    for (path, bytes) in site {
      let text = String(decoding: bytes, as: UTF8.self)
      for word in ["56,789", "comparable", "median", "basic", "far above", "12%", "over<"] {
        #expect(!text.contains(word), "“\(word)” is on \(path)")
      }
    }
    #expect(try bench.text("listings.csv").contains("far above the others"))
    await bench.close()
  }

  @Test func `leads to the others like it, the nearest price first`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(
      [100, 109, 200, 95, 500].map { Listing.offer("k\($0)", price: $0 * 1_000_000) })
    let slug = try #require(try bench.slugs().first { $0.hasSuffix(KeyLetters("k100").prefix(4)) })
    let page = try bench.text("site/listings/\(slug).html")
    let similar = page[try #require(page.firstRange(of: "Similar listings")).upperBound...]
    let prices = similar.matches(of: /₦(\d+),000,000/).map { String($0.output.1) }
    #expect(prices == ["95", "109", "200"])
    await bench.close()
  }
}

@Suite struct `A site` {
  @Test func `offers only filters that choose something`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(
      (0..<30).map { Listing.offer("k\($0)", places: [["Opebi", "Alausa"][$0 % 2], "Ikeja"]) })
    let home = try bench.text("site/index.html")
    #expect(home.contains("in-opebi/index.html"))
    #expect(!home.contains("in-ikeja/index.html"), "all lie there")
    #expect(!home.contains("for-sale/"), "all are for sale")
    #expect(!home.contains("apartments/"), "all are apartments")
    #expect(home.contains("href=\"page-2.html\""))
    await bench.close()
  }

  @Test func `has no broken link`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(
      (0..<60).map {
        Listing.offer(
          "k\($0)", Listing.Kind.allCases[$0 % 6], Listing.Deal.allCases[$0 % 3],
          places: [["Opebi", "Alausa"][$0 % 2], "Ikeja"])
      })
    let files = Set(try bench.published().keys)
    let link = try Regex("(?:href|src)=\"([^\"#:]+)\"", as: (Substring, Substring).self)
    for page in files where page.hasSuffix(".html") && page != "site/404.html" {
      let folder = page.split(separator: "/").dropLast().map(String.init)
      for match in try bench.text(page).matches(of: link) {
        var target = folder
        for name in match.output.1.split(separator: "/") {
          if name == ".." { target.removeLast() } else { target.append(String(name)) }
        }
        let path = target.joined(separator: "/")
        #expect(files.contains(path), "\(page) links to \(path)")
      }
    }
    await bench.close()
  }

  @Test func `of an agency without listings is still a site`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([])
    #expect(try bench.text("site/index.html").contains("nothing on offer"))
    #expect(try bench.text("listings.json") == "[\n]\n")
    await bench.close()
  }

  @Test(arguments: [
    (
      ["Opebi Ikeja Lagos", "Alausa Ikeja Lagos", "Magodo Ikeja Lagos"],
      ["Opebi", "Alausa", "Magodo"]
    ),
    (
      ["Opebi Ikeja", "Alausa Ikeja", "Magodo Ikeja", "Ikeja"],
      ["Opebi", "Alausa", "Magodo", "Ikeja"]
    ),
    (["Leeds", "Harrogate", "York"], ["Leeds", "Harrogate", "York"]),
    (["Ikeja", "Ikeja Lagos"], ["Ikeja", "Ikeja Lagos"]),
  ])
  func `names places without what all share`(_ names: [String], _ short: [String]) {
    #expect(PlaceText.withoutCommonTail(names) == short)
  }

  @Test(arguments: [
    (1, 1, "1"), (1, 5, "1 2 3 … 5"), (5, 9, "1 … 3 4 5 6 7 … 9"), (9, 9, "1 … 7 8 9"),
  ])
  func `shows few page numbers`(_ page: Int, _ count: Int, _ shown: String) {
    let numbers = PageNumbers.shown(page, of: count).map { $0.map(String.init) ?? "…" }
    #expect(numbers.joined(separator: " ") == shown)
  }
}
