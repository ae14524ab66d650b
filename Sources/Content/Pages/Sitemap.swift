/// The list of a site's pages for search engines.
///
/// Source: the protocol of sitemaps.org, version 0.9, and Google's image extension 1.1.
package struct Sitemap: HTML {
  /// One page.
  package struct Entry: Sendable {
    package let address: Link
    /// The day of the last change of what the page shows, as `2026-11-21`.
    package let modified: String?
    package let pictures: [Link]

    /// - Parameter modified: Left out of the file unless it has the form of a day.
    package init(address: Link, modified: String? = nil, pictures: [Link] = []) {
      self.address = address
      self.modified = modified.flatMap { Entry.isDay($0) ? $0 : nil }
      self.pictures = pictures
    }

    private static func isDay(_ text: String) -> Bool {
      let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
      return parts.map(\.count) == [4, 2, 2]
        && parts.joined().allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  /// The most entries that one file may hold; a larger site needs a ``SitemapIndex``.
  package static let entriesMax = 50_000
  /// The most pictures of one page.
  package static let picturesMax = 1_000

  private let entries: ArraySlice<Entry>

  /// - Parameter entries: At most ``entriesMax``, in the order in which they are to appear.
  package init(_ entries: ArraySlice<Entry>) {
    precondition(entries.count <= Sitemap.entriesMax, "A sitemap holds at most 50,000 pages.")
    self.entries = entries
  }

  package func write(_ writer: inout HTMLWriter) {
    writer.markup(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">

      """)
    for entry in entries { write(entry, to: &writer) }
    writer.markup("</urlset>\n")
  }

  private func write(_ entry: Entry, to writer: inout HTMLWriter) {
    writer.markup("<url><loc>")
    writer.text(entry.address.text)
    writer.markup("</loc>")
    if let modified = entry.modified {
      writer.markup("<lastmod>")
      writer.text(modified)
      writer.markup("</lastmod>")
    }
    for picture in entry.pictures.prefix(Sitemap.picturesMax) {
      writer.markup("<image:image><image:loc>")
      writer.text(picture.text)
      writer.markup("</image:loc></image:image>")
    }
    writer.markup("</url>\n")
  }
}

/// The list of a large site's sitemaps.
package struct SitemapIndex: HTML {
  private let sitemaps: [Link]

  package init(_ sitemaps: [Link]) { self.sitemaps = sitemaps }

  package func write(_ writer: inout HTMLWriter) {
    writer.markup(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

      """)
    for sitemap in sitemaps {
      writer.markup("<sitemap><loc>")
      writer.text(sitemap.text)
      writer.markup("</loc></sitemap>\n")
    }
    writer.markup("</sitemapindex>\n")
  }
}
