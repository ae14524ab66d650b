import Files
import Rules
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Listings

@Suite struct `What is kept of many listings at once` {
  private static func draft(_ number: Int) -> IncomingDraft {
    let kinds = Listing.Kind.allCases
    var listing = Listing.offer(
      "k\(number)", kinds[number % kinds.count], number % 3 == 0 ? nil : .rent,
      price: number % 7 == 0 ? nil : 1000 + number,
      places: number % 5 == 0 ? [] : ["Hill \(number % 4)", "Shire"])
    listing.listed = number % 2 == 0 ? "2025-10-17" : nil
    var plan = Plan.plain(listing)
    plan.estimateMinorUnits = number % 4 == 0 ? nil : 200_000 + number
    plan.band = Plan.Band.allCases[number % 5]
    plan.confidence = .medium
    plan.outlook = Outlook(
      fastChance: 0.25, expectedDays: number, outcomes: 3, sensitivity: -4.5)
    return IncomingDraft(
      Draft(
        plan: plan, headline: "Home \(number)", summary: "", description: "", facts: [],
        variant: ""))
  }

  /// What is read of the catalogue, with chunks made where they are missing.
  private struct Seen: Equatable {
    var entries: [[Int]] = []
    var versions: [[Int]] = []
    var places: [[String]] = []
    var offers: [OfferFacts] = []
    var since: [Int?] = []

    init(_ connection: any Connection) throws {
      let table = ChunkTable(connection, business: "acme")
      for chunk in try table.missing() { try table.make(chunk) }
      let all = try CatalogueTable(connection, business: "acme").entries()
      for (entry, published) in zip(all.entries, all.published) {
        entries.append([
          entry.number, entry.digest, published, entry.price,
          Int(entry.listedDay), entry.deal?.ordinal ?? -1, entry.kind.ordinal,
          entry.hasOldCard ? 1 : 0,
        ])
        places.append(
          all.places.combinations[entry.places.combination].map { all.places.names[$0] })
      }
      versions = try table.made().flatMap { try table.versions(of: $0) }.map {
        [$0.number, $0.shown, $0.told]
      }
      try PortfolioListing.forEach(connection, business: "acme") { listing in
        offers.append(listing.offer)
        since.append(listing.since)
      }
    }
  }

  private static func put(_ drafts: [IncomingDraft], _ connection: any Connection) throws {
    let table = CatalogueTable(connection, business: "acme")
    let places = try table.places(of: drafts)
    let made = PredictionTable.Made(item: 1, day: 20_000)
    try table.put(
      zip(drafts, places).map { CatalogueItem($0, at: $1) }, at: 20_000 * 86_400, made: made)
  }

  @Test func `is there for the portfolio when listings left with a snapshot`() async throws {
    let bench = try await CatalogueBench()
    let listings = (0..<300).map { Listing.offer("k\($0)", price: 1_000_000 + $0) }
    let options: [String: RuleValue] = ["snapshot": .flag(true)]
    try await bench.publish(listings, options)
    #expect(try bench.text("portfolio.json").contains("\"listings\":300"))
    try await bench.publish(Array(listings.dropFirst()), options)
    #expect(try bench.text("portfolio.json").contains("\"listings\":299"))
    await bench.close()
  }

  @Test func `is what their own rows say, whatever changed before`() async throws {
    let directory = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: (directory.path / "db").description)
    try await Migration.apply(ListingsMigrations.all, to: database)
    try await database.write { connection in
      try Self.put((1...260).map(Self.draft), connection)
      let first = try Seen(connection)
      #expect(first.entries.map { $0[0] } == Array(1...260))
      #expect(first.offers.count == 260 - 260 / 7)
      #expect(first.offers[0] == OfferFacts(Self.draft(1).draft))
      #expect(first.since.contains(20_000))
      for change in 1...4 {
        switch change {
        case 1: try PageTable(connection, business: "acme").settle(Self.pages([255, 256, 260]))
        case 2: try CatalogueTable(connection, business: "acme").retire([255, 257])
        case 3: try Self.put([Self.draft(12), Self.draft(999), Self.draft(257)], connection)
        default: try PageTable(connection, business: "acme").forget()
        }
        let seen = try Seen(connection)
        try ChunkTable(connection, business: "acme").forgetAll()
        #expect(try Seen(connection) == seen, "after change \(change)")
        if change == 1 { #expect(seen.entries[255][2] == 2560) }
      }
    }
    await database.close()
  }

  private static func pages(_ numbers: [Int]) -> WrittenPages {
    WrittenPages(listings: numbers.map { ($0, $0 * 10) })
  }
}
