import Files
import Pages
import Pipeline
import Storage

/// Writes the list of all pages for search engines; only where the site's address is known.
struct SitemapFiles {
  let tables: any Database
  let business: String
  let plan: SitePlan

  func write(to publication: PublicationWriter) async throws {
    guard let address = plan.settings.address else { return }
    var entries = plan.selections.flatMap { plan.pages(of: $0) }.compactMap { page in
      Link(address + page.path).map { Sitemap.Entry(address: $0) }
    }
    var files: [String] = []
    var last = 0
    while true {
      let listings = try await load(after: last)
      for listing in listings {
        guard let link = Link("\(address)listings/\(listing.slug)/") else { continue }
        entries.append(Sitemap.Entry(address: link, modified: listing.listedDay.map(Self.day)))
        if entries.count == Sitemap.entriesMax { try write(&entries, &files, publication) }
      }
      guard let listing = listings.last else { break }
      last = listing.number
    }
    if files.isEmpty { return try write(Sitemap(entries[...]), "sitemap.xml", publication) }
    try write(&entries, &files, publication)
    try write(SitemapIndex(files.compactMap { Link(address + $0) }), "sitemap.xml", publication)
  }

  private func load(after number: Int) async throws -> [ListingAddress] {
    let business = business
    return try await tables.read { connection in
      try CatalogueTable(connection, business: business).addresses(after: number, limit: 5000)
    }
  }

  /// Writes one of several sitemaps.
  private func write(
    _ entries: inout [Sitemap.Entry], _ files: inout [String], _ publication: PublicationWriter
  ) throws {
    if entries.isEmpty { return }
    let name = "sitemap-\(files.count + 1).xml"
    try write(Sitemap(entries[...]), name, publication)
    files.append(name)
    entries.removeAll(keepingCapacity: true)
  }

  private func write(_ file: some HTML, _ name: String, _ publication: PublicationWriter) throws {
    var writer = HTMLWriter()
    file.write(&writer)
    try writer.withBytes { try publication.write(Path("site/\(name)"), $0) }
  }

  /// - Parameter day: `20251017`.
  private static func day(_ day: Int) -> String {
    let digits = String(day)
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6))"
  }
}
