import Rules
import Testing

@testable import Listings

@Suite struct `What a site tells machines` {
  private func texts(_ element: String, in text: String) -> [String] {
    text.split(separator: "<\(element)>").dropFirst().map { String($0.prefix { $0 != "<" }) }
  }

  private func published(_ count: Int) async throws -> CatalogueBench {
    let bench = try await CatalogueBench()
    try await bench.publish(
      (0..<count).map { number in
        Listing.offer("k\(number)").with { $0.listed = "2025-10-\(10 + number % 20)" }
      }, ["site_address": .text("https://acme.example")])
    return bench
  }

  @Test func `names every page once`() async throws {
    let bench = try await published(30)
    let parts = ["site/sitemap-lists.xml", "site/sitemap-1.xml"]
    let index = try bench.text("site/sitemap.xml")
    var named: [String] = []
    for part in parts {
      #expect(index.contains("https://acme.example/\(part.dropFirst(5))"))
      named += try texts("loc", in: bench.text(part))
    }
    let pages = try bench.published().keys
      .filter { $0.hasPrefix("site/") && $0.hasSuffix(".html") && $0 != "site/404.html" }
      .map { "https://acme.example/" + $0.dropFirst(5).replacing("index.html", with: "") }
    #expect(named.sorted() == pages.sorted())
    await bench.close()
  }

  @Test func `is rewritten only where a change shows`() async throws {
    let bench = try await published(30)
    try await bench.publish(
      [
        Listing.offer("k3").with {
          $0.listed = "2025-10-13"; $0.bedrooms = 4
        }
      ],
      ["site_address": .text("https://acme.example")])
    let written = bench.lastBuilt
    #expect(written.contains("site/sitemap-1.xml"))
    #expect(!written.contains("site/sitemap-lists.xml"))
    #expect(!written.contains("site/sitemap.xml"))
    await bench.close()
  }

  @Test func `dates the page of a list by the newest listing that it shows`() async throws {
    let bench = try await CatalogueBench()
    bench.secondsPerFile = 86_400
    let address: [String: RuleValue] = ["site_address": .text("https://acme.example")]
    let listings = (0..<30).map { number in
      Listing.offer("k\(number)").with { $0.listed = "2025-10-\(number < 24 ? 20 : 10)" }
    }
    try await bench.publish(listings, address)
    func days(_ pages: String...) throws -> [String?] {
      let entries = try bench.text("site/sitemap-lists.xml")
        .matches(of: /<loc>([^<]*)<.loc><lastmod>([^<]*)</)
      return pages.map { page in
        entries.first { $0.output.1 == page }.map { String($0.output.2) }
      }
    }
    let (first, second) = ("https://acme.example/", "https://acme.example/page-2.html")
    #expect(try days(first, second) == ["1970-01-02", "1970-01-02"])
    try await bench.publish([listings[29].with { $0.bedrooms = 4 }], address)
    #expect(try days(first, second) == ["1970-01-02", "1970-01-03"])
    await bench.close()
  }

  @Test func `tells the newest first in its feeds`() async throws {
    let bench = try await published(60)
    let feed = try bench.text("site/feed.xml")
    #expect(texts("item", in: feed).count == 50)
    #expect(texts("pubDate", in: feed).first == "Wed, 29 Oct 2025 00:00:00 GMT")
    #expect(try bench.text("site/feed.json").contains("\"version\":\"https://jsonfeed.org"))
    await bench.close()
  }

  @Test func `tells in its feeds what came last where no listing has a day`() async throws {
    let bench = try await CatalogueBench()
    let address: [String: RuleValue] = ["site_address": .text("https://acme.example")]
    try await bench.publish((0..<60).map { Listing.offer("k\($0)") }, address)
    try await bench.publish([Listing.offer("newcomer")], address)
    let items = try bench.text("site/feed.xml").split(separator: "<item>").dropFirst()
    #expect(items.count == 50)
    #expect(items.first?.contains("-\(KeyLetters("newcomer").prefix(4)).html") == true)
    #expect(try bench.text("site/index.html").contains("In the order of the list"))
    try await bench.publish([Listing.offer("k3").with { $0.listed = "2025-10-13" }], address)
    #expect(try bench.text("site/index.html").contains("Newest first"))
    let feed = try bench.text("site/feed.xml").split(separator: "<item>").dropFirst()
    #expect(feed.first?.contains("-\(KeyLetters("k3").prefix(4)).html") == true)
    await bench.close()
  }

  @Test func `dates a page by its photos, too`() async throws {
    let bench = try await MediaBench(["site_address": .text("https://acme.example")])
    try await bench.drop(table: "reference,title,price,location\nH1,Mill House,5,Yaba\n")
    bench.days = 3
    try await bench.drop(photo: "h1.jpg")
    let sitemap = String(decoding: try bench.contents("site/sitemap-1.xml"), as: UTF8.self)
    #expect(texts("lastmod", in: sitemap) == ["2026-02-05"])
    #expect(try bench.page("").contains("5 February 2026"))
    await bench.close()
  }

  @Test(arguments: [
    (0, "1970-01-01"), (86_399, "1970-01-01"), (951_782_400, "2000-02-29"),
    (1_770_000_000, "2026-02-02"), (-1, "1969-12-31"), (4_107_542_400, "2100-03-01"),
  ])
  func `counts days as the calendar does`(_ seconds: Int, _ day: String) {
    #expect(ISODay.text(ofSeconds: seconds) == day)
  }

  @Test func `dates a listing without a day from when it came`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k")])
    let slug = try #require(try bench.slugs().first)
    #expect(try bench.text("site/listings/\(slug).html").contains("\"datePosted\":\"1970-01-01\""))
    await bench.close()
  }
}
