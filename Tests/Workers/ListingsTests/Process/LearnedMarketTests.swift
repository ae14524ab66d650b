import Files
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Listings

@Suite struct `What a market has taught` {
  /// Flats and houses of three towns, with a grade, from one seed; half of them are to let.
  private static func homes(_ count: Int) -> [Listing] {
    var random = SplitMix(state: 9)
    return (0..<count).map { index in
      let area = Double.random(in: 40...250, using: &random).rounded()
      let grade = Int.random(in: 1...9, using: &random)
      let noise = Double.random(in: 0.9...1.1, using: &random)
      let price = area * (900 + 100 * Double(grade)) * noise
      var listing = Listing.sample(
        line: index + 2, title: "Home \(index)", price: Int(price),
        places: [["Hill", "Vale", "Moor"][index % 3], "Shire"], bedrooms: index % 5 + 1,
        area: area)
      listing.key = "h\(index)"
      listing.typeText = index % 3 == 0 ? "Flat" : "House"
      listing.extra = ["Grade=\(grade)"]
      listing.features = index % 4 == 0 ? ["Garden"] : []
      listing.listed = "2025-0\(index % 9 + 1)-11"
      if index % 5 == 0 { listing.deal = .rent }
      if index % 2 == 0 {
        listing.latitude = 6 + Double(index % 7) / 50
        listing.longitude = 3
      }
      return listing
    }
  }

  private static func learned(_ listings: [Listing]) async throws -> LearnedMarkets {
    var places = PlaceIndex()
    for listing in listings { places.insert(listing.places) }
    places.close()
    var markets = Markets()
    for listing in listings { markets.insert(listing, key: listing.key, places: places) }
    try await markets.close()
    return LearnedMarkets(places: places, markets: markets)
  }

  private static func plan(_ listing: Listing, _ learned: LearnedMarkets) -> Plan {
    Appraiser(places: learned.places, markets: learned.markets).plan(for: listing)
  }

  /// Rows of the file that is judged: few are looked up one by one, many in trees.
  @Test(arguments: [1, 1000], [12, 150])
  func `judges as before when it has been kept`(_ rows: Int, _ count: Int) async throws {
    let listings = Self.homes(count)
    let learned = try await Self.learned(listings)
    let kept = try #require(LearnedMarkets(learned.bytes, rows: rows))
    #expect(kept.bytes == learned.bytes)
    #expect(kept.markets.count == count)
    for index in listings.indices {
      var stranger = listings[index]
      stranger.key = "new"
      stranger.areaSquareMetres = 77
      for listing in [listings[index], stranger] {
        #expect(Self.plan(listing, kept) == Self.plan(listing, learned))
      }
    }
  }

  @Test func `is not read from bytes that were cut or are of something else`() async throws {
    let bytes = try await Self.learned(Self.homes(60)).bytes
    for count in stride(from: 0, to: bytes.count, by: bytes.count / 50) {
      #expect(LearnedMarkets(Array(bytes.prefix(count)), rows: 1) == nil, "\(count) bytes")
    }
    #expect(LearnedMarkets(bytes + [0], rows: 1) == nil)
    #expect(LearnedMarkets([UInt8](repeating: 0xff, count: 500), rows: 1) == nil)
  }

  @Test func `is asked for a kind of home that has no price anywhere`() async throws {
    var listings = Self.homes(60)
    listings[1].price = nil
    listings[1].typeText = "Houseboat"
    listings[1].features = ["Mooring"]
    let plan = Self.plan(listings[1], try await Self.learned(listings))
    #expect(plan.estimateMinorUnits != nil)
    let words = plan.compared.listings.flatMap(\.adjustments).map(\.words)
    #expect(words.contains { $0.hasPrefix("type ") && $0.hasSuffix("Houseboat") })
  }

  @Test(arguments: [
    (1000, 0, 50, true), (1000, 0, 51, false), (1000, 49, 1, true), (19, 0, 1, false),
  ])
  func `serves until more than 1 in 20 has changed`(
    _ members: Int, _ changed: Int, _ rows: Int, _ suits: Bool
  ) {
    #expect(MarketTable.Kept(item: 1, members: members, changed: changed).suits(rows) == suits)
  }

  @Test func `counts once its file is published, and what has changed since is counted`()
    async throws
  {
    let directory = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: (directory.path / "db").description)
    try await Migration.apply([MarketTable.migration, MarketTable.changes], to: database)
    try await database.write { connection in
      let table = MarketTable(connection, business: "acme")
      #expect(try table.kept() == nil)
      try table.propose([1], members: 100, item: 3)
      try table.propose([2], members: 200, item: 4)
      #expect(try table.kept() == nil)
      try table.settle(item: 3, changed: 100)
      try table.settle(item: 5, changed: 2)
      let kept = try #require(try table.kept())
      #expect((kept.item, kept.members, kept.changed) == (3, 100, 2))
      #expect(try table.body(of: kept) == [1])
      try table.settle(item: 4, changed: 200)
      #expect(try table.kept().map { [$0.item, $0.changed] } == [4, 0])
      // Held listings of it that are let go later.
      try table.settle(item: 4, changed: 1)
      #expect(try table.kept().map { [$0.item, $0.changed] } == [4, 1])
      #expect(try MarketTable(connection, business: "other").kept() == nil)
    }
    await database.close()
  }

  @Test func `serves a file that changes little`() async throws {
    let bench = try await MediaBench()
    let rows = (0..<60).map { "R\($0),House \($0),House,\(100_000 + $0 * 1000),\(50 + $0),Lekki" }
    let head = "reference,title,type,price,area sqm,location"
    let first = try await bench.drop(table: ([head] + rows).joined(separator: "\n"))
    #expect(!first.decisions.contains { $0.contains("earlier listings taught") })
    for price in [90_000, 95_000, 99_000] {
      let change = try await bench.drop(table: "\(head)\nR7,House 7,House,\(price),57,Lekki\n")
      #expect(change.decisions.contains { $0.contains("from what 60 earlier listings taught") })
    }
    // With one more, four of 60 have changed.
    let fourth = try await bench.drop(table: "\(head)\nR9,House 9,House,91000,59,Lekki\n")
    #expect(fourth.decisions.contains { $0.contains("also from 60 of earlier files") })
    await bench.close()
  }

  @Test(arguments: [(3, true), (4, false)])
  func `serves no file that brings a market of its own`(_ count: Int, _ isKept: Bool) async throws {
    let bench = try await MediaBench()
    let head = "reference,title,type,price,currency,area sqm,location"
    let known = (0..<120).map { "R\($0),House \($0),House,\(100_000 + $0),NGN,\(50 + $0),Lekki" }
    try await bench.drop(table: ([head] + known).joined(separator: "\n") + "\n")
    let new = (0..<count).map { "G\($0),House G\($0),House,\(9000 + $0),GHS,\(90 + $0),Accra" }
    let result = try await bench.drop(table: ([head] + new).joined(separator: "\n") + "\n")
    #expect(result.decisions.contains { $0.contains("also from 120 of earlier files") } == !isKept)
    let kept = try bench.contents("listings.json")
    let lines = String(decoding: kept, as: UTF8.self).split(separator: "\n")
    let estimated = lines.count { $0.contains("\"G") && $0.contains(/"estimate":[0-9]/) }
    #expect(estimated == (isKept ? 0 : count))
    await bench.close()
  }
}
