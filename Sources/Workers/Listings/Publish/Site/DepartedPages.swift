import Files
import Pages
import Pipeline
import Storage

/// Writes the pages of listings that were sold or let lately, and the list of them.
struct DepartedPages {
  let plan: SitePlan
  let files: PublicationFiles
  let tables: any Database
  let business: String

  /// - Parameter published: as ``SitePages/write(_:)`` takes it.
  func write(_ published: inout PublishedPages) async throws -> WrittenPages {
    var pages = WrittenPages()
    let entries = plan.departed
    let changed = entries.filter { $0.published != digest(of: $0) }
    pages.unchanged = entries.count - changed.count
    for start in stride(from: 0, to: changed.count, by: Self.batchSize) {
      try Task.checkCancellation()
      pages.listings += try await write(changed[start...].prefix(Self.batchSize))
    }
    let count = (entries.count + SitePlan.listingsPerPage - 1) / SitePlan.listingsPerPage
    for page in 0..<count {
      let shown = entries.dropFirst(page * SitePlan.listingsPerPage)
        .prefix(SitePlan.listingsPerPage)
      let path = SitePath.list(SitePath.departed, page: page + 1)
      let digest = digest(of: shown, page: page + 1, of: count)
      if published.take(path) == digest {
        pages.unchanged += 1
        continue
      }
      let view = DepartedListView(
        cards: try await cards(of: shown), page: page + 1, pageCount: count, plan: plan)
      var writer = HTMLWriter(capacity: 64 << 10)
      try write(view, at: path, &writer)
      pages.others.append((path, digest))
    }
    return pages
  }

  private static let batchSize = 128

  /// Of all that the page of a listing shows.
  private func digest(of entry: DepartedEntry) -> Int {
    var digest = ContentDigest()
    digest.mix(plan.frameDigest)
    digest.mix(entry.digest)
    for other in plan.offers(like: entry) { digest.mix(other.digest) }
    return digest.value
  }

  private func digest(of shown: ArraySlice<DepartedEntry>, page: Int, of count: Int) -> Int {
    var digest = ContentDigest()
    digest.mix(plan.frameDigest)
    digest.mix(plan.departed.count)
    digest.mix(page)
    digest.mix(count)
    for entry in shown { digest.mix(entry.digest) }
    return digest.value
  }

  private func write(
    _ entries: ArraySlice<DepartedEntry>
  ) async throws -> [(number: Int, digest: Int)] {
    let business = business
    let similar = entries.map { plan.offers(like: $0).map(\.number) }
    let numbers = entries.map(\.number)
    let (listings, cards) = try await tables.read { connection in
      let table = CatalogueTable(connection, business: business)
      return (try table.drafts(numbers), try similar.map { try table.cards($0) })
    }
    var writer = HTMLWriter(capacity: 32 << 10)
    for (listing, cards) in zip(listings, cards) {
      let list = Selection(deal: listing.draft.plan.listing.deal)
      let view = ListingPageView(listing, similar: cards, list: list, of: plan)
      try write(view, at: SitePath.listing(listing.slug), &writer)
    }
    return entries.map { ($0.number, digest(of: $0)) }
  }

  private func cards(of entries: ArraySlice<DepartedEntry>) async throws -> [CardView] {
    let business = business
    let numbers = entries.map(\.number)
    return try await tables.read { connection in
      try CatalogueTable(connection, business: business).drafts(numbers).map { listing in
        CardView(
          card: Card(
            listing.draft, number: listing.number, slug: listing.slug,
            photo: listing.photos.first, departure: listing.departure))
      }
    }
  }

  private func write(_ page: some HTML, at path: String, _ writer: inout HTMLWriter) throws {
    writer.reset()
    writer.root = SiteRoot(from: path)
    page.write(&writer)
    try writer.withBytes { try files.write(Path("site/" + path), $0) }
  }
}

extension SitePlan {
  /// The newest listings on offer of the same deal and kind.
  func offers(like entry: DepartedEntry) -> [CatalogueEntry] {
    var found: [CatalogueEntry] = []
    for other in entries where other.deal == entry.deal && other.kind == entry.kind {
      found.append(other)
      if found.count == SimilarListings.countMax { break }
    }
    return found
  }
}
