import Pipeline
import Testing

@testable import Listings

@Suite struct `Rows of a file` {
  @Test func `that repeat an earlier one are left out before anything is compared`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      """
      title,description,price,location,bedrooms,bathrooms,area
      Sea View,Quiet home,500000, Lagos ,5,4,300
      Green Field,5 acres,20000,OGUN,,0,5000
      Low House,Needs care,5000, Abuja,3,2,200
      Sea View,Quiet home,500000, Lagos ,5,4,300

      """)
    let run = try await bench.process()
    #expect(run.values.map(\.listing.line) == [2, 3, 4])
    #expect(run.values.map(\.listing.location) == ["Lagos", "OGUN", "Abuja"])
    #expect(
      run.rejects == [
        .init(line: 5, column: nil, value: "Sea View", reason: "same listing as line 2")
      ])
  }

  @Test func `with the same reference are one listing`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "id,title,price\n" + (1...20).map { "\($0),Flat \($0),\($0)00\n" }.joined()
        + "7,Another flat,900\n")
    let run = try await bench.process()
    #expect(run.values.count == 20)
    #expect(run.rejects.map(\.reason) == ["same listing as line 8"])
  }

  @Test func `that differ only in price are two listings with two keys`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest("title,location,price\nFlat,Yaba,100\nFlat,Yaba,200\n")
    let keys = try await bench.process().values.map(\.listing.key)
    #expect(keys.count == 2)
    #expect(keys.last == keys.first.map { "\($0)-2" })
  }

  @Test func `get the same plans every time`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(Self.market)
    let first = try await bench.process().values
    #expect(try await bench.process().values == first)
  }

  @Test func `are judged by what comparable ones ask`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(Self.market)
    let plans = try await bench.process().values
    let fair = try #require(plans.first { $0.listing.title == "House 3" })
    #expect(fair.band == .fair)
    #expect(fair.comparables == 6)
    #expect(fair.comparedWith == "house in Ikeja, Lagos")
    #expect(fair.estimateMinorUnits == 30_000_000)
    let dear = try #require(plans.first { $0.listing.title == "Dear House" })
    #expect(dear.band == .farOver)
    #expect(dear.deviation == 0.5)
    let bait = try #require(plans.first { $0.listing.title == "Bait House" })
    #expect(bait.evidence.first?.hasPrefix("price: the price is 5 % of what ") == true)
    #expect(bait.risk > 0.99)
    let far = try #require(plans.first { $0.listing.title == "Far House" })
    #expect(far.estimateMinorUnits == nil, "nobody says that Abuja asks in the same currency")
    let land = try #require(plans.first { $0.listing.title == "Land" })
    #expect(land.band == nil)
    #expect(land.comparables == 0)
  }

  /// 3,000 for a square metre is what a house in Ikeja asks.
  private static let market = """
    title,price,location,bedrooms,area
    House 1,300000,"Ikeja, Lagos",3,100
    House 2,290000,"Ikeja, Lagos",3,100
    House 3,310000,"Ikeja, Lagos",3,100
    House 4,600000,"Ikeja, Lagos",3,200
    House 5,301000,"Ikeja, Lagos",3,100
    Dear House,450000,"Ikeja, Lagos",3,100
    Bait House,15000,"Ikeja, Lagos",3,100
    Far House,300000,Abuja,3,100
    Land,5000,"Ikeja, Lagos",,1000

    """

  @Test func `are compared by bedrooms where no area is known`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "title,price,bedrooms\n"
        + [100, 110, 90, 100, 240].enumerated().map {
          "Flat \($0.offset),\($0.element),\($0.offset == 4 ? 2 : 1)\n"
        }.joined())
    let plans = try await bench.process().values
    #expect(plans.map(\.comparables) == [3, 3, 3, 3, 0])
    #expect(plans[1].comparedWith == "1-bedroom apartment in all places")
    #expect(plans[1].estimateMinorUnits == 10_000)
  }

  @Test func `are compared by rooms where no bedrooms are known either`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "title,price,rooms\n"
        + [100, 110, 90, 100, 240].enumerated().map {
          "Flat \($0.offset),\($0.element),\($0.offset == 4 ? 2 : 1)\n"
        }.joined())
    let plans = try await bench.process().values
    #expect(plans.map(\.comparables) == [3, 3, 3, 3, 0])
    #expect(plans[1].comparedWith == "apartment in all places")
    #expect(plans[1].estimateMinorUnits == 10_000)
  }

  @Test func `with an impossible area are compared without it`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "title,price,bedrooms,area\n"
        + (1...5).map { "House \($0),100\($0),4,\($0 == 1 ? "0.5" : "200")\n" }.joined())
    let plan = try #require(try await bench.process().values.first)
    #expect(plan.comparedWith == "4-bedroom house in all places")
    #expect(plan.warnings.first?.hasPrefix("area-impossible: ") == true)
  }
}

@Suite struct `A listing` {
  @Test(arguments: [
    // Title, deal, bedrooms, size; what is odd.
    ("4 bedroom house for sale", "sale", 4, 200, []),
    ("4 bedroom house for sale", "sale", 3, 200, ["title-bedrooms"]),
    ("Four-bedroom house", "sale", 3, 200, ["title-bedrooms"]),
    ("Twelve bedroom house", "sale", 12, 200, []),
    ("4-bed house", "sale", 3, 200, ["title-bedrooms"]),
    ("House of 200 sqm", "sale", 3, 210, []), ("House of 200 sqm", "sale", 3, 400, ["title-size"]),
    ("House to let", "sale", 3, 200, ["title-deal"]), ("House to let", "rent", 3, 200, []),
    ("House", "sale", 3, 9, ["area-impossible"]),
  ])
  func `is told where its title contradicts its columns`(
    _ title: String, _ deal: String, _ bedrooms: Int, _ size: Int, _ codes: [String]
  ) async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "title,price,deal,bedrooms,area\n\(title),100000,\(deal),\(bedrooms),\(size)\n")
    let plan = try #require(try await bench.process().values.first)
    #expect(plan.warnings.map { String($0.prefix { $0 != ":" }) } == codes)
    #expect((plan.risk > 0) == !codes.isEmpty)
  }

  @Test(arguments: [
    ("For sale", "£1,500 pcm", ["deal-period"]), ("For sale", "£300 per week", ["deal-period"]),
    ("To let", "£1,500 pcm", []), ("For sale", "£250,000", []),
  ])
  func `is told where it is for sale at a rent`(
    _ deal: String, _ price: String, _ codes: [String]
  ) async throws {
    let bench = try StageBench()
    _ = try await bench.ingest("title,price,deal,bedrooms\nMill House,\"\(price)\",\(deal),3\n")
    let plan = try #require(try await bench.process().values.first)
    #expect(plan.warnings.map { String($0.prefix { $0 != ":" }) } == codes)
  }

  @Test(
    arguments: [
      // Of what is in a title, the floor or the ground.
      ("5 bedroom duplex on 600sqm land", nil, 600), ("Duplex on 600 sqm", nil, 600),
      ("Villa, 600m² lot", nil, 600), ("Villa with 600 sqm of land", nil, 600),
      ("Bungalow on approx. 600sqm", nil, 600), ("House of 200 sqm", 200, nil),
      ("200 sqm house", 200, nil), ("600sqm land", 600, nil),
    ] as [(String, Double?, Double?)])
  func `has the size of its title as that of what it is of`(
    _ title: String, _ area: Double?, _ plot: Double?
  ) async throws {
    let bench = try StageBench()
    _ = try await bench.ingest("title,price\n\"\(title)\",£5\n")
    let listing = try #require(try await bench.process().values.first?.listing)
    #expect(listing.areaSquareMetres == area)
    #expect(listing.plotSquareMetres == plot)
    // Its key is that of before: else the same row would be another listing.
    var before = listing
    (before.areaSquareMetres, before.plotSquareMetres) = (area ?? plot, nil)
    #expect(Identity(before).key == listing.key)
  }

  @Test func `was not built in a year to come`() async throws {
    let bench = try StageBench()
    let ingest = try await bench.ingest("title,price,year built\nA,£5,2026\nB,£6,2028\nC,£7,2001\n")
    #expect(ingest.rejects.map(\.line) == [3])
    #expect(ingest.rejects.first?.reason.hasPrefix("it is a year to come") == true)
    let years = try await bench.process().values.map(\.listing.yearBuilt)
    #expect(years == [2026, nil, 2001])
  }

  @Test func `takes from its title what the columns do not say`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "title,price\n5 bedroom detached house for sale,£5\n1800m2 Land to let,£6\n")
    let listings = try await bench.process().values.map(\.listing)
    #expect(listings.map(\.bedrooms) == [5, nil])
    #expect(listings.map(\.areaSquareMetres) == [nil, 1800])
    #expect(listings.map(\.kind) == [.house, .land])
    #expect(listings.map(\.deal) == [.sale, .rent])
    #expect(listings.map(\.price?.currency) == ["GBP", "GBP"])
  }

  @Test func `has its places from the narrowest to the widest, however they were written`()
    async throws
  {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "Location,Price,Bedrooms\n"
        + (["Karen"] + (1...7).map { "Estate \($0)" }).map { "Nairobi - \($0),5,2\n" }.joined())
    let places = try await bench.process().values.map(\.listing.places)
    #expect(places.first == ["Karen", "Nairobi"])
  }

  @Test func `without a title gets one of its own facts`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest("type,location,price,bedrooms\nDuplex,Yaba,5,4\n")
    let listing = try await bench.process().values.first?.listing
    #expect(listing?.title == "4-bedroom duplex in Yaba")
  }

  @Test func `comes out of a stream as it went in`() async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      "ref,title,price,location,size,link\nA-1,\"Two\tlines\nhere\",£5 pcm,Yaba,50,https://a.b/c\n")
    let listing = try #require(try await bench.process().values.first?.listing)
    #expect(listing.key == "A-1")
    #expect(listing.title == "Two lines here")
    #expect(listing.price?.period == .month)
    #expect(listing.link == "https://a.b/c")
    #expect(listing.deal == .rent)
  }
}
