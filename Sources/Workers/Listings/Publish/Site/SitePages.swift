import Files
import Pages
import Pipeline
import Storage

/// Writes the pages that have changed, batch by batch: while one is laid out, the next is read.
struct SitePages {
  let plan: SitePlan
  let publication: PublicationWriter
  let tables: any Database
  let business: String

  struct Counts {
    var written = 0
    var unchanged = 0
    /// Pages of lists that are no more, below the site's directory.
    var removedPaths: [String] = []
  }

  private static let listingsPerBatch = 256
  private static let listPagesPerBatch = 16

  func write() async throws -> Counts {
    var counts = Counts()
    var writer = HTMLWriter(capacity: 64 << 10)
    try await writeListings(&writer, &counts)
    try await writeLists(&writer, &counts)
    try await removeRetired()
    return counts
  }

  private func write(
    _ page: some HTML, at path: String, _ writer: inout HTMLWriter
  ) throws {
    writer.reset()
    page.write(&writer)
    try writer.withBytes { try publication.write(Path("site/\(path)index.html"), $0) }
  }

  private func removeRetired() async throws {
    let business = business
    let slugs = try await tables.read { connection in
      try CatalogueTable(connection, business: business).retiredSlugs()
    }
    for slug in slugs { try publication.remove(Path("site/listings/\(slug)/index.html")) }
  }
}

// Listings
extension SitePages {
  private func writeListings(_ writer: inout HTMLWriter, _ counts: inout Counts) async throws {
    let changed = plan.entries.indices.filter { position in
      plan.entries[position].published != plan.listingPage(at: position).digest
    }
    counts.written += changed.count
    counts.unchanged += plan.entries.count - changed.count
    let batches = stride(from: 0, to: changed.count, by: Self.listingsPerBatch).map { start in
      changed[start..<min(start + Self.listingsPerBatch, changed.count)].map {
        plan.listingPage(at: $0)
      }
    }
    guard var pages = batches.first else { return }
    let loader = ListingLoader(tables: tables, business: business)
    var batch = try await loader.load(pages)
    for index in batches.indices {
      let following = index + 1 < batches.count ? batches[index + 1] : []
      async let next = loader.load(following)
      try write(pages, batch, &writer)
      batch = try await next
      pages = following
    }
  }

  private func write(
    _ pages: [SitePlan.ListingPagePlan], _ batch: ListingLoader.Batch, _ writer: inout HTMLWriter
  ) throws {
    for (page, listing) in zip(pages, batch.listings) {
      let view = ListingPageView(
        listing, similar: page.similar.compactMap { batch.similar[$0] }, list: page.list, of: plan)
      try write(view, at: "listings/\(listing.slug)/", &writer)
    }
    let business = business
    let written = pages.map { (number: $0.number, digest: $0.digest) }
    tables.enqueue { try PageTable($0, business: business).setPending(listings: written) }
  }
}

// Lists
extension SitePages {
  private func writeLists(_ writer: inout HTMLWriter, _ counts: inout Counts) async throws {
    let business = business
    var published = try await tables.read { connection in
      try PageTable(connection, business: business).published()
    }
    var batch: [SitePlan.ListPagePlan] = []
    for selection in plan.selections {
      for page in plan.pages(of: selection) {
        if published.removeValue(forKey: page.path) == page.digest {
          counts.unchanged += 1
          continue
        }
        batch.append(page)
        if batch.count == Self.listPagesPerBatch { try await write(&batch, &writer, &counts) }
      }
    }
    try await write(&batch, &writer, &counts)
    counts.removedPaths = published.keys.sorted()
    for path in counts.removedPaths { try publication.remove(Path("site/\(path)index.html")) }
  }

  private func write(
    _ pages: inout [SitePlan.ListPagePlan], _ writer: inout HTMLWriter, _ counts: inout Counts
  ) async throws {
    if pages.isEmpty { return }
    let business = business
    let numbers = pages.map(\.numbers)
    let cards = try await tables.read { connection in
      let table = CatalogueTable(connection, business: business)
      return try numbers.map { try table.cards($0) }
    }
    for (page, cards) in zip(pages, cards) {
      try write(ListPageView(page, of: plan, cards: cards), at: page.path, &writer)
    }
    let written = pages.map { (path: $0.path, digest: $0.digest) }
    tables.enqueue { try PageTable($0, business: business).setPending(pages: written) }
    counts.written += pages.count
    pages.removeAll(keepingCapacity: true)
  }
}

/// Reads what the pages of listings are made of; apart from ``SitePages``, so that it can be at
/// work while pages are laid out.
private struct ListingLoader: Sendable {
  let tables: any Database
  let business: String

  struct Batch: Sendable {
    var listings: [CatalogueDraft] = []
    var similar: [Int: Card] = [:]
  }

  func load(_ pages: [SitePlan.ListingPagePlan]) async throws -> Batch {
    if pages.isEmpty { return Batch() }
    let business = business
    return try await tables.read { connection in
      let table = CatalogueTable(connection, business: business)
      var batch = Batch(listings: try table.drafts(pages.map(\.number)))
      for card in try table.cards(Set(pages.flatMap(\.similar))) {
        batch.similar[card.number] = card
      }
      return batch
    }
  }
}
