import Files
import Pages
import Pipeline
import Storage

// The list of all pages for search engines, only where the site's address is known:
//
//   sitemap.xml          names the others
//   sitemap-lists.xml    pages of lists, with the day of the newest listing that each shows
//   sitemap-3.xml        pages of the listings 2001 to 3000, with their photos
//
// The parts are small, so that one changed listing costs one of them and not a file of all.

/// Writes the sitemaps that have changed.
struct SitemapFiles {
  let plan: SitePlan
  let files: PublicationFiles
  let tables: any Database
  let business: String

  private static let index = "sitemap.xml"
  private static let lists = "sitemap-lists.xml"
  private static let listingsPerPart = 1000

  /// - Parameter published: as ``SitePages/write(_:)`` takes it.
  func write(_ published: inout PublishedPages) async throws -> WrittenPages {
    guard let address = plan.settings.address else { return WrittenPages() }
    let lists = plan.listPlans
    let parts = partDigests()
    var all = parts.map { (Self.path($0.key), $0.value) }
    all.append((Self.lists, digest(of: lists)))
    all.append((Self.index, digest(of: parts.keys.sorted())))
    var pages = WrittenPages(unchanged: all.count)
    for (path, digest) in all where published.take(path) != digest {
      pages.others.append((path, digest))
    }
    pages.unchanged -= pages.others.count
    let changed = Set(pages.others.map(\.path))
    for part in parts.keys.sorted() where changed.contains(Self.path(part)) {
      try write(Sitemap(try await listings(of: part)[...]), Self.path(part))
    }
    if changed.contains(Self.lists) { try write(Sitemap(entries(of: lists)), Self.lists) }
    if changed.contains(Self.index) {
      let paths = [Self.lists] + parts.keys.sorted().map(Self.path)
      try write(SitemapIndex(paths.compactMap { Link(address + $0) }), Self.index)
    }
    return pages
  }

  private static func path(_ part: Int) -> String { "sitemap-\(part).xml" }

  /// Of what each part says of its listings; the order among them does not count.
  private func partDigests() -> [Int: Int] {
    var digests: [Int: Int] = [:]
    for entry in plan.entries {
      var digest = ContentDigest()
      digest.mix(plan.settings.digest)
      digest.mix(entry.number)
      digest.mix(entry.digest)
      digests[(entry.number - 1) / Self.listingsPerPart + 1, default: 0] &+= digest.value
    }
    return digests
  }

  private func digest(of lists: [SitePlan.ListPlan]) -> Int {
    var digest = ContentDigest()
    digest.mix(plan.settings.digest)
    for entry in plan.departed { digest.mix(entry.digest) }
    var walk = ListWalk(plan)
    for list in lists {
      digest.mix(list.directory)
      let positions = walk.positions(of: list)
      for page in 1...list.pageCount {
        digest.mix(Int(plan.changedDay(of: page, positions) ?? 0))
      }
    }
    return digest.value
  }

  private func digest(of parts: [Int]) -> Int {
    var digest = ContentDigest()
    digest.mix(plan.settings.digest)
    for part in parts { digest.mix(part) }
    return digest.value
  }

  /// - Returns: at most ``Pages/Sitemap/entriesMax``; further pages are found through those.
  private func entries(of lists: [SitePlan.ListPlan]) -> ArraySlice<Sitemap.Entry> {
    var entries = [SitePath.search, SitePath.privacy].compactMap { entry($0, changed: nil) }
    var walk = ListWalk(plan)
    for list in lists where entries.count < Sitemap.entriesMax {
      let positions = walk.positions(of: list)
      for page in 1...list.pageCount where entries.count < Sitemap.entriesMax {
        let day = plan.changedDay(of: page, positions).map { Int($0) }
        let path = SitePath.list(list.directory, page: page)
        entries += [entry(path, changed: day)].compactMap(\.self)
      }
    }
    return (entries + departed).prefix(Sitemap.entriesMax)
  }

  /// - Parameter day: since 1970.
  private func entry(_ path: String, changed day: Int?) -> Sitemap.Entry? {
    plan.settings.link(to: path).map { link in
      Sitemap.Entry(address: link, modified: day.map { ISODay.text(ofSeconds: $0 * 86_400) })
    }
  }

  /// What was sold or let lately, with the pages that list it.
  private var departed: [Sitemap.Entry] {
    let perPage = SitePlan.listingsPerPage
    // The latest stands first on each page.
    let lists = stride(from: 0, to: plan.departed.count, by: perPage).compactMap { first in
      entry(
        SitePath.list(SitePath.departed, page: first / perPage + 1),
        changed: plan.departed[first].departure.day)
    }
    return lists
      + plan.departed.compactMap {
        entry(SitePath.listing($0.slug), changed: $0.departure.day)
      }
  }

  private func listings(of part: Int) async throws -> [Sitemap.Entry] {
    let (business, settings) = (business, plan.settings)
    let first = (part - 1) * Self.listingsPerPart + 1
    return try await tables.read { connection in
      try CatalogueTable(connection, business: business)
        .addresses(first..<first + Self.listingsPerPart)
        .compactMap { listing in
          settings.link(to: SitePath.listing(listing.slug)).map { link in
            Sitemap.Entry(
              address: link, modified: ISODay.text(ofSeconds: listing.changed),
              pictures: listing.photos.compactMap { settings.link(to: $0) })
          }
        }
    }
  }

  private func write(_ file: some HTML, _ name: String) throws {
    var writer = HTMLWriter()
    file.write(&writer)
    try writer.withBytes { try files.write(Path("site/" + name), $0) }
  }
}
