import Testing

@testable import Listings

@Suite struct `An estimate from a market` {
  /// Houses of two towns, all from one seed: 1,000 for a square metre in the first, 1,500 in the
  /// second, 4 % for a bedroom more, and some noise.
  private static func houses(_ count: Int, seed: UInt64 = 5) -> [Listing] {
    var random = SplitMix(state: seed)
    return (0..<count).map { index in
      let area = Double.random(in: 60...240, using: &random).rounded()
      let bedrooms = Int.random(in: 1...5, using: &random)
      let isDear = index % 2 == 1
      let noise = Double.random(in: 0.93...1.07, using: &random)
      let price = area * (isDear ? 1500 : 1000) * (1 + 0.04 * Double(bedrooms)) * noise
      var listing = Listing.sample(
        line: index + 2, title: "House \(index)", price: Int(price),
        places: [isDear ? "Hill" : "Vale", "Shire"], bedrooms: bedrooms, area: area)
      listing.key = "h\(index)"
      return listing
    }
  }

  private static func plan(_ index: Int, of listings: [Listing]) async throws -> Plan {
    try await MarketStand(listings).plan(listings[index])
  }

  /// A developer's flats among other homes: their prices leave no scatter to measure others by.
  @Test func `is not sure of what differs from many that cost the same`() async throws {
    let others = Self.houses(10)
    let flats = (0..<30).map { index in
      var listing = Listing.sample(
        line: index + 100, title: "Flat \(index)", price: 50_000, places: ["Vale", "Shire"],
        bedrooms: 2, area: 80)
      listing.key = "f\(index)"
      return listing
    }
    let stand = try await MarketStand(flats + others)
    for listing in flats + others {
      let plan = stand.plan(listing)
      let (low, high) = (Double(plan.lowMinorUnits ?? 1), Double(plan.highMinorUnits ?? 1))
      #expect(plan.confidence != .high || high / low < 2.26, "\(listing.key)")
    }
    #expect(flats.allSatisfy { ![.farOver, .farUnder].contains(stand.plan($0).band) })
  }

  @Test func `names the kind of what was compared, and no other`() async throws {
    var listings = Self.houses(40).map { house in house.with { $0.kind = .house } }
    #expect(try await Self.plan(0, of: listings).comparedWith?.hasPrefix("house,") == true)
    listings[0].kind = .apartment
    #expect(try await Self.plan(0, of: listings).comparedWith?.hasPrefix("home,") == true)
  }

  @Test func `of a few listings is of their own place, if that has three others`() async throws {
    let listings = (0..<8).map { index in
      var listing = Listing.sample(
        line: index + 2, title: "House \(index)", price: index < 4 ? 60_000 : 90_000,
        places: [index < 4 ? "Lekki" : "Ikoyi", "Lagos"], bedrooms: 3, area: 100)
      listing.key = "h\(index)"
      return listing
    }
    let plan = try await Self.plan(0, of: listings)
    #expect(plan.comparables == 3)
    #expect(plan.comparedWith?.hasSuffix("in Lekki, Lagos") == true)
    #expect(plan.band != .farUnder && plan.band != .under)
    // With two others the wider place has to do, and is named.
    let few = try await Self.plan(0, of: Array(listings[1...]))
    #expect(few.comparables == 6)
    #expect(few.comparedWith?.hasSuffix("in Lagos") == true)
    #expect(few.comparedWith?.contains("Lekki") == false)
  }

  @Test(arguments: [4, 9, 24, 25, 104])
  func `is not moved by the listing's own price`(_ count: Int) async throws {
    var listings = Self.houses(count)
    let index = count - 1
    let before = try await Self.plan(index, of: listings)
    listings[index].price?.minorUnits *= 2
    let after = try await Self.plan(index, of: listings)
    #expect(before.estimateMinorUnits != nil)
    #expect(after.estimateMinorUnits == before.estimateMinorUnits)
    #expect(after.lowMinorUnits == before.lowMinorUnits)
    #expect(after.compared == before.compared)
    #expect(!before.compared.listings.contains { $0.key == listings[index].key })
  }

  @Test(arguments: [(60, 0.10), (200, 0.06)])
  func `is near what the listings were made from`(_ count: Int, _ error: Double) async throws {
    let listings = Self.houses(count)
    let stand = try await MarketStand(listings)
    let errors = try listings.map { listing in
      let plan = stand.plan(listing)
      let estimate = Double(try #require(plan.estimateMinorUnits))
      return abs(Double(try #require(listing.price?.minorUnits)) / estimate - 1)
    }
    #expect(errors.sorted()[count / 2] < error)
    let inside = listings.count { listing in
      let plan = stand.plan(listing)
      guard let low = plan.lowMinorUnits, let high = plan.highMinorUnits else { return false }
      return (low...high).contains(listing.price?.minorUnits ?? 0)
    }
    #expect(Double(inside) / Double(count) > 0.85)
  }

  @Test func `says of each comparable listing what was added and taken off`() async throws {
    let plan = try await Self.plan(3, of: Self.houses(80))
    #expect(plan.compared.listings.count == 15)
    #expect(plan.comparables == 15)
    #expect((99...101).contains(plan.compared.listings.reduce(0) { $0 + $1.percent }))
    for comparable in plan.compared.listings {
      let sum = comparable.adjustments.reduce(comparable.priceMinorUnits) { $0 + $1.minorUnits }
      #expect(sum == comparable.adjustedMinorUnits)
    }
    let words = plan.compared.listings.flatMap(\.adjustments).map(\.words)
    #expect(words.contains { $0.hasPrefix("area ") && $0.contains(" → ") })
    let explanation = try #require(plan.explanation)
    #expect(explanation.hasPrefix("15 comparable listings (house"))
    #expect(explanation.contains("Confidence: "))
  }

  @Test(arguments: [
    // Asks for 100 m² each; the last is judged. Between two the geometric mean is the middle.
    ([10, 20, 30, 40], 20), ([10, 20, 45, 90, 50], 30), ([7, 7, 7, 7], 7), ([40, 10, 30, 20], 30),
  ])
  func `from a handful is the middle of the others`(_ asks: [Int], _ expected: Int) async throws {
    let listings = asks.enumerated().map { index, ask in
      var listing = Listing.sample(line: index + 2, price: ask * 1000)
      listing.key = "k\(index)"
      return listing
    }
    let plan = try await Self.plan(asks.count - 1, of: listings)
    #expect(plan.estimateMinorUnits == expected * 1000_00)
    #expect(plan.confidence == .low)
  }

  @Test func `needs three others, and says so`() async throws {
    let plan = try await Self.plan(0, of: Self.houses(3))
    #expect(plan.estimateMinorUnits == nil)
    #expect(plan.explanation?.hasPrefix("No estimate: fewer than 3 comparable listings") == true)
  }

  @Test(arguments: [5, 50])
  func `of a listing without size and rooms is refused, with the reason`(_ count: Int) async throws
  {
    var listings = Self.houses(count)
    listings[0].areaSquareMetres = nil
    listings[0].bedrooms = nil
    let plan = try await Self.plan(0, of: listings)
    #expect(plan.estimateMinorUnits == nil)
    #expect(plan.explanation?.contains("neither area nor bedrooms") == true)
  }

  @Test func `does not mix currencies, deals and kinds of property`() async throws {
    var listings = Self.houses(12)
    for index in listings.indices {
      switch index % 4 {
      case 0: listings[index].price?.currency = "USD"
      case 1: listings[index].deal = .rent
      case 2: listings[index].kind = .land
      default: break
      }
    }
    for index in listings.indices {
      #expect(try await Self.plan(index, of: listings).comparables == 0)
    }
  }

  @Test func `is made for a listing without a price too`() async throws {
    var listings = Self.houses(100)
    let asked = Double(try #require(listings[7].price?.minorUnits))
    listings[7].price = nil
    let plan = try await Self.plan(7, of: listings)
    let estimate = Double(try #require(plan.estimateMinorUnits))
    #expect(abs(estimate / asked - 1) < 0.25)
    #expect(plan.band == nil)
    #expect(plan.deviation == nil)
    #expect(plan.outlook == nil)
  }

  @Test(arguments: [3, 40])
  func `says in what it is where the listing has no price`(_ count: Int) async throws {
    var listings = Self.houses(count + 1)
    for index in listings.indices { listings[index].price?.period = .month }
    listings[0].price = nil
    let plan = try await Self.plan(0, of: listings)
    #expect(plan.estimateUnit == PriceUnit(currency: "NGN", period: .month, isPerArea: false))
    let text = try #require(plan.explanation)
    #expect(text.contains("suggest ₦") && text.contains(" per month; 9 of 10"), "\(text)")
    let row = String(decoding: ListingExport.csv(of: Self.draft(of: plan)), as: UTF8.self)
    #expect(row.contains(",,NGN,month,"), "\(row)")
  }

  @Test func `of no currency is none where the listing has no price`() async throws {
    var listings = Self.houses(40)
    for index in listings.indices { listings[index].price?.currency = nil }
    listings[0].price = nil
    let stand = try await MarketStand(listings)
    #expect(stand.plan(listings[0]).estimateMinorUnits == nil)
    #expect(stand.plan(listings[0]).explanation?.contains("the currency is known") == true)
    #expect(stand.plan(listings[1]).estimateMinorUnits != nil)
  }

  private static func draft(of plan: Plan) -> Draft {
    var writer = DescriptionWriter()
    return writer.draft(for: plan)
  }

  @Test func `of a square metre is one of a square metre`() async throws {
    var listings = Self.houses(40)
    listings[4].price = Price(
      minorUnits: 1100_00, currency: "NGN", period: .once, isPerArea: true)
    let plan = try await Self.plan(4, of: listings)
    let estimate = Double(try #require(plan.estimateMinorUnits)) / 100
    #expect((700.0...1800).contains(estimate))
  }

  @Test func `takes up columns that no field takes, but none that repeat the price`() async throws {
    var listings = Self.houses(120)
    for index in listings.indices {
      let grade = index % 3
      listings[index].price?.minorUnits *= 2 + grade
      listings[index].extra = [
        "Grade=\(grade)", "Agency fee=\((listings[index].price?.minorUnits ?? 0) / 1000)",
      ]
    }
    let plan = try await Self.plan(10, of: listings)
    let words = plan.compared.listings.flatMap(\.adjustments).map(\.words)
    let estimate = Double(try #require(plan.estimateMinorUnits))
    #expect(abs(Double(try #require(listings[10].price?.minorUnits)) / estimate - 1) < 0.25)
    #expect(!words.contains { $0.contains("fee") })
  }

  @Test func `of a very large file rests on a sample`() async throws {
    let listings = Self.houses(300)
    let stand = try await MarketStand(listings, membersMax: 100)
    #expect((34...100).contains(stand.markets.count))
    #expect(stand.plan(listings[0]).comparables == 15)
  }
}

@Suite struct `How soon a listing is gone` {
  private static func traits() -> Traits {
    Traits(.sample(), places: PlaceIndex())
  }

  @Test(arguments: [(-0.3, Outlook.Speed.fast), (0.4, .slow)])
  func `is a belief until outcomes are known`(_ deviation: Double, _ speed: Outlook.Speed) {
    let outlook = OutlookModel([], groupCount: 0)
      .outlook(deviation: deviation, traits: Self.traits(), group: -1)
    #expect(outlook.speed == speed)
    #expect(outlook.outcomes == 0)
    #expect(outlook.sensitivity == -4)
  }

  @Test func `at the estimate, half are gone after 45 days`() {
    let outlook = OutlookModel([], groupCount: 0)
      .outlook(deviation: 0, traits: Self.traits(), group: -1)
    // 1 − 0.5^(30/45)
    #expect(abs(outlook.fastChance - 0.37) < 0.01)
  }

  @Test func `is learned from outcomes`() {
    let exposures = (0..<60).map { index in
      OutlookModel.Exposure(
        traits: Self.traits(), deviation: 0, group: -1, days: 7, isGone: index < 50)
    }
    let outlook = OutlookModel(exposures, groupCount: 0)
      .outlook(deviation: 0, traits: Self.traits(), group: -1)
    #expect(outlook.outcomes == 50)
    #expect(outlook.fastChance > 0.9)
  }
}

@Suite struct `An amount` {
  @Test(arguments: [
    (437_812.0, 438_000_00, 438_000_00), (1_234_567, 1_230_000_00, 1_230_000_00),
    (98.6, 98_60, 98_50), (2_710, 2_710_00, 2_720_00), (0.5, 50, 50),
  ])
  func `is rounded to what is known, and to what is asked`(
    _ amount: Double, _ estimate: Int, _ asked: Int
  ) {
    #expect(Amounts.rounded(amount) == estimate)
    #expect(Amounts.asked(amount) == asked)
  }

  @Test func `that no integer holds does no harm`() {
    #expect(Amounts.minorUnits(1e30) > 0)
    #expect(Amounts.rounded(1e30) > 0)
  }
}

@Suite struct `A comparable listing` {
  @Test(arguments: [nil, 1.25])
  func `comes out of a stream as it went in`(_ kilometres: Double?) {
    let listing = ComparableListing(
      key: "a-1", title: "Two, \"three\" → four", isSold: true, priceMinorUnits: 100,
      adjustedMinorUnits: 90, kilometres: kilometres, percent: 12,
      adjustments: [.init(words: "area 90 → 120", minorUnits: -10)])
    #expect(ComparedListings(text: listing.text).listings.first == listing)
  }

  @Test func `whose title holds the marks of the encoding loses them`() throws {
    let listing = ComparableListing(
      key: "a", title: "x\u{1e}y\u{1f}z", isSold: false, priceMinorUnits: 1,
      adjustedMinorUnits: 1, kilometres: nil, percent: 100, adjustments: [])
    #expect(try #require(ComparedListings(text: listing.text).listings.first).title == "x y z")
  }

  @Test(arguments: ["", "a\u{1e}b", "a\u{1e}b\u{1e}\u{1e}x\u{1e}1\u{1e}\u{1e}2"])
  func `is not made from something else`(_ text: String) {
    #expect(ComparedListings(text: text).listings.first == nil)
  }
}

@Suite struct `A column that no field takes` {
  @Test(arguments: [
    ("sold_on", MarketColumns.Meaning.sold), ("Date Sold", .sold), ("Grade", .figure),
    ("view", .figure), ("Agency Fee", .nothing), ("price_per_sqft", .nothing), ("", .nothing),
    ("column 1", .nothing), ("column house", .figure),
  ])
  func `is taken for what its name says`(_ name: String, _ meaning: MarketColumns.Meaning) {
    #expect(MarketColumns.standard.meaning(name) == meaning)
  }
}

@Suite struct `A day as a number` {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-01-02", 1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
    ("2026-11-21", 20_778), ("1900-01-01", -25_567),
  ])
  func `counts from 1970`(_ text: String, _ number: Int) {
    #expect(Day(text)?.number == number)
  }
}
