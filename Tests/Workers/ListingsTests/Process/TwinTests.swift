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
