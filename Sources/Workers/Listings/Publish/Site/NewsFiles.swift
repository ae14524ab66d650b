import Files
import Images
import Pages
import Pipeline
import Storage

/// Writes the newest listings as a feed, `feed.xml` and `feed.json`; only where the site's address
/// is known.
struct NewsFiles {
  let plan: SitePlan
  let files: PublicationFiles
  let tables: any Database
  let business: String

  static let rss = "feed.xml"
  static let json = "feed.json"

  private static let entriesMax = 50

  /// - Parameter published: as ``SitePages/write(_:)`` takes it.
  func write(_ published: inout PublishedPages) async throws -> WrittenPages {
    let settings = plan.settings
    guard let site = settings.link(to: SitePath.home), let rss = settings.link(to: Self.rss),
      let json = settings.link(to: Self.json)
    else { return WrittenPages() }
    let newest = plan.newest(Self.entriesMax)
    var digest = ContentDigest()
    digest.mix(settings.digest)
    for entry in newest { digest.mix(entry.digest) }
    let isVisible = [Self.rss, Self.json].allSatisfy { published.digest(of: $0) == digest.value }
    for path in [Self.rss, Self.json] { _ = published.take(path) }
    if isVisible { return WrittenPages(unchanged: 2) }
    let feed = NewsFeed(
      title: settings.name, description: "The newest listings of \(settings.name)", site: site,
      entries: try await entries(newest.map(\.number)))
    try write(feed.rss(at: rss), Self.rss)
    try write(feed.json(at: json), Self.json)
    return WrittenPages(others: [(Self.rss, digest.value), (Self.json, digest.value)])
  }

  private func entries(_ numbers: [Int]) async throws -> [NewsFeed.Entry] {
    let (business, settings) = (business, plan.settings)
    return try await tables.read { connection in
      try CatalogueTable(connection, business: business).drafts(numbers).compactMap { listing in
        guard let address = settings.link(to: SitePath.listing(listing.slug)) else { return nil }
        let price = listing.draft.plan.listing.price.map { ", \(PriceText($0).whole)" } ?? ""
        return NewsFeed.Entry(
          address: address, title: listing.draft.headline + price,
          text: listing.draft.description, day: listing.draft.plan.listing.listed,
          picture: listing.photos.first.flatMap { settings.link(to: $0) })
      }
    }
  }

  private func write(_ file: some HTML, _ name: String) throws {
    var writer = HTMLWriter()
    file.write(&writer)
    try writer.withBytes { try files.write(Path("site/" + name), $0) }
  }
}

extension SitePlan {
  /// The listings of the latest days; of one day, and of those without any, what came last first.
  func newest(_ count: Int) -> [CatalogueEntry] {
    var newest: [CatalogueEntry] = []
    var rest = entries[...]
    while newest.count < count, let day = rest.first?.listedDay {
      let alike = rest.prefix { $0.listedDay == day }
      newest += alike.suffix(count - newest.count).reversed()
      rest = rest[alike.endIndex...]
    }
    return newest
  }
}

extension SiteSettings {
  /// The largest JPEG of a photo, absolute: what all that read feeds can show.
  func link(to photo: ShownPhoto) -> Link? {
    photo.files(.jpeg).first.flatMap { link(to: $0, of: photo) }
  }

  func link(to file: PhotoFile, of photo: ShownPhoto) -> Link? {
    link(to: "photos/\(file.name(photo.base))")
  }
}
