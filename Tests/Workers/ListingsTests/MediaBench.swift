import Files
import Foundation
import Images
import Models
import Rules
import SQLiteStorage
import Storage
import Telemetry
import TestSupport
import Testing

@testable import Listings
@testable import Pipeline

/// Carries tables, photos and outcomes of one agency through all stages into an outbox of its own.
final class MediaBench {
  private let directory: TemporaryDirectory
  private let workspace: Workspace
  private let database: SQLiteDatabase
  private let outbox: Outbox
  private let images = ImageWorkers(count: 1) {
    ImageWorker(executable: ImageWorker.besideThisProgram())
  }
  private let matchers = MediaMatchers()
  private var lastNumber = 0
  /// Publications are built, and not decided.
  private var isBroken = false
  /// Of the rule that takes what is dropped next.
  var options: [String: RuleValue] = [:]
  private var lastPhoto: Item?
  private var lastTable: Item?
  /// What happens once, before the next publication.
  var beforePublish: (() async throws -> Void)?
  /// How much later than 2 February 2026 the next file comes.
  var days = 0
  /// Where models are asked; nil: nowhere.
  var desk: ModelDesk?

  /// - Parameter options: of the rule that takes the files.
  init(_ options: [String: RuleValue] = [:]) async throws {
    self.options = options
    directory = try TemporaryDirectory()
    workspace = Workspace(directory.path)
    try workspace.prepare()
    database = try SQLiteDatabase(path: workspace.database.description)
    try await Migration.apply(
      Outbox.migrations + ModelTables.migrations + ListingsMigrations.all, to: database)
    outbox = Outbox(workspace: workspace, database: database, sync: try FileSync())
  }

  func close() async {
    await images.close()
    await database.close()
  }

  struct Result {
    var outcome: Outcome
    var held = 0
    var decisions: [String] = []
    var findings: [Finding] = []
  }

  @discardableResult
  func drop(table: String) async throws -> Result {
    try await carry(ListingsRoute(desk: desk), "march.csv", Array(table.utf8))
  }

  /// What comes of a second attempt, when the first was built and not decided.
  func dropTwice(table: String) async throws -> Result {
    try await breakOff(table: table)
    lastNumber -= 1
    return try await drop(table: table)
  }

  /// - Parameter name: below the agency's folder.
  @discardableResult
  func drop(photo name: String, _ bytes: [UInt8] = MediaFixture.photo()) async throws -> Result {
    try await carry(PhotosRoute(images: images, matchers: matchers), name, bytes)
  }

  @discardableResult
  func drop(outcomes: String) async throws -> Result {
    try await carry(OutcomesRoute(), "outcomes.csv", Array(outcomes.utf8))
  }

  /// Rows of a query with one column of integers or texts.
  func values(_ sql: String) async throws -> [String] {
    try await database.read { connection in try connection.query(sql) { $0.text(0) } }
  }

  /// The listings of the catalogue that are on offer.
  func listings() async throws -> [Listing] {
    try await database.read { connection in
      let table = CatalogueTable(connection, business: "acme")
      return try table.drafts(try table.offered()).map(\.draft.plan.listing)
    }
  }

  @discardableResult
  func drop(
    document name: String, _ bytes: [UInt8] = MediaFixture.document()
  ) async throws -> Result {
    try await carry(DocumentsRoute(matchers: matchers), name, bytes)
  }

  /// Runs an item again that was dropped, however many came after it.
  @discardableResult
  func again(_ number: Int, photo name: String, _ bytes: [UInt8]) async throws -> Result {
    let last = lastNumber
    defer { lastNumber = last }
    lastNumber = number - 1
    return try await drop(photo: name, bytes)
  }

  /// As if the daemon ended before what a photo changes was decided.
  func breakOff(photo name: String, _ bytes: [UInt8]) async throws {
    isBroken = true
    defer { isBroken = false }
    try await drop(photo: name, bytes)
  }

  /// As ``breakOff(photo:_:)``, with a table.
  func breakOff(table: String) async throws {
    isBroken = true
    defer { isBroken = false }
    try await drop(table: table)
  }

  /// Lets the first record go on that QA held of the last table.
  func releaseHeld() async throws {
    var item = try #require(lastTable)
    item.decisions.append(Item.Decision(stage: Item.Decision.person, text: "released"))
    let home = workspace.directory(of: item.id, in: .ingest)
    try HeldStream.copy([1], of: home / "held.qa.tsv", to: home / "approved.tsv")
    let context = context(item, .publish, home)
    _ = try await run(.publish, of: ListingsRoute(desk: desk), ItemStreams(), home, context)
  }

  /// Lets one of the records go on that process held of the last photo.
  @discardableResult
  func release(record: Int) async throws -> [Finding] { try await release(records: [record]) }

  @discardableResult
  func release(records: Set<Int>) async throws -> [Finding] {
    let item = try #require(lastPhoto)
    let home = workspace.directory(of: item.id, in: .ingest)
    try HeldStream.copy(records, of: home / Self.held, to: home / "plans.tsv")
    let streams = ItemStreams()
    var findings: [Finding] = []
    for stage in [Stage.nlg, .qa, .publish] {
      let context = context(item, stage, home)
      _ = try await run(
        stage, of: PhotosRoute(images: images, matchers: matchers), streams, home, context)
      findings += context.written.findings
    }
    return findings
  }

  private static let held = "held.process.tsv"

  /// Changes what waits of the last photo.
  func replaceHeld(_ text: String, with other: String) throws {
    let path =
      workspace.directory(of: try #require(lastPhoto).id, in: .ingest) / Path(Self.held)
    let held = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
    try #require(held.contains(text))
    try FileWriter.write(Array(held.replacing(text, with: other).utf8), to: path)
  }

  func change(_ sql: String) async throws {
    try await database.write { connection in _ = try connection.execute(sql, []) }
  }

  func removePublished(_ name: String) throws {
    try Directory.remove(workspace.outbox / "listings" / "acme" / name)
  }

  /// What is published of the catalogue, without what is of single items.
  func catalogue() throws -> [String: UInt64] {
    try published().filter { !$0.key.hasPrefix("items/") }
  }

  /// What lies in the outbox below the agency's directory, each file with its inode.
  func published() throws -> [String: UInt64] {
    var files: [String: UInt64] = [:]
    let root = workspace.outbox / "listings" / "acme"
    for name in try FileManager.default.subpathsOfDirectory(atPath: root.description) {
      let status = try FileStatus.of(root / name)
      if status.kind == .file { files[name] = status.inode }
    }
    return files
  }

  func contents(_ name: String) throws -> [UInt8] {
    try FileReader.contents(of: workspace.outbox / "listings" / "acme" / name)
  }

  /// What process rejected of the last item, as its log has it.
  func rejects() throws -> String {
    let home = workspace.directory(of: ItemID(lastNumber), in: .ingest)
    let path = home / RejectLog.name(of: .process)
    if try FileStatus.ifPresent(path) == nil { return "" }
    return String(decoding: try FileReader.contents(of: path), as: UTF8.self)
  }

  /// The page of the listing whose address begins so.
  func page(_ start: String) throws -> String {
    let name = try published().keys.first { $0.hasPrefix("site/listings/\(start)") }
    return String(decoding: try contents(try #require(name)), as: UTF8.self)
  }

  private func carry<R: Route>(
    _ route: R, _ name: String, _ bytes: [UInt8]
  ) async throws -> Result {
    let item = item(route.name, name, bytes)
    let home = workspace.directory(of: item.id, in: .ingest)
    let path = home / "source" / Path(item.name)
    try Directory.make(path.parent)
    try FileWriter.write(bytes, to: path)
    if route.name == "photos" { lastPhoto = item }
    if route.name == "table" { lastTable = item }
    var result = Result(outcome: .next)
    let streams = ItemStreams()
    for stage in Stage.allCases where result.outcome == .next {
      if stage == .publish, let act = beforePublish {
        beforePublish = nil
        try await act()
      }
      let context = context(item, stage, home)
      let ran = try await run(stage, of: route, streams, home, context)
      result.outcome = ran.outcome
      result.held += ran.held
      result.decisions += context.written.decisions
      result.findings += context.written.findings + ran.heldFindings
    }
    return result
  }

  private func context(_ item: Item, _ stage: Stage, _ home: Path) -> StageContext {
    StageContext(
      item: item, stage: stage, now: item.received, tables: database, logger: .silent,
      directory: home, outbox: workspace.outbox, rules: workspace.rules)
  }

  /// Writes a file below the folder of rules.
  func rule(_ name: String, _ text: String) throws {
    let path = workspace.rules / Path(name)
    try Directory.make(path.parent)
    try FileWriter.write(Array(text.utf8), to: path)
  }

  private func run<R: Route>(
    _ stage: Stage, of route: R, _ streams: ItemStreams, _ home: Path, _ context: StageContext
  ) async throws -> StageResult {
    switch stage {
    case .ingest:
      try await streams.write(R.Record.self, of: stage, in: home) {
        try await route.ingest(context.source, to: $0, in: context)
      }
    case .process:
      try await streams.write(R.Plan.self, of: stage, in: home) {
        try await route.process(
          streams.read(R.Record.self, for: stage, in: home), to: $0, in: context)
      }
    case .nlg:
      try await streams.write(R.Draft.self, of: stage, in: home) {
        try await route.nlg(streams.read(R.Plan.self, for: stage, in: home), to: $0, in: context)
      }
    case .qa:
      try await streams.write(R.Draft.self, of: stage, in: home) {
        try await route.qa(streams.read(R.Draft.self, for: stage, in: home), to: $0, in: context)
      }
    case .publish:
      StageResult(outcome: try await publish(route, streams, home, context))
    }
  }

  private func publish<R: Route>(
    _ route: R, _ streams: ItemStreams, _ home: Path, _ context: StageContext
  ) async throws -> Outcome {
    let publication = try await outbox.begin(context.item)
    let outcome = try await route.publish(
      streams.read(R.Draft.self, for: .publish, in: home), to: publication, in: context)
    if isBroken {
      try await outbox.discard(publication)
    } else {
      try await outbox.publish(publication, of: context.item)
    }
    return outcome
  }

  private func item(_ route: String, _ name: String, _ bytes: [UInt8]) -> Item {
    lastNumber += 1
    return Item(
      id: ItemID(lastNumber), fingerprint: Fingerprint(of: bytes).description,
      nameBytes: Array((name.split(separator: "/").last ?? "").utf8),
      origin: "listings/acme/\(name)", isBundle: false, size: bytes.count,
      received: Date(timeIntervalSince1970: 1_770_000_000 + Double(days) * 86_400),
      worker: "listings", route: route,
      business: "acme", rule: "test", options: options)
  }
}
