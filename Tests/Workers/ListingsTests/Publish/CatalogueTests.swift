import Rules
import Testing

@testable import Listings

@Suite struct `A catalogue` {
  /// Sixty listings of all kinds, so that lists have several pages.
  private static let listings: [Listing] = (0..<60).map { number in
    let kinds = Listing.Kind.allCases
    let place = ["Opebi", "Alausa", "Maryland"][number % 3]
    return Listing.offer(
      "k\(number)", kinds[number % kinds.count], number % 4 == 0 ? .rent : .sale,
      price: 1_000_000 + number * 10_000, places: [place, "Ikeja"]
    ).with {
      $0.bedrooms = number % 5 + 1
      $0.listed = number % 2 == 0 ? "2025-10-\(10 + number % 20)" : nil
    }
  }

  @Test func `is published as the same bytes in every place`() async throws {
    var trees: [[String: [UInt8]]] = []
    for _ in 0..<2 {
      let bench = try await CatalogueBench()
      try await bench.publish(Self.listings, ["site_address": .text("https://acme.example")])
      trees.append(try bench.published())
      await bench.close()
    }
    #expect(trees[0] == trees[1])
    for name in [
      "listings.csv", "listings.json", "site/index.html", "site/page-2.html",
      "site/style.css", "site/icon.svg", "site/404.html", "site/robots.txt", "site/sitemap.xml",
      "site/for-sale/houses/index.html", "site/to-rent/in-opebi/index.html",
    ] {
      #expect(trees[0][name] != nil, "\(name) is missing")
    }
  }

  @Test func `leaves every file untouched when the same comes again`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings)
    let before = try bench.inodes()
    let decisions = try await bench.publish(Self.listings)
    #expect(try bench.inodes() == before)
    #expect(decisions.contains { $0.contains("; 0 pages were written") })
    await bench.close()
  }

  @Test func `writes only the pages that a change shows on`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings)
    let before = try bench.inodes()
    let changed = Self.listings[7].with { $0.features = ["Garden"] }
    try await bench.publish([changed])
    let after = try bench.inodes()
    #expect(Set(after.keys) == Set(before.keys))
    let written = after.filter { before[$0.key] != $0.value }.keys
    #expect(written.contains("listings.csv"))
    #expect(written.contains("listings.json"))
    #expect(!written.contains("site/style.css"))
    let page = try #require(written.first { $0.contains("-\(KeyLetters("k7").prefix(4)).html") })
    #expect(try bench.text(page).contains("Garden"))
    // The listing shows once among all, its deal, its kind, its place, and these combined; where
    // deal and kind are chosen by price and by bedrooms too; and with at most a few others as
    // similar.
    #expect(written.filter { !$0.contains("/listings/") }.count <= 2 + 8 + 4)
    #expect(written.filter { $0.contains("/listings/") }.count <= 1 + 6)
    await bench.close()
  }

  @Test func `comes out the same, changed bit by bit or made anew`() async throws {
    let bench = try await CatalogueBench()
    let options: [String: RuleValue] = [
      "site_address": .text("https://acme.example"), "country": .text("NG"),
    ]
    try await bench.publish(Self.listings, options)
    for change in [0, 59, 60] {
      let changed = Self.listings[change % 60].with {
        $0.key = "k\(change)"
        $0.price?.minorUnits = 77_000_000 + change * 100
        $0.places = ["Ogba", "Ikeja"]
      }
      try await bench.publish([changed], options)
    }
    try await bench.publish(Array(Self.listings[20...]), ["snapshot": .text("true")])
    let last = [Self.listings[50]]
    try await bench.publish(last, options)
    let before = try bench.published()
    try await bench.startOver()
    try await bench.publish(last, options)
    let after = try bench.published()
    #expect(before.keys.sorted() == after.keys.sorted())
    for (name, bytes) in before { #expect(bytes == after[name], "\(name) differs") }
    await bench.close()
  }

  @Test func `leaves a channel's file alone that a change does not show in`() async throws {
    let bench = try await CatalogueBench()
    let land = Listing.offer("land", .land, .rent, price: nil)
    try await bench.publish(Self.listings + [land], ["country": .text("NG")])
    let before = try bench.inodes()
    let name = "channels/reso/left-out.csv"
    #expect(before[name] != nil)
    for price in 1...3 {
      let changed = Self.listings[7].with { $0.price?.minorUnits = price * 1_000_000 }
      let decisions = try await bench.publish([changed], ["country": .text("NG")])
      #expect(try bench.inodes()[name] == before[name])
      #expect(decisions.count > 0)
    }
    await bench.close()
  }

  @Test func `is whole again after somebody took the site away`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings)
    let before = try bench.published().filter { $0.key.hasPrefix("site/") }
    try bench.removeSite()
    try await bench.publish([Self.listings[0]])
    #expect(try bench.published().filter { $0.key.hasPrefix("site/") } == before)
    await bench.close()
  }

  @Test func `keeps what a later file does not name, unless files are snapshots`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings)
    try await bench.publish(Array(Self.listings.prefix(10)))
    #expect(try bench.slugs().count == 60)
    let all = try bench.slugs()
    try await bench.publish(Array(Self.listings.prefix(10)), ["snapshot": .flag(true)])
    #expect(try bench.slugs().count == 10)
    #expect(try bench.published()["site/page-2.html"] == nil)
    #expect(try bench.text("listings.csv").split(separator: "\r\n").count == 11)
    try await bench.publish(Self.listings, ["snapshot": .flag(true)])
    #expect(try bench.slugs() == all)
    #expect(try bench.text("listings.csv").split(separator: "\r\n").count == 61)
    await bench.close()
  }

  /// Its held records are released, or it is tried again, when newer files were published.
  @Test func `takes nothing from a file that is older than what is there`() async throws {
    let bench = try await CatalogueBench()
    let home = Self.listings[0]
    func priced(_ naira: Int) -> Listing { home.with { $0.price?.minorUnits = naira * 100 } }
    try await bench.publish([priced(100), Self.listings[1]])
    try await bench.publish([Self.listings[1]])
    try await bench.publish([priced(300)])
    #expect(try await bench.kept(1)?.plan.listing.price?.minorUnits == 30_000)
    let late = try await bench.publish(
      [priced(200), Self.listings[1], Self.listings[2]], asItem: 2)
    #expect(try await bench.kept(1)?.plan.listing.price?.minorUnits == 30_000)
    #expect(try bench.slugs().count == 3)
    #expect(
      late.contains("1 row was not taken: a file that came later tells of its listing (line 2)."))
    // A newer one that told what was known already is newer all the same.
    try await bench.publish([Self.listings[2]])
    try await bench.publish([Self.listings[2].with { $0.bedrooms = 9 }], asItem: 3)
    #expect(try await bench.kept(3)?.plan.listing.bedrooms == Self.listings[2].bedrooms)
    // What is not in an older snapshot came later.
    let snapshot = try await bench.publish([priced(100)], ["snapshot": .flag(true)], asItem: 1)
    #expect(try bench.slugs().count == 3)
    #expect(!snapshot.contains { $0.contains("no longer offered") })
    await bench.close()
  }

  /// What is held or left out now is on the site no longer; what others told of is.
  @Test func `has of a file that is run again what it tells of now`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(Array(Self.listings[0..<3]))
    try await bench.publish([Self.listings[2]])
    try await bench.publish([Self.listings[3]], asItem: 1, decision: "released record 1")
    #expect(try bench.slugs().count == 4)
    let again = try await bench.publish(
      [Self.listings[0]], asItem: 1, decision: "run again from ingest")
    #expect(again.contains("2 listings are no longer offered."))
    #expect(try bench.slugs().count == 2)
    await bench.close()
  }

  @Test func `gives each listing an address that stays`() async throws {
    let bench = try await CatalogueBench()
    let twins = (0..<40).map { Listing.offer("twin \($0)").with { $0.bedrooms = 3 } }
    try await bench.publish(twins)
    let slugs = try bench.slugs()
    #expect(slugs.count == 40)
    try await bench.publish(twins.reversed().map { $0.with { $0.bedrooms = 4 } })
    #expect(try bench.slugs() == slugs)
    await bench.close()
  }

  @Test func `keeps a draft as it was given`() async throws {
    let bench = try await CatalogueBench()
    let listing = Listing.offer("whole").with {
      $0.reference = "R-1"
      $0.ownText = "Two\nlines"
      $0.price = Price(
        minorUnits: 12_345, maximumMinorUnits: 23_456, currency: "GBP", period: .month,
        isPerArea: true)
      $0.priceText = "from £123.45"
      $0.typeText = "Flat"
      $0.location = "Ikeja, Lagos"
      $0.bedrooms = 2
      $0.bathrooms = 1.5
      $0.toilets = 3
      $0.parkingSpaces = 1
      $0.areaSquareMetres = 81.5
      $0.areaText = "81.5 m²"
      $0.plotSquareMetres = 400
      $0.yearBuilt = 1998
      $0.furnishing = "Furnished"
      $0.features = ["Garden", "Pool"]
      $0.latitude = 6.6
      $0.longitude = 3.35
      $0.listed = "2025-10-17"
      $0.agent = "Acme"
      $0.phone = "+234 800 000"
      $0.link = "https://acme.example/1"
      $0.photos = ["a.jpg"]
      $0.extra = ["x=1"]
    }
    try await bench.publish([listing])
    // But for the line: the same listing may stand elsewhere in the next file.
    #expect(try await bench.kept(1)?.plan.listing == listing.with { $0.line = 0 })
    await bench.close()
  }

  @Test func `keeps its table safe for a spreadsheet`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish([Listing.offer("k").with { $0.title = "=HYPERLINK(\"x\")" }])
    let csv = try bench.text("listings.csv")
    #expect(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""))
    await bench.close()
  }
}
