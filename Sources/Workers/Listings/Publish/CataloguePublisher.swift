import Files
import Foundation
import Pages
import Pipeline
import Rules
import Storage

// A business's listings are one catalogue, whatever files they came in: each file updates it.
//
//   merge      drafts into the tables, each with its card as lists show it; what they change is
//              kept until the publication is decided (CatalogueBefore)
//   plan       which pages there are, and the digest of what each shows (SitePlan)
//   write      the pages whose digest is not that of the visible page, and the parts of channel
//              files whose listing is not what it was
//   settle     in the transaction that decides the publication, what was written counts as visible
//
// Memory holds some 100 bytes for each listing, and a few batches of pages, never the pages of a
// site.

/// Updates a business's catalogue and the pages that show it.
struct CataloguePublisher {
  var matchers = MediaMatchers()

  /// - Returns: always `next`; what could not be read or written is thrown.
  func publish(
    _ drafts: RecordReader<Draft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await update(publication, context) { try await $0.run(drafts) }
  }

  /// As ``publish(_:to:in:)`` with outcomes: what was sold, let or withdrawn is no longer offered.
  func publish(
    _ outcomes: RecordReader<OutcomeRecord>, to publication: PublicationWriter,
    in context: StageContext
  ) async throws -> Outcome {
    try await update(publication, context) { try await $0.run(outcomes) }
  }

  /// As ``publish(_:to:in:)`` with photos or documents: they join the listings they belong to.
  func publish(
    _ photos: RecordReader<MediaDraft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await update(publication, context) { try await $0.run(photos) }
  }
}

extension CataloguePublisher {
  private func update(
    _ publication: PublicationWriter, _ context: StageContext,
    _ body: (CatalogueUpdate) async throws -> Void
  ) async throws -> Outcome {
    let update = CatalogueUpdate(to: publication, in: context, matchers)
    do {
      try await body(update)
    } catch {
      // What cannot be taken back now is taken back before the next update; so is everything at the
      // end of the daemon, which does not wait for it.
      if !Task.isCancelled { try? await update.takeBack() }
      throw error
    }
    return .next
  }
}

/// One update of one catalogue.
private struct CatalogueUpdate {
  private let publication: PublicationWriter
  private let context: StageContext
  private let business: String
  private let shelf: MediaShelf
  private let merge: CatalogueMerge

  init(to publication: PublicationWriter, in context: StageContext, _ matchers: MediaMatchers) {
    self.publication = publication
    self.context = context
    business = context.item.business
    shelf = MediaShelf(publication, in: context, matchers)
    merge = CatalogueMerge(context)
  }

  func run(_ drafts: RecordReader<Draft>) async throws {
    try await begin(looksAtAll: true)
    let (business, settings) = (business, SiteSettings(context.item))
    let options = context.item.options
    try await open { connection in
      try SiteTable(connection, business: business).put(settings)
      try ChannelTable(connection, business: business).put(options)
    }
    let isFirst = context.item.published == nil
    let isAnew = context.item.isPublishedAnew
    let isSnapshot = (isFirst || isAnew) && Snapshot.isSaid(by: context.item.options)
    try addVerdicts()
    let taken = try await merge.run(drafts, keepsNumbers: isSnapshot || isAnew)
    // Records that are released come alone, and say nothing of those that go on waiting.
    keep(taken.released)
    let waiting = isFirst || isAnew ? try await takeOffHeld() : CatalogueMerge.Waiting()
    let item = context.item.id.number
    if isSnapshot {
      let stay = waiting.numbers.union(try await merge.rejected(context))
      try await retire(but: taken.numbers) { number, teller in
        teller == item || teller < item && !stay.contains(number)
      }
    } else if isAnew {
      try await retire(but: taken.numbers) { _, teller in teller == item }
    }
    // Behind that, or photos would stay on the site of whose listing is off it.
    try await shelf.bind()
    settleMarkets(changed: taken.changed + waiting.off.count)
    CatalogueMerge.sentences(taken, waiting).forEach(context.decide)
    // Records that are released come alone, and a column that they say nothing of may be there.
    if isFirst || isAnew { taken.lost.finding.map(context.note) }
    try await writeSite(try await entries(), settings)
  }

  /// So that the next table does not ask again.
  private func keep(_ releases: [String: Releases.Release]) {
    if releases.isEmpty { return }
    let business = business
    publication.onDecide { try ReleaseTable($0, business: business).store(releases) }
  }

  private func takeOffHeld() async throws -> CatalogueMerge.Waiting {
    guard let held = try context.held(by: .qa, as: Draft.self) else { return .init() }
    return try await merge.takeOff(held)
  }

  /// What was decided about each record, beside the report.
  private func addVerdicts() throws {
    let verdicts = context.files / VerdictFile.name
    if try FileStatus.ifPresent(verdicts) == nil { return }
    try publication.add(publication.reportDirectory / VerdictFile.name, from: verdicts)
  }

  /// What estimates rest on has changed by so many listings.
  private func settleMarkets(changed: Int) {
    let (business, item) = (business, context.item.id.number)
    publication.onDecide {
      try MarketTable($0, business: business).settle(item: item, changed: changed)
    }
  }

  func run(_ photos: RecordReader<MediaDraft>) async throws {
    let isVisible = try await begin(looksAtAll: false)
    try await open { _ in }
    try await shelf.take(photos, bindsAll: !isVisible)
    // Without a listing there is no site yet; the photos wait for it.
    if try await read({ try $0.isEmpty() }) { return }
    try await writeSite(try await entries())
  }

  func run(_ outcomes: RecordReader<OutcomeRecord>) async throws {
    try await begin(looksAtAll: true)
    var records: [OutcomeRecord] = []
    while let record = try outcomes.next() { records.append(record) }
    let (business, item, stored) = (business, context.item.id.number, records)
    let taken = try await open { connection in
      try OutcomeMerge(connection, business: business, item: item).take(stored)
    }
    try await shelf.bind()
    settleMarkets(changed: taken.gone.count)
    taken.sentences.forEach(context.decide)
    try await writeSite(try await entries())
    let outcomes = Words.english.count(records.count, "1 outcome was", "%1 outcomes were")
    context.decide("\(outcomes) taken in; \(Self.off(taken.gone.count)).")
  }

  /// - Parameter looksAtAll: whether all photos and documents are looked at, even if the site is
  ///   there.
  /// - Returns: whether the site is visible.
  @discardableResult
  private func begin(looksAtAll: Bool) async throws -> Bool {
    let item = context.item
    await publication.aim(
      at: "", .update, reportDirectory: Path("items/\(item.id)-\(Pages.slug(item.name))"))
    try await takeBack()
    let isVisible = try FileStatus.ifPresent(publication.published / "site/index.html") != nil
    try await shelf.begin(looksAtFiles: looksAtAll || !isVisible)
    if !isVisible {
      let business = business
      try await context.tables.write { try PageTable($0, business: business).forget() }
    }
    return isVisible
  }

  /// Takes back what an update did that was never decided.
  func takeBack() async throws {
    let business = business
    let isThere = try await context.tables.read {
      try CatalogueBefore($0, business: business).isThere()
    }
    if !isThere { return }
    while try await context.tables.write({
      try CatalogueBefore($0, business: business).takeBack()
    }) { try Task.checkCancellation() }
  }

  /// Makes the first change of an update.
  private func open<Value: Sendable>(
    _ change: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    let business = business
    publication.onDecide { try CatalogueBefore($0, business: business).settle() }
    return try await context.tables.write { connection in
      try CatalogueBefore(connection, business: business).open()
      return try change(connection)
    }
  }

  /// Pages of what was sold or let long ago go, also where this publication tells it.
  private func forgetOldDepartures() async throws {
    let today = Int((context.now.timeIntervalSince1970 / 86_400).rounded(.down))
    let (business, first) = (business, today - Departure.daysShown)
    let departed = try await context.tables.read { connection in
      try DepartureTable(connection, business: business).all()
    }
    // Nothing is written where nothing changes: that would cost a commit.
    if departed.allSatisfy({ $0.departure.day >= first }) { return }
    try await context.tables.write { connection in
      try DepartureTable(connection, business: business).forget(before: first)
    }
  }

  /// With the option `snapshot: true` a file is all that the business has: the others are off.
  /// What is held for a person is in the file, so that it stays as it was. When held records of a
  /// file are released later, they are not all of it, and nothing goes; nor does what a file that
  /// came later tells of. Of a file that is run again all goes that it told of before, and tells of
  /// no more: left out by now, or held.
  ///
  /// - Parameter isMeant: by a listing, and the item that last told of it.
  private func retire(
    but numbers: Set<Int>, where isMeant: (_ number: Int, _ teller: Int) -> Bool
  ) async throws {
    let others = try await read { try $0.offered() }.filter { !numbers.contains($0) }
    let business = business
    let tellers = try await context.tables.read { connection in
      try TellerTable(connection, business: business).items(others)
    }
    let gone = zip(others, tellers).filter { isMeant($0, $1) }.map(\.0)
    if gone.isEmpty { return }
    try await context.tables.write { connection in
      try CatalogueTable(connection, business: business).retire(gone)
    }
    context.decide("\(Self.off(gone.count)).")
  }

  private static func off(_ count: Int) -> String {
    Words.english.count(
      count, "1 listing is no longer offered", "%1 listings are no longer offered")
  }

  /// By the settings of the business's last table.
  private func writeSite(_ catalogue: consuming CatalogueEntries) async throws {
    let business = business
    let kept = try await context.tables.read { try SiteTable($0, business: business).settings() }
    try await writeSite(consume catalogue, kept ?? SiteSettings(context.item))
  }

  private func writeSite(
    _ catalogue: consuming CatalogueEntries, _ settings: SiteSettings
  ) async throws {
    try await merge.renewCards(catalogue.entries.filter(\.hasOldCard).map(\.number))
    try await forgetOldDepartures()
    // New cards forget what was kept of their chunks, and the portfolio counts by it.
    try await makeMissingChunks()
    let channels = try await channels(settings)
    let departed = try await departed()
    let plan = SitePlan(
      consume catalogue, departed: departed.pages,
      settings: settings.with(channels.settings.contact))
    let (tables, business, files) = (context.tables, business, publication.files)
    // Side by side: none looks at what another writes.
    let portfolio = PortfolioFiles(
      files: files, tables: tables, business: business,
      today: PredictionTable.Made(context.item).day)
    async let report = channels.write()
    async let hasPortfolio = portfolio.write()
    var published = try await tables.read { try PageTable($0, business: business).published() }
    var pages = try await SitePages(plan: plan, files: files, tables: tables, business: business)
      .write(&published)
    pages.add(
      try await SitemapFiles(plan: plan, files: files, tables: tables, business: business)
        .write(&published))
    pages.add(
      try await NewsFiles(plan: plan, files: files, tables: tables, business: business)
        .write(&published))
    pages.add(
      try await DepartedPages(plan: plan, files: files, tables: tables, business: business)
        .write(&published))
    try FixedFiles(plan: plan).write(to: publication)
    try GoneFile(slugs: departed.gone).write(to: publication)
    try await settle(report)
    if try await !hasPortfolio { try removePortfolio() }
    pages.removed = try await removed(published)
    let retired = try await read { try $0.retiredSlugs() }.map(SitePath.listing)
    for path in pages.removed + retired { try publication.remove(Path("site/" + path)) }
    let settled = pages
    publication.onDecide { try PageTable($0, business: business).settle(settled) }
    context.decide(
      "The catalogue has \(Figures.listings(plan.entries.count)); "
        + Words.english.count(pages.count, "1 page was written, ", "%1 pages were written, ")
        + Words.english.count(
          pages.unchanged, "1 shows what it showed.", "%1 show what they showed."))
  }

  /// - Parameter published: what is left of the visible pages.
  private func removed(_ published: PublishedPages) async throws -> [String] {
    if published.isEmpty { return [] }
    let business = business
    return try await context.tables.read { connection in
      try PageTable(connection, business: business).paths(leftOf: published)
    }
  }

  /// Of a business that offers nothing any more nothing is told as a whole.
  private func removePortfolio() throws {
    for name in PortfolioFiles.names {
      let isVisible = try FileStatus.ifPresent(publication.published / name) != nil
      if isVisible { try publication.remove(name) }
    }
  }

  /// By the options of the business's last table.
  private func channels(_ site: SiteSettings) async throws -> ChannelFiles {
    let business = business
    let kept = try await context.tables.read { try ChannelTable($0, business: business).options() }
    return ChannelFiles(
      settings: ChannelSettings(kept ?? context.item.options, site: site), files: publication.files,
      published: publication.published, tables: context.tables, business: business,
      now: Moment(secondsSince1970: Int(context.now.timeIntervalSince1970)))
  }

  /// What is off: pages that say so, and those that are no more.
  private func departed() async throws -> (pages: [DepartedEntry], gone: [String]) {
    let business = business
    return try await context.tables.read { connection in
      let table = DepartureTable(connection, business: business)
      return (try table.all(), try table.gone(limit: GoneFile.linesMax))
    }
  }

  private func settle(_ report: ChannelReport) throws {
    let business = business
    for path in report.removed { try publication.remove(path) }
    publication.onDecide { try ChannelTable($0, business: business).settle() }
    report.decisions.forEach(context.decide)
    report.findings.forEach(context.note)
  }

  private func entries() async throws -> CatalogueEntries {
    try await makeMissingChunks()
    return try await read { try $0.entries() }
  }

  /// Puts together what is kept of the listings of which something has changed.
  private func makeMissingChunks() async throws {
    let business = business
    let missing = try await context.tables.read { connection in
      try ChunkTable(connection, business: business).missing()
    }
    for start in stride(from: 0, to: missing.count, by: Self.chunksPerBatch) {
      let chunks = missing[start...].prefix(Self.chunksPerBatch)
      try await context.tables.write { connection in
        for chunk in chunks { try ChunkTable(connection, business: business).make(chunk) }
      }
    }
  }

  private static let chunksPerBatch = 64

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (CatalogueTable) throws -> Value
  ) async throws -> Value {
    let business = business
    return try await context.tables.read { connection in
      try body(CatalogueTable(connection, business: business))
    }
  }
}
