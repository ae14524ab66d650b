import Rules
import Testing

@testable import Listings

@Suite struct `Listings that agree in all but their price` {
  private static let head = "title,location,price,deal\n"

  private static func table(_ rows: [String]) -> String {
    head
      + rows.map { "Flat in Mill Court,Yaba,\($0)\($0.contains(",") ? "" : ",")\n" }.joined()
  }

  /// Prices and endings of keys in the catalogue.
  private func keys(after files: [[String]]) async throws -> [String] {
    let bench = try await MediaBench()
    for rows in files { try await bench.drop(table: Self.table(rows)) }
    let kept = try await bench.values(
      """
      select coalesce(price / 100, '') || substr(key, 14) from listings_catalogue
      order by length(key), key
      """)
    await bench.close()
    return kept
  }

  @Test(arguments: [
    // Prices in the files one after the other, then those of the first key, of `-2`, …
    ([["100", "200"]], ["100", "200-2"]),
    // In whatever order.
    ([["100", "200"], ["200", "100"]], ["100", "200-2"]),
    ([["100", "200", "300"], ["300", "100", "200"]], ["100", "200-2", "300-3"]),
    // One of them alone.
    ([["100", "200"], ["200"]], ["100", "200-2"]),
    // Of one whose price has changed, the nearest.
    ([["100", "200"], ["220", "100"]], ["100", "220-2"]),
    ([["100", "200"], ["190", "110"]], ["110", "190-2"]),
    ([["100", "200"], ["180"]], ["100", "180-2"]),
    // The one that is new stands first.
    ([["100"], ["300", "100"]], ["100", "300-2"]),
    ([["100", "200"], ["300", "200", "100"]], ["100", "200-2", "300-3"]),
    // Without a price.
    ([["100", "POA"], ["POA", "100"]], ["100", "-2"]),
    // One alone, whatever it asks.
    ([["100"], ["250"]], ["250"]),
    // For sale and to let.
    ([["100,sale", "90,rent"], ["95,sale"]], ["95", "90-2"]),
    // The same in files of their own.
    ([["100,sale"], ["90,rent"]], ["100", "90-2"]),
    ([["100,sale"], ["90,rent"], ["95,sale"], ["80,rent"]], ["95", "80-2"]),
    ([["90,rent"], ["100,sale"], ["100,sale", "80,rent"]], ["80", "100-2"]),
    // Who said no deal has changed none.
    ([["100"], ["90,rent"]], ["90"]), ([["90,rent"], ["100"]], ["100"]),
  ])
  func `keep their keys from file to file`(_ files: [[String]], _ expected: [String]) async throws {
    #expect(try await keys(after: files) == expected)
  }

  @Test func `do not come back from the market as another one`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table(["100", "200"]))
    try await bench.drop(table: "title,location,price,status\nFlat in Mill Court,Yaba,200,Sold\n")
    try await bench.drop(table: Self.table(["100", "500"]))
    let sql = """
      select coalesce(price / 100, '') || substr(key, 14) || ' ' || retired from listings_catalogue
      order by length(key), key
      """
    #expect(try await bench.values(sql) == ["100 0", "200-2 1", "500-3 0"])
    await bench.close()
  }

  @Test func `change their deal where each table is the whole stock`() async throws {
    let bench = try await MediaBench(["snapshot": .flag(true)])
    for row in ["100,sale", "90,rent"] { try await bench.drop(table: Self.table([row])) }
    let sql = "select coalesce(price / 100, '') || substr(key, 14) from listings_catalogue"
    #expect(try await bench.values(sql) == ["90"])
    await bench.close()
  }

  @Test func `are told in the report`() async throws {
    let bench = try await MediaBench()
    let decisions = try await bench.drop(table: Self.table(["100", "200", "300"])).decisions
    #expect(decisions.contains { $0.contains("told apart by it: 3;") })
    await bench.close()
  }

  @Test func `of very many the like are told apart as fast`() async throws {
    var twins = Twins()
    let facts = ContentHash()
    let count = 20_000
    for line in 1...count {
      twins.insert(facts, Twins.Asked(offer: .sale, price: line * 10), line: line)
    }
    twins.sort()
    let kept = (1...count).map {
      Twins.Kept(
        ordinal: $0, asked: Twins.Asked(offer: .sale, price: $0 * 10 + 1), isRetired: false)
    }
    twins.close(with: [facts: kept])
    #expect((1...count).allSatisfy { twins.ordinal(ofLine: $0) == $0 })
  }
}

@Suite struct `Homes that agree in all facts and the price` {
  private static let head = "title,location,price,unit,description\n"

  /// Unit, price and text of each row: `1 100 a`.
  private static func table(_ rows: [String]) -> String {
    head
      + rows.map { row in
        let parts = row.split(separator: " ", omittingEmptySubsequences: false)
        return "Flat in Mill Court,Yaba,\(parts[1]),\(parts[0]),\(parts[2])\n"
      }.joined()
  }

  @Test(arguments: [
    // Rows of the files one after the other, and what is on offer then, with its key's ending.
    ([["1 100 a", "2 100 a", "3 100 a"]], ["1 100 a", "2 100 a -2", "3 100 a -3"]),
    ([["1 100 a", "1 100 a"]], ["1 100 a"]),
    ([[" 100 a", " 100 b", " 100 c"]], [" 100 a", " 100 b -2", " 100 c -3"]),
    // In another order, one alone, with another price and another text.
    ([["1 100 a", "2 100 a"], ["2 100 a", "1 100 a"]], ["1 100 a", "2 100 a -2"]),
    ([["1 100 a", "2 100 a"], ["2 100 a"]], ["1 100 a", "2 100 a -2"]),
    ([["1 100 a", "2 100 a"], ["2 120 a"]], ["1 100 a", "2 120 a -2"]),
    ([["1 100 a", "2 100 a"], ["2 120 b"]], ["1 100 a", "2 120 b -2"]),
    ([["1 100 a", "2 100 a"], ["3 100 a"]], ["1 100 a", "2 100 a -2", "3 100 a -3"]),
    ([["1 100 a"], ["2 100 a"]], ["1 100 a", "2 100 a -2"]),
    ([[" 100 a", " 100 b"], [" 90 b"]], [" 100 a", " 90 b -2"]),
    // Nobody can say which of them it is: none is overwritten.
    ([[" 100 a", " 100 b"], [" 100 c"]], [" 100 a", " 100 b -2", " 100 c -3"]),
    ([[" 100 a", " 100 b"], [" 90 c"]], [" 100 a", " 100 b -2", " 90 c -3"]),
    ([[" 100 a", " 100 b"], [" 100 c", " 100 d"]], [" 100 c", " 100 d -2"]),
    ([[" 100 a", " 100 b"], [" 90 c", " 90 d"]], [" 90 c", " 90 d -2"]),
    // A number that comes later, and one that goes.
    ([[" 100 a"], ["1 100 a", "2 100 a"]], ["1 100 a", "2 100 a -2"]),
    ([["1 100 a", "2 100 b"], [" 100 b"]], ["1 100 a", " 100 b -2"]),
  ])
  func `are each a listing, and stay what they are`(
    _ files: [[String]], _ expected: [String]
  ) async throws {
    let bench = try await MediaBench()
    for rows in files { try await bench.drop(table: Self.table(rows)) }
    let offers = try await bench.listings().map { listing in
      let unit = listing.extra.first?.dropFirst("unit=".count) ?? ""
      let ending = listing.key.dropFirst(ContentHash.letters)
      return "\(unit) \((listing.price?.minorUnits ?? 0) / 100) \(listing.ownText ?? "")"
        + (ending.isEmpty ? "" : " \(ending)")
    }
    #expect(offers.sorted() == expected.sorted())
    await bench.close()
  }
}

@Suite struct `One home in two files` {
  private func keys(_ files: [String]) async throws -> Int {
    let bench = try await MediaBench()
    for file in files { try await bench.drop(table: file) }
    let keys = try await bench.values("select key from listings_catalogue")
    await bench.close()
    return keys.count
  }

  private static let karen = (1...8).map { "House,Nairobi - Estate \($0),5,2\n" }.joined()

  @Test(arguments: [
    // Files with one home in each, and how many listings there are.
    (["title,location,price\nHouse,\"Main Street, Leeds\",5\n"], 1),
    (
      [
        "title,location,price,bedrooms\n" + karen,
        "title,location,price,bedrooms\nHouse,Nairobi - Estate 3,6,2\n",
      ], 8
    ),
    (
      [
        "location,price,bedrooms\n" + karen.replacing("House,", with: ""),
        "location,price,bedrooms\nNairobi - Estate 3,6,2\n",
      ], 8
    ),
    (
      [
        "title,number,street,price\nA,12,Mill Lane,5\n",
        "title,address,price\nA,12 Mill Lane,6\n",
      ], 1
    ),
    (["title,number,street,price\nA,12,Mill Lane,5\nA,14,Mill Lane,5\n"], 2),
    (
      [
        "title,street,price\nA,Mill Lane,5\n", "title,number,street,price\nA,12,Mill Lane,6\n",
      ], 1
    ),
    (["ref,title,price\nTBC,House one,5\n", "ref,title,price\nTBC,House nine,5\n"], 2),
    (["title,plot,price\nA,12,5\nA,13,5\n"], 2),
    (
      [
        "title,location,price\nA,\"Main Street, Leeds\",5\nA,\"Oak Road, Leeds\",6\n"
          + "A,\"Elm Road, York\",7\n",
        "title,location,price\nA,\"Main Street, Leeds\",9\nA,\"Main Street, York\",8\n",
      ], 4
    ),
  ])
  func `is one listing, and two are two`(_ files: [String], _ count: Int) async throws {
    #expect(try await keys(files) == count)
  }

  @Test func `keeps the key that an earlier version gave`() {
    var record = Record()
    record.texts.set(.title, "House")
    record.texts.set(.address, "12 Mill Lane – Leeds")
    record.texts.set(.houseNumber, "12")
    record.texts.set(.extra, "plot=7")
    var normaliser = Normaliser()
    let listing = normaliser.listing(record)
    #expect(listing.places == ["12 Mill Lane", "Leeds"])
    var before = listing
    before.places = ["Mill Lane – Leeds"]
    (before.plotSquareMetres, before.plotText) = (7, "7")
    let hash = Identity(before).facts
    let known = HashedKeys([hash].compactMap(\.self))
    #expect(Identity(listing, record, known: known).key == hash?.text)
    #expect(Identity(listing, record).key != hash?.text)
  }
}

@Suite struct `A key that was made of a title` {
  private static let text = "It has three bedrooms and stands close to the shops and to schools. "

  /// What a listing without reference is known by, with what an earlier version read of it.
  private func isFound(
    _ title: String?, _ ownText: String, as change: (inout Listing) -> Void
  ) -> Bool {
    var record = Record()
    record.texts.set(.title, title)
    record.texts.set(.ownText, ownText)
    record.texts.set(.location, "Karen, Nairobi")
    var normaliser = Normaliser()
    let listing = normaliser.listing(record)
    var before = listing
    change(&before)
    let hash = Identity(before).facts
    let known = HashedKeys([hash].compactMap(\.self))
    return Identity(listing, record, known: known).key == hash?.text
      && Identity(listing, record).key != hash?.text
  }

  @Test func `of another kind stays`() {
    #expect(
      isFound(nil, Self.text) {
        $0.kind = .commercial
        $0.title = Normaliser.title(of: $0)
      })
  }

  @Test func `of several figures stays`() {
    #expect(isFound("2 & 3 bedroom apartments", Self.text) { $0.bedrooms = 3 })
    #expect(isFound("Offices 100 - 200 sqm", Self.text) { $0.areaSquareMetres = 200 })
    #expect(isFound("Plots from 300 sqm", Self.text) { $0.plotSquareMetres = 300 })
  }
}

@Suite struct `The text of a hash` {
  @Test(arguments: [0, 1, 31, 32, UInt64.max, 0xcbf2_9ce4_8422_2325])
  func `is read back`(_ seed: UInt64) {
    var hash = ContentHash()
    hash.append(Int(truncatingIfNeeded: seed))
    #expect(ContentHash(text: hash.text) == hash)
  }

  @Test(arguments: ["", "0123456789abc-", "0123456789ab", "0123456789abi", "zzzzzzzzzzzzz"])
  func `is nothing else`(_ text: String) {
    #expect(ContentHash(text: text) == nil)
  }
}
