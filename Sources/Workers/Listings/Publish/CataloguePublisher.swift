import Files
import Pages
import Pipeline
import Rules
import Storage

// A business's listings are one catalogue, whatever files they came in: each file updates it.
//
//   merge      drafts into the tables; the same key replaces, the same content changes nothing
//   plan       which pages there are, and the digest of what each shows (SitePlan)
//   write      the pages whose digest is not that of the visible page, and the two exports
//   settle     in the transaction that decides the publication, what was written counts as visible
//
// Memory holds a small entry for each listing and one batch of pages, never the pages of a site.

/// Updates a business's catalogue and the pages that show it.
struct CataloguePublisher {
  /// - Returns: always `next`; what could not be read or written is thrown.
  func publish(
    _ drafts: RecordReader<Draft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await CatalogueUpdate(to: publication, in: context).run(drafts)
    return .next
  }

  /// As ``publish(_:to:in:)`` with outcomes: what was sold, let or withdrawn is no longer offered.
  func publish(
    _ outcomes: RecordReader<OutcomeRecord>, to publication: PublicationWriter,
    in context: StageContext
  ) async throws -> Outcome {
    try await CatalogueUpdate(to: publication, in: context).run(outcomes)
    return .next
  }

  /// As ``publish(_:to:in:)`` with photos or documents: they join the listings they belong to.
  func publish(
    _ photos: RecordReader<MediaDraft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await CatalogueUpdate(to: publication, in: context).run(photos)
    return .next
  }
}

/// One update of one catalogue.
private struct CatalogueUpdate {
  private let publication: PublicationWriter
  private let context: StageContext
  private let settings: SiteSettings
  private let business: String
  private let shelf: MediaShelf

  /// How many drafts one write to the database takes.
  private static let mergeBatch = 1000

  init(to publication: PublicationWriter, in context: StageContext) {
    self.publication = publication
    self.context = context
    settings = SiteSettings(context.item)
    business = context.item.business
    shelf = MediaShelf(publication, in: context)
  }

  func run(_ drafts: RecordReader<Draft>) async throws {
    try await begin(looksAtAll: true)
    let numbers = try await merge(drafts)
    let retired = try await retireOthers(than: numbers)
    try await shelf.bind()
    try await writeSite()
    if retired > 0 { context.decide("\(retired) listings are no longer offered.") }
  }

  func run(_ photos: RecordReader<MediaDraft>) async throws {
    let isVisible = try await begin(looksAtAll: false)
    try await shelf.take(photos, bindsAll: !isVisible)
    // Without a listing there is no site yet; the photos wait for it.
    if try await read({ try $0.isEmpty() }) { return }
    try await writeSite()
  }

  func run(_ outcomes: RecordReader<OutcomeRecord>) async throws {
    try await begin(looksAtAll: true)
    var records: [OutcomeRecord] = []
    while let record = try outcomes.next() { records.append(record) }
    let gone = Set(records.filter { $0.outcome != nil }.compactMap(\.number))
    let (business, item, stored) = (business, context.item.id.number, records)
    try await context.tables.write { connection in
      try OutcomeTable(connection, business: business).store(stored, item: item)
      try CatalogueTable(connection, business: business).retire(gone.sorted())
    }
    try await shelf.bind()
    try await writeSite()
    context.decide(
      "\(records.count) outcomes were taken in; \(gone.count) listings are no longer offered.")
  }

  private func writeSite() async throws {
    let plan = SitePlan(try await read { try $0.entries() }, settings: settings)
    let pages = try await SitePages(
      plan: plan, publication: publication, tables: context.tables, business: business
    ).write()
    try await ExportFiles(tables: context.tables, business: business).write(to: publication)
    try await PortfolioFiles(
      tables: context.tables, business: business,
      today: PredictionTable.Made(context.item).day
    ).write(to: publication)
    try await SitemapFiles(tables: context.tables, business: business, plan: plan)
      .write(to: publication)
    try FixedFiles(plan: plan).write(to: publication)
    settle(removing: pages.removedPaths)
    context.decide(
      "The catalogue has \(plan.entries.count) listings; \(pages.written) pages were written, "
        + "\(pages.unchanged) show what they showed.")
  }

  /// - Parameter looksAtAll: whether all photos and documents are looked at, even if the site is
  ///   there.
  /// - Returns: whether the site is visible.
  @discardableResult
  private func begin(looksAtAll: Bool) async throws -> Bool {
    let item = context.item
    await publication.aim(
      at: "", .update, reportDirectory: Path("items/\(item.id)-\(Pages.slug(item.name))"))
    let isVisible = try FileStatus.ifPresent(publication.published / "site/index.html") != nil
    try await shelf.begin(looksAtFiles: looksAtAll || !isVisible)
    let business = business
    context.tables.enqueue { connection in
      let table = PageTable(connection, business: business)
      try table.begin()
      if !isVisible { try table.forget() }
    }
    return isVisible
  }

  private func settle(removing paths: [String]) {
    let business = business
    publication.onDecide { connection in
      try PageTable(connection, business: business).settle(removed: paths)
    }
  }

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (CatalogueTable) throws -> Value
  ) async throws -> Value {
    let business = business
    return try await context.tables.read { connection in
      try body(CatalogueTable(connection, business: business))
    }
  }

  /// - Returns: the numbers of the listings in this file.
  private func merge(_ drafts: RecordReader<Draft>) async throws -> Set<Int> {
    var numbers: Set<Int> = []
    var batch: [Draft] = []
    while let draft = try drafts.next() {
      batch.append(draft)
      if batch.count == Self.mergeBatch {
        numbers.formUnion(try await merge(batch))
        batch.removeAll(keepingCapacity: true)
      }
    }
    numbers.formUnion(try await merge(batch))
    return numbers
  }

  private func merge(_ batch: [Draft]) async throws -> [Int] {
    let keys = batch.map(\.plan.listing.key)
    let known = try await read { try $0.known(keys) }
    var numbers: [Int] = []
    var changed: [CatalogueItem] = []
    for draft in batch {
      let digests = CatalogueItem.Digests(of: draft)
      if let listing = known[draft.plan.listing.key] {
        numbers.append(listing.number)
        if !listing.differs(from: digests) { continue }
      }
      changed.append(CatalogueItem(draft, digests: digests))
    }
    if changed.isEmpty { return numbers }
    let business = business
    let items = changed
    let made = PredictionTable.Made(context.item)
    return numbers
      + (try await context.tables.write { connection in
        try CatalogueTable(connection, business: business).merge(items, made: made)
      })
  }

  /// With the option `snapshot: true` a file is all that the business has: the others are off.
  ///
  /// When held records of a file are released later, they are not all of it, and nothing goes.
  ///
  /// - Returns: how many.
  private func retireOthers(than numbers: Set<Int>) async throws -> Int {
    let isFirst = context.item.published == nil
    guard isFirst, context.item.options["snapshot"]?.bool == true else { return 0 }
    let offered = try await read { try $0.entries() }.entries.map(\.number)
    let gone = offered.filter { !numbers.contains($0) }
    if gone.isEmpty { return 0 }
    let business = business
    try await context.tables.write { connection in
      try CatalogueTable(connection, business: business).retire(gone)
    }
    return gone.count
  }
}
