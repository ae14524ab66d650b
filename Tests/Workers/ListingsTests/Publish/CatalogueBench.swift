import Files
import Foundation
import Models
import Rules
import SQLiteStorage
import Storage
import Telemetry
import TestSupport

@testable import Listings
@testable import Pipeline

/// Publishes listings of one agency into an outbox of its own.
final class CatalogueBench {
  private let database: SQLiteDatabase
  private let directory: TemporaryDirectory
  private let workspace: Workspace
  private let outbox: Outbox
  private var lastNumber = 0
  /// How much later the next file comes.
  var secondsPerFile = 0
  /// Of listings whose rows QA rejects in the files to come.
  var rejectedKeys: [String] = []
  /// What the last publication wrote, whether or not it was left out as the same.
  private(set) var lastBuilt: [String] = []

  init() async throws {
    directory = try TemporaryDirectory()
    workspace = Workspace(directory.path)
    try Directory.make(workspace.building)
    database = try SQLiteDatabase(path: workspace.database.description)
    try await Migration.apply(
      Outbox.migrations + ModelTables.migrations + ListingsMigrations.all, to: database)
    outbox = Outbox(workspace: workspace, database: database, sync: try FileSync())
  }

  func close() async { await database.close() }

  /// - Returns: what was decided, in words.
  @discardableResult
  func publish(
    _ listings: [Listing], _ options: [String: RuleValue] = [:], decide: Bool = true,
    asItem number: Int? = nil, decision: String? = nil
  ) async throws -> [String] {
    try await publish(
      plans: listings.map(Plan.plain), options, decide: decide, asItem: number, decision: decision)
  }

  @discardableResult
  func publish(
    plans: [Plan], _ options: [String: RuleValue] = [:], decide: Bool = true,
    asItem number: Int? = nil, decision: String? = nil
  ) async throws -> [String] {
    var item = item(number, options)
    if let decision {
      item.published = "listings/acme"
      item.decisions.append(Item.Decision(stage: Item.Decision.person, text: decision))
    }
    let home = directory.path / "item-\(item.id)"
    try Directory.make(home)
    let streams = ItemStreams()
    _ = try await streams.write(Draft.self, of: .qa, in: home) { drafts in
      var writer = DescriptionWriter()
      for plan in plans { try drafts.append(writer.draft(for: plan)) }
      return .next
    }
    let context = StageContext(
      item: item, stage: .publish, now: item.received, tables: database, logger: .silent,
      directory: home, outbox: workspace.outbox)
    var rejected = try RejectedKeys(in: context.makeFiles())
    for key in rejectedKeys { try rejected.add(key) }
    try rejected.finish()
    let publication = try await outbox.begin(item)
    let drafts = try streams.read(Draft.self, for: .publish, in: home)
    _ = try await CataloguePublisher().publish(drafts, to: publication, in: context)
    lastBuilt = try TreeListing.paths(below: publication.building).map(\.description)
    if decide {
      _ = try await outbox.publish(publication, of: item)
    } else {
      try await outbox.discard(publication)
    }
    return context.written.decisions
  }

  /// Publishes as a new item that a listing was sold on the first of January 1970.
  @discardableResult
  func publish(
    sold number: Int, asItem item: Int? = nil, decide: Bool = true
  ) async throws -> [String] {
    let item = self.item(item, [:])
    let home = directory.path / "item-\(item.id)"
    try Directory.make(home)
    let streams = ItemStreams()
    let key = try await database.read { connection in
      try connection.first(
        "select key from listings_catalogue where number = $1", [.integer(number)]
      ) { $0.text(0) } ?? ""
    }
    _ = try await streams.write(OutcomeRecord.self, of: .qa, in: home) { records in
      var record = OutcomeRecord(line: 2, listing: key)
      (record.number, record.outcome, record.day) = (number, .sold, "1970-01-01")
      try records.append(record)
      return .next
    }
    let context = StageContext(
      item: item, stage: .publish, now: item.received, tables: database, logger: .silent,
      directory: home, outbox: workspace.outbox)
    let publication = try await outbox.begin(item)
    let records = try streams.read(OutcomeRecord.self, for: .publish, in: home)
    _ = try await CataloguePublisher().publish(records, to: publication, in: context)
    if decide {
      _ = try await outbox.publish(publication, of: item)
    } else {
      try await outbox.discard(publication)
    }
    return context.written.decisions
  }

  /// All rows of tables, as SQL has them.
  func rows(of tables: [String]) async throws -> [String] {
    try await database.read { connection in
      try tables.flatMap { table in
        let columns = try connection.query("select name from pragma_table_info('\(table)')") {
          "quote(\($0.text(0)))"
        }
        return try connection.query(
          "select \(columns.joined(separator: " || ',' || ")) as row from \(table) order by row"
        ) { "\(table) \($0.text(0))" }
      }
    }
  }

  func columns(of table: String) async throws -> [String] {
    try await database.read { connection in
      try connection.query("select name from pragma_table_info('\(table)') order by cid") {
        $0.text(0)
      }
    }
  }

  /// Takes some of what is not decided back, at the table.
  ///
  /// - Returns: whether there is more.
  func takeBack(rowsAtOnce: Int) async throws -> Bool {
    try await database.write { connection in
      try CatalogueBefore(connection, business: "acme").takeBack(rowsAtOnce: rowsAtOnce)
    }
  }

  /// As the transaction does that decides a publication, but for what was kept.
  func endUpdate() async throws {
    try await database.write { try $0.execute("delete from listings_update") }
  }

  /// The next new item is the last once more.
  func takeBackNumber() { lastNumber -= 1 }

  func isOffered(_ number: Int) async throws -> Bool {
    try await database.read { connection in
      try connection.first(
        "select retired from listings_catalogue where number = $1", [.integer(number)]
      ) { $0.integer(0) } == 0
    }
  }

  /// What is visible below the agency's directory, by relative path.
  func published() throws -> [String: [UInt8]] {
    try TreeListing.of(agency)
  }

  /// The same by inode: a file that was written again has another.
  func inodes() throws -> [String: UInt64] {
    var inodes: [String: UInt64] = [:]
    for path in try TreeListing.paths(below: agency) {
      inodes[path.description] = try FileStatus.of(agency / path).inode
    }
    return inodes
  }

  func text(_ path: String) throws -> String {
    String(decoding: try FileReader.contents(of: agency / path), as: UTF8.self)
  }

  /// What the tables keep of a listing.
  func kept(_ number: Int) async throws -> Draft? {
    try await database.read { connection in
      try CatalogueTable(connection, business: "acme").drafts([number]).first?.draft
    }
  }

  /// Addresses of the listings that have a page.
  func slugs() throws -> Set<String> {
    Set(
      try published().keys.compactMap { path in
        path.hasPrefix("site/listings/")
          ? path.split(separator: "/")[2].dropLast(".html".count).description : nil
      })
  }

  /// Takes away all that is visible and all copies that the tables have of listings: what is
  /// published next is made from the listings alone.
  func startOver() async throws {
    try Directory.remove(agency)
    try await database.write { connection in
      for table in ["listings_chunk", "listings_channel", "listings_channel_part"] {
        try connection.execute("delete from \(table)")
      }
    }
  }

  func removeSite() throws { try Directory.remove(agency / "site") }

  private var agency: Path { workspace.outbox / "listings" / "acme" }

  /// - Parameter again: the number of an earlier one; else it is a new one.
  private func item(_ again: Int?, _ options: [String: RuleValue]) -> Item {
    if again == nil { lastNumber += 1 }
    let number = again ?? lastNumber
    return Item(
      id: ItemID(number), fingerprint: "f\(number)",
      nameBytes: Array("march.csv".utf8), origin: "listings/acme", isBundle: false, size: 0,
      received: Date(timeIntervalSince1970: Double(number * secondsPerFile)),
      worker: "listings",
      route: "table",
      business: "acme", rule: "listings", options: options)
  }
}

extension Plan {
  /// Without comparable listings.
  static func plain(_ listing: Listing) -> Plan {
    Plan(listing: listing, comparables: 0, warnings: [])
  }
}

extension Listing {
  /// A listing on offer; everything else is set on it.
  static func offer(
    _ key: String, _ kind: Kind = .apartment, _ deal: Deal? = .sale,
    price: Int? = 90_000_000, places: [String] = ["Ikeja", "Lagos"]
  ) -> Listing {
    Listing(
      line: 2, key: key, title: key,
      price: price.map { Price(minorUnits: $0 * 100, currency: "NGN", period: .once) },
      deal: deal, kind: kind, places: places, features: [], photos: [], extra: [])
  }

  func with(_ change: (inout Listing) -> Void) -> Listing {
    var copy = self
    change(&copy)
    return copy
  }
}
