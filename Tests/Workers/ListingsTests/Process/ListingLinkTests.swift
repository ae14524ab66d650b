import Testing

@testable import Listings

@Suite struct `A link` {
  @Test(arguments: [
    // Two links, and whether they lead to the same listing.
    (
      "https://portal.example/homes/house-48213?page=2",
      "https://portal.example/homes/house-48213", true
    ),
    (
      "https://portal.example/48213.html?ref=9#photos",
      "https://portal.example/48213.html?ref=7", true
    ),
    ("https://portal.example/mill-house?page=2", "https://portal.example/mill-house?page=3", true),
    ("https://a.example/listing.php?id=1", "https://a.example/listing.php?id=2", false),
    (
      "https://a.example/listing.php?id=1&lang=en",
      "https://a.example/listing.php?lang=ha&id=1", true
    ),
    ("https://a.example/show?Property_ID=7", "https://a.example/show?Property_ID=8", false),
    ("https://homes24000.example/?p=71", "https://homes24000.example/?p=72", false),
    ("https://a.example/#/listing/7", "https://a.example/#/listing/8", false),
    ("https://a.example/#!/listing/7?from=map", "https://a.example/#!/listing/7", true),
    // What may be the way there, beside a name or not.
    (
      "https://a.example/homes/sea-view?ref=page1", "https://a.example/homes/sea-view?ref=page2",
      true
    ),
    (
      "https://a.example/property-details?ref=A1", "https://a.example/property-details?ref=A2",
      false
    ),
    ("https://a.example/listing.php?ref=A1", "https://a.example/listing.php?ref=A2", false),
    ("https://a.example/homes2024.php?id=1", "https://a.example/homes2024.php?id=2", false),
    // A number that is of an area or a year.
    ("https://a.example/area/90210?id=7", "https://a.example/area/90210?id=8", false),
    ("https://a.example/area/90210?id=7&ref=1", "https://a.example/area/90210?id=7", true),
    ("https://a.example/homes-2026?ref=A12", "https://a.example/homes-2026?ref=A13", false),
    ("https://a.example/map-90210#/listing/7", "https://a.example/map-90210#/listing/8", false),
    ("https://a.example/house-48213#/photos", "https://a.example/house-48213?adid=7", true),
    ("https://a.example/mill#top", "https://a.example/mill", true),
  ])
  func `names the page of a listing`(_ first: String, _ second: String, _ isSame: Bool) {
    #expect((ListingLink.page(first) == ListingLink.page(second)) == isSame)
  }

  @Test(arguments: [
    // Links of one home in two files, and how many listings there are.
    (["https://a.example/homes/7", "http://a.example/homes/7"], 1),
    (["http://a.example/homes/7", "https://www.A.example/homes/7/"], 1),
    (["https://a.example/homes/7/", "https://a.example/homes/7"], 1),
    (["https://a.example/homes/7", "https://a.example/homes/8"], 2),
    (["https://a.example/l/?id=7", "https://a.example/l?id=7"], 1),
    (["https://a.example/l/?id=7", "https://b.example/l?id=7"], 2),
  ])
  func `leads to the same listing, however its address is written`(
    _ links: [String], _ count: Int
  ) async throws {
    let bench = try await MediaBench()
    for link in links { try await bench.drop(table: "title,price,link\nMill House,£5,\(link)\n") }
    let keys = try await bench.values("select key from listings_catalogue")
    #expect(keys.count == count)
    await bench.close()
  }

  @Test(arguments: [
    "https://a.example/homes/7", "https://www.a.example/homes/7", "http://a.example/homes/7/",
  ])
  func `keeps the key that an earlier version gave`(_ before: String) async throws {
    var hash = ContentHash()
    hash.append(before)
    var listing = Listing.sample(bedrooms: nil, area: nil)
    for link in [before, "https://a.example/homes/7", "http://www.a.example/homes/7/"] {
      listing.link = link
      #expect(Identity(listing, known: HashedKeys([hash])).key == hash.text)
    }
    listing.link = "https://a.example/homes/8"
    #expect(Identity(listing, known: HashedKeys([hash])).key != hash.text)
  }

  private func titles(_ link: (Int) -> String) async throws -> [String] {
    let bench = try StageBench()
    let rows = (1...6).map { "House \($0),\($0)000000,\(link($0))\n" }
    _ = try await bench.ingest("title,price,website\n" + rows.joined())
    return try await bench.process().values.map(\.listing.title)
  }

  @Test func `tells listings apart by a number behind the question mark`() async throws {
    let titles = try await titles { "https://agency.example/property.php?id=\($0)" }
    #expect(titles == (1...6).map { "House \($0)" })
  }

  @Test func `that all rows have makes no one listing of them`() async throws {
    #expect(try await titles { _ in "https://agency.example" }.count == 6)
  }
}
