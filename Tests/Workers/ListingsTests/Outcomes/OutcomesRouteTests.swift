import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Listings

@Suite struct `A table of outcomes` {
  /// Thirty houses, 1,000 for a square metre and a little noise.
  static func table(_ asks: [Int] = (0..<30).map { 100_000 + $0 % 3 * 2000 }) -> String {
    "reference,title,price,currency,location,bedrooms,area,date listed,for,photos\n"
      + asks.enumerated().map { index, ask in
        "R-\(index),House \(index),\(ask),USD,\"Hill, Shire\",3,100,2025-10-01,sale,8\n"
      }.joined()
  }

  @Test func `takes what was sold off the site, and keeps what it says`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table())
    let result = try await bench.drop(
      outcomes: """
        reference,outcome,date,price,inquiries,views
        R-1,Sold,2025-11-02,"$98,000",12,340
        R-2,active,2025-11-02,,3,"1,200"

        """)
    #expect(result.outcome == .next)
    #expect(
      result.decisions.contains("2 outcomes were taken in; 1 listing is no longer offered."))
    let exported = String(decoding: try bench.contents("listings.json"), as: UTF8.self)
    #expect(!exported.contains("\"R-1\",\"reference\""))
    #expect(exported.contains("\"R-2\",\"reference\""))
    #expect(
      try await bench.values(
        "select outcome || ' ' || day || ' ' || price || ' ' || views from listings_outcome"
          + " where outcome is not null") == ["sold 20394 9800000 340"])
    #expect(
      try await bench.values("select views from listings_outcome where outcome is null")
        == ["1200"])
    await bench.close()
  }

  @Test func `brings nothing back, and a table that does is told of it`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table([100_000, 102_000]))
    try await bench.drop(outcomes: "reference,outcome,date\nR-1,sold,2025-11-02\n")
    try await bench.drop(outcomes: "reference,outcome,date\nR-1,active,2025-12-02\n")
    let offered = "select reference from listings_catalogue where retired = 0"
    #expect(try await bench.values(offered) == ["R-0"])
    #expect(try bench.rejects().contains("the listing is off"))
    let back = "1 listing that was sold or let is on offer again, as its row says (line 3)."
    let result = try await bench.drop(table: Self.table([100_000, 102_000]))
    #expect(result.decisions.contains(back))
    #expect(try await bench.values(offered) == ["R-0", "R-1"])
    let again = try await bench.drop(table: Self.table([100_000, 102_000]))
    #expect(!again.decisions.contains(back))
    await bench.close()
  }

  @Test func `that is read twice counts once`() async throws {
    let table = try OutcomeTableFixture()
    try await table.store(2, then: 1)
    #expect(try await table.count() == 1, "and what it says no more does not count")
    await table.close()
  }

  @Test func `that is taken up again late does not cover what a later one tells`() async throws {
    let table = try OutcomeTableFixture()
    #expect(try await table.credit(later: 12, earlier: 3) == 12)
    await table.close()
  }

  @Test func `gives its sold prices to the next estimates`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table())
    let sold = (0..<30).map { "R-\($0),sold,2025-12-0\($0 % 9 + 1),200000" }
    try await bench.drop(
      outcomes: "reference,outcome,date,price\n" + sold.joined(separator: "\n") + "\n")
    try await bench.drop(
      table: """
        reference,title,price,currency,location,bedrooms,area,for,photos
        N-1,New house,200000,USD,"Hill, Shire",3,100,sale,8
        N-2,New house too,200000,USD,"Hill, Shire",3,100,sale,

        """)
    let line = try #require(
      String(decoding: try bench.contents("listings.json"), as: UTF8.self)
        .split(separator: "\n").first { $0.contains("\"N-1\"") })
    #expect(line.contains("\"estimate\":200000"))
    #expect(line.contains("\"sold_for\":200000"))
    #expect(line.contains("\"outlook_outcomes\":30"))
    // All were gone within ten weeks: so are new ones at that price, with as many photos.
    let chance = try #require(line.firstMatch(of: /"sell_fast_probability":([0-9.]+)/))
    #expect((0.25...0.6).contains(try #require(Double(chance.1))))
    await bench.close()
  }

  /// What a home was let for years ago is not what is asked for it today.
  @Test func `says nothing of the price of what is on offer again`() async throws {
    let bench = try await MediaBench()
    func table(_ price: Int, _ listed: String) -> String {
      "reference,title,price,currency,period,location,bedrooms,area,date listed,for\n"
        + (0..<30).map { index in
          "R-\(index),Flat \(index),\(price + index % 3 * 100),USD,month,\"Hill, Shire\",3,100,"
            + "\(listed),rent\n"
        }.joined()
    }
    try await bench.drop(table: table(50_000, "2024-01-10"))
    let outcomes = (0..<30).map { "R-\($0),let,2024-02-15,50000" }
    try await bench.drop(
      outcomes: "reference,outcome,date,price\n" + outcomes.joined(separator: "\n") + "\n")
    try await bench.drop(table: table(90_000, "2026-01-10"))
    let new = table(90_000, "2026-01-20").split(separator: "\n").prefix(3).joined(separator: "\n")
    try await bench.drop(table: new.replacing("R-", with: "N-") + "\n")
    let line = try #require(
      String(decoding: try bench.contents("listings.json"), as: UTF8.self)
        .split(separator: "\n").first { $0.contains("\"N-1\"") })
    let estimate = try #require(line.firstMatch(of: /"estimate":([0-9]+)/))
    #expect((89_000...91_000).contains(try #require(Int(estimate.1))), "\(line)")
    await bench.close()
  }

  @Test(arguments: [
    ("reference,outcome,date\nX-9,sold,2025-11-01\n", "no-listing"),
    ("title,price\nHouse,5\n", "no-outcome-table"),
    ("reference,outcome,date\n", "only-header"),
    ("reference,outcome,date\nR-1,exploded,2025-11-01\n", "no-rows"),
    ("reference,outcome,date\nR-1,sold,\n", "no-rows"),
    ("reference,outcome,date\nR-1,sold,2199-11-01\n", "nothing-approved"),
  ])
  func `that says nothing usable is refused with the reason`(
    _ text: String, _ code: String
  ) async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: Self.table())
    let outcome = try await bench.drop(outcomes: text).outcome
    guard case .reject(let findings) = outcome else {
      Issue.record("it was not refused: \(outcome)")
      return await bench.close()
    }
    #expect(findings.first?.code == code)
    await bench.close()
  }
}

@Suite struct `The price and the day of an outcome` {
  @Test(arguments: [
    // What the cell says, and what stands in the place of the price of a home that asks dollars.
    ("\"$98,000\"", "Sold for $98,000"), ("98000", "Sold for $98,000"), ("€98000", "Sold<"),
    ("98000 per month", "Sold<"), ("900 per sqm", "Sold<"),
  ])
  func `is told only where it is in the listing's own terms`(
    _ cell: String, _ words: String
  ) async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: `A table of outcomes`.table([100_000]))
    try await bench.drop(outcomes: "reference,outcome,date,price\nR-0,sold,2026-01-20,\(cell)\n")
    #expect(try bench.page("").contains(words))
    let kept = "select count(*) from listings_outcome where price is not null"
    #expect(try await bench.values(kept) == [words.hasSuffix("<") ? "0" : "1"])
    await bench.close()
  }

  @Test(arguments: [
    // The listing's currency, what the cell says, and the hundredths that are kept.
    ("AUD", "\"$98,000\"", "9800000"), ("AUD", "\"AUD $98,000\"", "9800000"),
    ("AUD", "\"US$98,000\"", "none"), ("EGP", "£98000", "9800000"), ("NGN", "$98000", "none"),
  ])
  func `has a sign of several currencies in that of its listing`(
    _ currency: String, _ cell: String, _ kept: String
  ) async throws {
    let bench = try await MediaBench()
    try await bench.drop(
      table: "reference,title,type,price,currency,location\nA1,Mill,House,100000,\(currency),Hill\n"
    )
    try await bench.drop(outcomes: "reference,outcome,date,price\nA1,sold,2026-01-20,\(cell)\n")
    let price = "select coalesce(cast(price as text), 'none') from listings_outcome"
    #expect(try await bench.values(price) == [kept])
    await bench.close()
  }

  @Test func `is not told for a home that asked no price: nobody would know in which currency`()
    async throws
  {
    let bench = try await MediaBench()
    try await bench.drop(
      table: """
        reference,title,type,price,location,sold price,sold on
        A1,Old Mill,House,POA,Hill,,
        A2,New Mill,House,POA,Hill,,

        """)
    try await bench.drop(outcomes: "reference,outcome,date,price\nA1,sold,2026-01-20,450000\n")
    try await bench.drop(
      table: """
        reference,title,type,price,location,sold price,sold on
        A2,New Mill,House,POA,Hill,"$450,000",2026-01-21

        """)
    let pages = try bench.published().keys.filter { $0.hasPrefix("site/listings/") }
    #expect(pages.count == 2)
    for name in pages {
      let page = String(decoding: try bench.contents(name), as: UTF8.self)
      #expect(page.contains("Sold<") && !page.contains("450,000"))
    }
    await bench.close()
  }

  @Test(arguments: [
    // What it is offered for, the outcome, and what its page says in the place of the price.
    ("rent", "sold", "Sold<"), ("sale", "let", "Let<"), ("rent", "let", "Let for KSh"),
    ("sale", "sold", "Sold for KSh"),
  ])
  func `is of the offer that ended`(
    _ deal: String, _ outcome: String, _ words: String
  ) async throws {
    let bench = try await MediaBench()
    try await bench.drop(
      table: "reference,title,type,price,currency,location,for\nL0,Mill,House,50000,KES,Hill,"
        + "\(deal)\n")
    let result = try await bench.drop(
      outcomes: "reference,outcome,date,price\nL0,\(outcome),2026-01-20,\"KSh 48,000\"\n")
    #expect(result.outcome == .next)
    #expect(try bench.page("").contains(words))
    let kept = "select count(*) from listings_outcome where price is not null"
    #expect(try await bench.values(kept) == [words.hasSuffix("<") ? "0" : "1"])
    await bench.close()
  }

  @Test func `is for a time that the price of a letting does not say`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(
      table: """
        reference,title,type,price,currency,location,for
        A1,Mill,House,1250,GBP,Hill,rent
        A2,Barn,House,125000,GBP,Hill,sale

        """)
    try await bench.drop(
      outcomes: """
        reference,outcome,date,price
        A1,let,2026-01-20,£1200 pcm
        A2,sold,2026-01-20,£1200 pcm

        """)
    let price = "select coalesce(cast(price as text), 'none') from listings_outcome order by line"
    #expect(try await bench.values(price) == ["120000", "none"])
    await bench.close()
  }

  @Test func `is read as the other dates of its table`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: `A table of outcomes`.table())
    let result = try await bench.drop(
      outcomes: "reference,outcome,date\nR-1,sold,01/05/2026\nR-2,sold,01/25/2026\n")
    #expect(
      try await bench.values("select day from listings_outcome order by line")
        == ["\(Day("2026-01-05")?.number ?? 0)", "\(Day("2026-01-25")?.number ?? 0)"])
    #expect(result.decisions.contains("column “date” is read with the month first"))
    await bench.close()
  }

  @Test func `before the listing's own day is of an earlier offer`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: `A table of outcomes`.table())
    let result = try await bench.drop(outcomes: "reference,outcome,date\nR-1,sold,2024-02-03\n")
    guard case .reject = result.outcome else {
      Issue.record("it was taken: \(result.outcome)")
      return await bench.close()
    }
    await bench.close()
  }

  @Test func `that came late changes nothing that is known since`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: `A table of outcomes`.table([100_000]))
    for row in ["R-0,sold,2026-01-20,98000", "R-0,sold,2025-12-20,95000"] {
      try await bench.drop(outcomes: "reference,outcome,date,price\n\(row)\n")
    }
    let page = try bench.page("")
    #expect(page.contains("Sold for $98,000") && page.contains("on 20 January 2026"))
    await bench.close()
  }

  @Test func `that a table tells stays where an older outcome comes behind it`() async throws {
    let bench = try await MediaBench()
    let head = "reference,title,type,price,currency,location,sold on\n"
    try await bench.drop(table: head + "A1,Mill,House,100000,USD,Hill,\n")
    try await bench.drop(table: head + "A1,Mill,House,100000,USD,Hill,2026-01-25\n")
    let result = try await bench.drop(
      outcomes: "reference,outcome,date\nA1,let,2026-01-05\n")
    let decision = "1 row changes nothing: its listing was sold or let after that day (line 2)."
    #expect(result.decisions.contains(decision))
    let page = try bench.page("")
    #expect(page.contains("Sold<") && page.contains("on 25 January 2026"))
    await bench.close()
  }

  @Test func `of a letting is that of the short let, where the other offer is a sale`()
    async throws
  {
    let bench = try await MediaBench()
    try await bench.drop(
      table: """
        reference,title,type,price,currency,location,for
        M1,Old Mill,House,500000,USD,Hill,sale
        M1,Old Mill,House,90,USD,Hill,short let

        """)
    try await bench.drop(outcomes: "reference,outcome,date\nM1,let,2026-01-20\n")
    let offered = "select key from listings_catalogue where retired = 0"
    #expect(try await bench.values(offered) == ["M1"])
    await bench.close()
  }
}

@Suite struct `What was predicted` {
  @Test func `is kept with the file that it was made for, and again when it changes`()
    async throws
  {
    let bench = try await MediaBench()
    try await bench.drop(table: `A table of outcomes`.table())
    try await bench.drop(table: `A table of outcomes`.table())
    let count = "select count(*) from listings_prediction where number = 1"
    #expect(try await bench.values(count) == ["1"])
    try await bench.drop(
      table: `A table of outcomes`.table((0..<30).map { 120_000 + $0 % 3 * 2000 }))
    #expect(try await bench.values(count) == ["2"])
    #expect(
      try await bench.values("select distinct model from listings_prediction")
        == [PredictionTable.model])
    let estimates = try await bench.values(
      "select count(*) from listings_prediction where estimate is null or low > high")
    #expect(estimates == ["0"])
    await bench.close()
  }

  @Test func `is told to the owner, and not on the site`() async throws {
    let bench = try await MediaBench()
    let asks = (0..<30).map { 100_000 + $0 % 3 * 2000 }
    try await bench.drop(table: Self.dear(asks))
    let page = try bench.page("").lowercased()
    for word in ["estimate", "comparable", "suggest", "overpriced", "far-over", "interval"] {
      #expect(!page.contains(word), "\(word)")
    }
    let exported = String(decoding: try bench.contents("listings.json"), as: UTF8.self)
    #expect(exported.contains("\"band\":\"far-over\""))
    #expect(exported.contains("\"comparable_listings\":["))
    let portfolio = String(decoding: try bench.contents("portfolio.json"), as: UTF8.self)
    #expect(portfolio.contains("\"far-over\":1"))
    #expect(try bench.published().keys.contains("portfolio.html"))
    await bench.close()
  }

  private static func dear(_ asks: [Int]) -> String {
    `A table of outcomes`.table([140_000] + asks.dropFirst())
  }

  @Test func `that a table tells itself keeps a listing off the site, and teaches`() async throws {
    let bench = try await MediaBench()
    let table = """
      reference,title,type,price,location,sold on
      A1,Old Mill,House,5000000,Lekki,
      A2,New Mill,House,6000000,Lekki,2025-03-04
      A3,Far Mill,House,7000000,Lekki,soon

      """
    let first = try await bench.drop(table: table)
    #expect(first.decisions.contains { $0.hasPrefix("1 listing was sold or let before") })
    let pages = try bench.published().keys.filter { $0.hasPrefix("site/listings/") }
    #expect(pages.count == 2)
    let export = String(decoding: try bench.contents("listings.csv"), as: UTF8.self)
    #expect(export.contains("A1") && export.contains("A3") && !export.contains("A2"))
    #expect(try await bench.values("select count(*) from listings_catalogue") == ["3"])
    let before = try bench.published()
    let again = try await bench.drop(table: table)
    #expect(again.decisions.contains { $0.contains("; 0 pages were written") })
    #expect(try bench.published()["listings.csv"] == before["listings.csv"])
    #expect(before.keys.contains { $0.hasPrefix("items/") && $0.hasSuffix("/qa.csv") })
    await bench.close()
  }
}
