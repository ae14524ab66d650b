import Files
import Pages
import Pipeline
import Storage

/// Writes the pages that have changed, in batches that are read and laid out side by side.
struct SitePages: Sendable {
  let plan: SitePlan
  let files: PublicationFiles
  let tables: any Database
  let business: String
  private let cache = CardCache()

  init(
    plan: SitePlan, files: PublicationFiles, tables: any Database, business: String
  ) {
    self.plan = plan
    self.files = files
    self.tables = tables
    self.business = business
  }

  private static let listingsPerBatch = 128
  private static let listPagesPerBatch = 16
  /// So many at a time: enough for all cores to lay out while others wait for the database.
  private static let batchesMax = 4

  /// What is laid out in one go.
  private enum Batch {
    /// Positions of entries.
    case listings(ArraySlice<Int32>)
    /// Pages of one list, by their numbers: all plans at once would be larger than the entries.
    case list(SitePlan.ListPlan, ArraySlice<Int32>)
  }

  /// - Parameter published: the digests of the other visible files, by path; what is left of them
  ///   is for the caller.
  func write(_ published: inout [String: Int]) async throws -> WrittenPages {
    var pages = WrittenPages()
    let batches = batches(&published, &pages)
    pages.add(
      try await withThrowingTaskGroup(of: WrittenPages.self) { group in
        var pages = WrittenPages()
        for (index, batch) in batches.enumerated() {
          if index >= Self.batchesMax, let done = try await group.next() { pages.add(done) }
          group.addTask { try await write(batch) }
        }
        for try await done in group { pages.add(done) }
        return pages
      })
    return pages
  }

  private func batches(_ published: inout [String: Int], _ pages: inout WrittenPages) -> [Batch] {
    var batches: [Batch] = []
    for list in plan.listPlans {
      var changed: [Int32] = []
      for number in 1...list.pageCount {
        let page = plan.page(number, of: list)
        if published.removeValue(forKey: page.path) != page.digest { changed.append(Int32(number)) }
      }
      pages.unchanged += list.pageCount - changed.count
      for start in stride(from: 0, to: changed.count, by: Self.listPagesPerBatch) {
        batches.append(.list(list, changed[start...].prefix(Self.listPagesPerBatch)))
      }
    }
    let changed = plan.changedListings
    pages.unchanged += plan.entries.count - changed.count
    for start in stride(from: 0, to: changed.count, by: Self.listingsPerBatch) {
      batches.append(.listings(changed[start...].prefix(Self.listingsPerBatch)))
    }
    return batches
  }

  private func write(_ batch: Batch) async throws -> WrittenPages {
    try Task.checkCancellation()
    switch batch {
    case .listings(let positions): return try await writeListings(positions)
    case .list(let list, let numbers):
      return try await write(list, numbers.map { plan.page(Int($0), of: list) })
    }
  }

  private func write(
    _ page: some HTML, at path: String, _ writer: inout HTMLWriter
  ) throws {
    writer.reset()
    writer.root = SiteRoot(from: path)
    page.write(&writer)
    try writer.withBytes { try files.write(Path("site/" + path), $0) }
  }
}

// Listings
extension SitePages {
  private func writeListings(_ positions: ArraySlice<Int32>) async throws -> WrittenPages {
    let pages = positions.map { plan.listingPage(at: Int($0)) }
    let (listings, cards) = try await load(pages)
    var writer = HTMLWriter(capacity: 32 << 10)
    for (page, listing) in zip(pages, listings) {
      let view = ListingPageView(
        listing, similar: page.similar.compactMap { cards[$0] },
        surroundings: page.surroundings, list: page.list, of: plan)
      try write(view, at: SitePath.listing(listing.slug), &writer)
    }
    return WrittenPages(listings: pages.map { ($0.number, $0.digest) })
  }

  private func load(
    _ pages: [SitePlan.ListingPagePlan]
  ) async throws -> (listings: [CatalogueDraft], cards: [Int: KeptCard]) {
    let (business, cache) = (business, cache)
    return try await tables.read { connection in
      let table = CatalogueTable(connection, business: business)
      let listings = try table.drafts(pages.map(\.number))
      return (listings, try cache.cards(pages.flatMap(\.similar)) { try table.cards($0) })
    }
  }
}

// Lists
extension SitePages {
  private func write(
    _ list: SitePlan.ListPlan, _ pages: [SitePlan.ListPagePlan]
  ) async throws -> WrittenPages {
    let (business, cache) = (business, cache)
    let numbers = pages.map { plan.numbers(on: $0) }
    let cards = try await tables.read { connection in
      let table = CatalogueTable(connection, business: business)
      return try cache.cards(numbers.joined()) { try table.cards($0) }
    }
    let filters = Stencil { FilterView(list: list, plan: plan) }
    var writer = HTMLWriter(capacity: 64 << 10)
    for (page, numbers) in zip(pages, numbers) {
      let view = ListPageView(
        page: page, plan: plan, cards: numbers.compactMap { cards[$0] }, filters: filters)
      try write(view, at: page.path, &writer)
    }
    return WrittenPages(others: pages.map { ($0.path, $0.digest) })
  }
}
