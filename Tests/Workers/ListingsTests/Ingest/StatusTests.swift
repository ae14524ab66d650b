import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `A word of a status` {
  @Test(
    arguments: [
      ("Available", nil), ("For Sale", nil), ("TO LET", nil), ("published", nil), ("TRUE", nil),
      ("Available from 1 March", nil),
      ("Under Offer", .underOffer), ("under_offer", .underOffer), ("Pending", .underOffer),
      ("Under offer since 3 May", .underOffer), ("Reserved", .reserved),
      ("Sold STC", .saleAgreed), ("SSTC", .saleAgreed), ("Sale Agreed", .saleAgreed),
      ("Sold (subject to contract)", .saleAgreed), ("Let agreed", .letAgreed),
      ("Let STC", .letAgreed), ("Withdrawn", .withdrawn), ("Draft", .withdrawn),
      ("No longer available", .withdrawn), ("off-market", .withdrawn), ("Expired", .withdrawn),
      ("False", .withdrawn), ("no", .withdrawn), ("Coming soon", .withdrawn), ("SOLD", .sold),
      ("Sold on 3 May 2026", .sold), ("Sold 12/05/2026", .sold), ("Completed", .sold),
      ("Closed", .sold), ("Let", .let), ("Rented", .let), ("leased", .let),
    ] as [(String, OfferStatus?)])
  func `says whether a listing is on offer`(_ cell: String, _ status: OfferStatus?) {
    let expected = status.map(StatusWords.Saying.status) ?? .available
    #expect(StatusWords.standard.saying(cell) == expected)
  }

  @Test(
    arguments: [
      ("£300000 sold STC", OfferStatus.saleAgreed, true), ("Sold", .sold, false),
      ("Under offer £300,000", .underOffer, true), ("Let agreed", .letAgreed, false),
      ("£300,000", nil, true), ("Offers over £300,000", nil, true),
      ("Guide price under review £300,000", nil, true),
      ("£1,500 pcm - Let Agreed", .letAgreed, true),
      ("Guide price £300,000 (Sold STC)", .saleAgreed, true), ("£300,000 OIEO Sold", .sold, true),
      ("Sold STC - £300,000 freehold", .saleAgreed, true), ("£300,000 not yet sold", nil, true),
      ("£300,000 freehold sold with vacant possession", nil, true),
    ] as [(String, OfferStatus?, Bool)])
  func `may stand beside a price`(
    _ cell: String, _ status: OfferStatus?, _ hasPrice: Bool
  ) async throws {
    let run = try await StageBench().ingest("ref,title,price,location\nA1,Mill,\"\(cell)\",Leeds\n")
    #expect(run.values.map(\.status) == [status])
    #expect(run.values.map { $0.price != nil } == [hasPrice])
  }

  @Test(arguments: ["", "Ready to move", "No chain", "Off plan", "Let property", "1", "Probate"])
  func `is none where it may mean something else`(_ cell: String) {
    #expect(StatusWords.standard.saying(cell) == nil)
  }
}

@Suite struct `A column of statuses` {
  @Test(arguments: [
    ("Status", ["Active", "Sold", "Draft"], Field.status),
    ("market_status", ["Sold STC", "For sale"], .status),
    ("Availability", ["Available", "Let agreed", "Let"], .status),
    ("status", ["Active", "Probate", "-", ""], .status), ("status", [], .status),
    ("is_published", ["True", "False"], .published), ("Is Active", ["1", "0"], .published),
    ("published", ["yes", "no"], .published), ("published", ["2025-05-01", "2 May 2025"], .listed),
    // The same names over something else.
    ("status", ["Ready to move", "Under construction"], nil), ("status", ["1", "0", "3"], nil),
    ("status", ["Completed", "Completed"], nil), ("status", ["New", "New"], nil),
    ("status", ["Completed", "Off plan", "Under construction"], nil),
    ("availability", ["19-Dec", "Immediate", "Available"], nil),
    ("availability", ["365", "12"], nil), ("condition", ["New", "Good"], .condition),
    ("active", ["Ada", "Ben"], nil),
  ])
  func `is known by its name and its cells`(
    _ name: String, _ cells: [String], _ field: Field?
  ) {
    let samples = [["a"], cells.filter { !$0.isEmpty }].map { cells in
      ColumnSample(cells.map { Array($0.utf8) })
    }
    let map = ColumnMap(
      header: ["title", name], samples: samples, options: IngestOptions())
    #expect(map.columns[1].field == field)
  }

  @Test func `is read row by row, and what takes a row off is told`() async throws {
    let run = try await StageBench().ingest(
      """
      ref,title,price,location,status,is published
      A1,Mill,5,Leeds,Available,True
      A2,Barn,6,Leeds,Under offer,True
      A3,Hall,7,Leeds,Draft,True
      A4,Cot,8,Leeds,Available,False
      A5,Lodge,9,Leeds,Sold,False
      A6,Farm,9,Leeds,Probate,True
      A7,Inn,9,Leeds,,

      """)
    #expect(
      run.values.map(\.status)
        == [nil, .underOffer, .withdrawn, .withdrawn, .sold, nil, nil])
    let off = "the listing is not on offer: it is on no page, in no feed and export"
    #expect(
      run.rejects == [
        StageBench.Rejected(line: 4, column: "status", value: "Draft", reason: off),
        StageBench.Rejected(line: 5, column: "is published", value: "False", reason: off),
        StageBench.Rejected(
          line: 7, column: "status", value: "Probate",
          reason: "it is no known status; the listing counts as on offer"),
      ])
  }

  @Test(arguments: [
    ("sold", "yes", true), ("sold", "1", true), ("sold", "0", false), ("sold", "no", false),
    // A count, a year and a day of a spreadsheet say that something is, but not what.
    ("sold", "24", false), ("closing date", "2027", false), ("let date", "46500", false),
  ])
  func `is said by a column of sales in words, or as 1`(
    _ column: String, _ cell: String, _ isSold: Bool
  ) async throws {
    let run = try await StageBench().ingest("title,price,\(column)\nMill,5,\(cell)\n")
    #expect(run.values.map(\.status) == [isSold ? .sold : nil])
  }

  @Test(arguments: [("For sale", "sale"), ("To let", "rent"), ("Available", nil)])
  func `may say what a column of deals would`(_ cell: String, _ deal: String?) async throws {
    let run = try await StageBench().ingest("title,price,status\nMill,5,\(cell)\n")
    #expect(run.values.map { $0.texts[.deal] } == [deal])
  }
}

@Suite struct `A listing with a status` {
  private static let towns = ["Leeds", "York", "Hull", "Bath", "Truro", "Derby", "Wells"]

  private func table(_ statuses: [String]) -> String {
    "reference,title,type,price,location,status\n"
      + zip(Self.towns, statuses).enumerated().map { index, row in
        "A\(index),Mill \(index),House,5000000,\(row.0),\(row.1)\n"
      }.joined()
  }

  /// The towns of the listings that have a page.
  private func pages(_ bench: MediaBench) throws -> [String] {
    let names = try bench.published().keys.filter { $0.hasPrefix("site/listings/") }
    return Self.towns.filter { town in names.contains { $0.contains(town.lowercased()) } }
  }

  private func page(_ bench: MediaBench, of town: String) throws -> String {
    let name = try bench.published().keys.first {
      $0.hasPrefix("site/listings/") && $0.contains(town.lowercased())
    }
    return String(decoding: try bench.contents(try #require(name)), as: UTF8.self)
  }

  @Test func `is offered, marked or left out as it says`() async throws {
    let bench = try await MediaBench()
    let result = try await bench.drop(
      table: table(["Active", "Under offer", "Let agreed", "Draft", "Sold", "Let", "Withdrawn"]))
    #expect(result.outcome == .next)
    #expect(try pages(bench) == ["Leeds", "York", "Hull"])
    let export = String(decoding: try bench.contents("listings.csv"), as: UTF8.self)
    for (reference, isThere) in [("A0", true), ("A1", true), ("A3", false), ("A4", false)] {
      #expect(export.contains("\(reference),") == isThere, "\(reference)")
    }
    #expect(
      result.decisions.contains(
        "2 listings were sold or let before; estimates rest on them too, and they are not offered "
          + "(line 6: sold, line 7: let)."))
    #expect(
      result.decisions.contains(
        "2 listings are drafts, withdrawn or the like, as their rows say, and are not offered "
          + "(line 5, line 8)."))
    let index = String(decoding: try bench.contents("site/index.html"), as: UTF8.self)
    #expect(index.contains(">Under offer</span>") && index.contains(">Let agreed</span>"))
    #expect(try page(bench, of: "York").contains(">Under offer</span>"))
    let before = try bench.catalogue()
    try await bench.drop(
      table: table(["Active", "Under offer", "Let agreed", "Draft", "Sold", "Let", "Withdrawn"]))
    #expect(try bench.catalogue() == before)
    await bench.close()
  }

  @Test func `goes off offer when it says so, and comes back`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: table(["Active", "Active", "Active"]))
    #expect(try pages(bench) == ["Leeds", "York", "Hull"])
    try await bench.drop(table: table(["Sold", "Draft", "Active"]))
    #expect(try pages(bench) == ["Hull"])
    try await bench.drop(table: table(["Active", "Active", "Active"]))
    #expect(try pages(bench) == ["Leeds", "York", "Hull"])
    await bench.close()
  }

  @Test func `that is sold without a day keeps the day that an outcome told`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: table(["Active", "Active"]))
    try await bench.drop(outcomes: "reference,outcome,date\nA0,sold,2026-01-20\n")
    try await bench.drop(table: table(["Sold", "Active"]))
    #expect(try page(bench, of: "Leeds").contains("Sold on 20 January 2026"))
    await bench.close()
  }

  @Test func `that is sold on a known day says so on its page`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(table: table(["Active", "Active"]))
    try await bench.drop(
      table: """
        reference,title,type,price,location,status,date let
        A0,Mill 0,House,5000000,Leeds,Let,2026-01-21
        A1,Mill 1,House,5000000,York,Active,

        """)
    #expect(try page(bench, of: "Leeds").contains("Let on 21 January 2026"))
    await bench.close()
  }
}
