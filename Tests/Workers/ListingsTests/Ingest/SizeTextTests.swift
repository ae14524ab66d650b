import NLG
import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `A size as it is told` {
  @Test(
    arguments: [
      // Name of the column, cell, unit of the rule; area and plot as they are kept.
      ("area_sqft", "4053", nil, "4053 sq ft", nil), ("area", "4,053", "sqft", "4,053 sq ft", nil),
      ("area_sqft", "377 m²", nil, "377 m²", nil), ("area", "120", nil, "120", nil),
      ("area sqm", "120", "sqft", "120", nil), ("area acres", "1.5", nil, "1.5 acres", nil),
      ("area_sqft", "2100 - 2850", nil, "2100 - 2850 sq ft", nil),
      ("area", "40ft by 100ft", "sqft", "40ft by 100ft", "40ft by 100ft"),
      ("sqft_lot", "7200", nil, nil, "7200 sq ft"), ("plot acres", "0.75", nil, nil, "0.75 acres"),
      ("plot", "2 acres", "sqft", nil, "2 acres"), ("plot size", "650", nil, nil, "650"),
    ] as [(String, String, String?, String?, String?)])
  func `has the unit that cell, column or rule names`(
    _ name: String, _ cell: String, _ unit: String?, _ area: String?, _ plot: String?
  ) async throws {
    let options = unit.map { ["area_unit": RuleValue.text($0)] } ?? [:]
    let run = try await StageBench(options).ingest(
      "title,price,location,\(name)\nHome,5,Yaba,\"\(cell)\"\n")
    let texts = try #require(run.values.first).texts
    #expect(texts[.areaText] == area)
    #expect(texts[.plotText] == plot)
  }

  @Test func `has the unit that a column names row by row`() async throws {
    let run = try await StageBench().ingest(
      "title,price,area,area unit\nA,5,1000,sqft\nB,5,2,hectares\nC,5,50 sqm,sqft\nD,5,90,\n")
    let texts = run.values.map { $0.texts[.areaText] }
    #expect(texts == ["1000 sq ft", "2 ha", "50 sqm", "90"])
  }

  private func draft(_ table: String) async throws -> Draft {
    let bench = try StageBench()
    _ = try await bench.ingest(table)
    var writer = DescriptionWriter()
    return writer.draft(for: try #require(try await bench.process().values.first))
  }

  @Test func `is read in its own unit with square metres beside`() async throws {
    let draft = try await draft(
      "title,type,deal,price,currency,location,beds,baths,area_sqft,sqft_lot\n"
        + "Mill House,House,sale,90000,USD,Leeds,3,2,4053,10890\n")
    let words = draft.description
    #expect(words.contains("4,053 square feet"), "\(words)")
    #expect(words.contains("377 m²"), "\(words)")
    #expect(draft.plan.listing.areaShown?.whole == "4,053\u{a0}sq\u{a0}ft (377\u{a0}m²)")
    #expect(draft.plan.listing.plotShown?.short == "10,890\u{a0}sq\u{a0}ft")
  }

  @Test(arguments: [
    ("plot acres", "0.75", "0.75-acre plot of land for sale in Leeds"),
    ("plot", "1 acre", "1-acre plot of land for sale in Leeds"),
    ("plot", "1.5 ha", "1.5-hectare plot of land for sale in Leeds"),
    ("land size", "1800", "1,800 m² plot of land for sale in Leeds"),
  ])
  func `stands before its plot as an adjective`(
    _ name: String, _ cell: String, _ headline: String
  ) async throws {
    let draft = try await draft(
      "title,type,deal,price,currency,location,\(name)\n"
        + "A plot,Land,sale,90000,USD,Leeds,\(cell)\n")
    #expect(draft.headline == headline)
    #expect(draft.summary.hasPrefix("A \(headline.prefix { $0 != " " })"))
    let facts = DescriptionFacts(draft.plan).facts
    let words = draft.headline + ". " + draft.summary
    #expect(ListingGate.ofExtracts.check(words, facts: facts).isEmpty)
  }
}

@Suite struct `An area that cannot be right` {
  private static let head = "ref,title,type,deal,price,currency,location,beds,area\n"

  @Test(arguments: [
    // Type, bedrooms, size; whether it is told.
    ("House", "3", "\"0,13 m²\"", false), ("House", "3", "929030", false),
    ("House", "3", "120 m²", true), ("Flat", "", "0.5", false), ("Office", "", "0.4", false),
    ("Office", "", "3", true), ("Land", "", "0.5", true),
  ])
  func `is in the warning and nowhere else`(
    _ type: String, _ beds: String, _ size: String, _ isTold: Bool
  ) async throws {
    let bench = try StageBench()
    _ = try await bench.ingest(
      Self.head + "A-1,A home,\(type),sale,90000,USD,Leeds,\(beds),\(size)\n")
    let plan = try #require(try await bench.process().values.first)
    let warnings = plan.warnings.filter { $0.hasPrefix("area-impossible: ") }
    #expect(warnings.isEmpty == isTold)
    #expect((plan.listing.areaSquareMetres != nil) == isTold)
    #expect((plan.listing.areaText != nil) == isTold)
    #expect((plan.pricePerSquareMetre != nil) == isTold)
    if isTold { return }
    #expect(plan.category == nil)
    let written = size.filter { $0 != "\"" }
    #expect(warnings.allSatisfy { $0.contains("written “\(written)”") })
  }

  @Test func `is on no page and in no feed`() async throws {
    let bench = try await MediaBench()
    try await bench.drop(
      table: Self.head + "A-1,A home,House,sale,90000,USD,Leeds,3,\"0,13 m²\"\n")
    for (name, _) in try bench.published()
    where name.hasPrefix("site/listings") || name.hasPrefix("channels/") {
      let text = String(decoding: try bench.contents(name), as: UTF8.self)
      for part in ["0.13", "0,13", "692,308", "floorSize", "Price per m²"] {
        #expect(!text.contains(part), "\(part) in \(name)")
      }
    }
    await bench.close()
  }
}

@Suite struct `A column of rooms` {
  @Test(
    arguments: [
      // Columns, cells; bedrooms and rooms.
      ("beds,rooms", ",5", nil, 5), ("rooms,beds", "5,", nil, 5), ("rooms,beds", "5,3", 3, 5),
      ("rooms", "4", nil, 4),
    ] as [(String, String, Int?, Int?)])
  func `is never read as bedrooms`(
    _ columns: String, _ cells: String, _ bedrooms: Int?, _ rooms: Int?
  ) async throws {
    for type in ["Office", "House", "Land"] {
      let bench = try StageBench()
      _ = try await bench.ingest("type,location,price,\(columns)\n\(type),Yaba,5,\(cells)\n")
      let listing = try #require(try await bench.process().values.first).listing
      #expect(listing.bedrooms == bedrooms)
      #expect(listing.rooms == rooms)
    }
  }
}
