import Executors
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

  /// What is laid out in one go.
  private enum Batch {
    /// Positions of entries.
    case listings([Int])
    /// Pages of one list.
    case list(SitePlan.ListPlan, [SitePlan.ListPagePlan])
  }

  /// - Parameter published: the other visible files; what is left of them is for the caller.
  func write(_ published: inout PublishedPages) async throws -> WrittenPages {
    var batches = Batches(plan, published)
    published = PublishedPages()
    var pages = WrittenPages()
    try await Parallel.forEach {
      batches.next()
    } work: { batch in
      try await write(batch)
    } take: { written in
      pages.add(written)
    }
    pages.unchanged += batches.unchanged
    published = batches.published
    return pages
  }

  private func write(_ batch: Batch) async throws -> WrittenPages {
    try Task.checkCancellation()
    switch batch {
    case .listings(let positions): return try await writeListings(positions)
    case .list(let list, let pages): return try await write(list, pages)
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
  private func writeListings(_ positions: [Int]) async throws -> WrittenPages {
    let pages = positions.map { plan.listingPage(at: $0) }
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
    let written = WrittenPages.List(
      directory: list.directory, pages: pages.map { Int32($0.page) }, digests: pages.map(\.digest))
    return WrittenPages(lists: [written])
  }
}

// What is to be written
extension SitePages {
  /// The batches of pages that have changed, worked out one by one while others are written: all
  /// plans at once would be larger than the entries.
  private struct Batches: IteratorProtocol {
    private let plan: SitePlan
    private(set) var published: PublishedPages
    /// How many pages were passed over.
    private(set) var unchanged = 0

    private var walk: ListWalk
    private var positions: [Int32] = []
    /// In ``SitePlan/listPlans``: the list whose ``positions`` are there.
    private var list = -1
    /// The next one of the list.
    private var page = 1
    /// In ``SitePlan/entries``: behind the lists come the listings.
    private var entry = 0

    init(_ plan: SitePlan, _ published: PublishedPages) {
      self.plan = plan
      self.published = published
      walk = ListWalk(plan)
    }

    mutating func next() -> Batch? { nextOfLists() ?? nextOfListings() }

    private mutating func nextOfLists() -> Batch? {
      while list < plan.listPlans.count {
        if list >= 0 {
          let changed = nextPages(of: plan.listPlans[list])
          if !changed.isEmpty { return .list(plan.listPlans[list], changed) }
        }
        list += 1
        page = 1
        positions = list < plan.listPlans.count ? walk.positions(of: plan.listPlans[list]) : []
      }
      return nil
    }

    private mutating func nextPages(of list: SitePlan.ListPlan) -> [SitePlan.ListPagePlan] {
      var changed: [SitePlan.ListPagePlan] = []
      while page <= list.pageCount, changed.count < listPagesPerBatch {
        let plan = plan.page(page, of: list, positions)
        let isVisible = published.take(plan.path) == plan.digest
        if isVisible { unchanged += 1 } else { changed.append(plan) }
        page += 1
      }
      return changed
    }

    private mutating func nextOfListings() -> Batch? {
      var changed: [Int] = []
      while entry < plan.entries.count, changed.count < listingsPerBatch {
        if plan.changed[entry] { changed.append(entry) } else { unchanged += 1 }
        entry += 1
      }
      return changed.isEmpty ? nil : .listings(changed)
    }
  }
}
