/// The file `robots.txt`: whether search engines may read the site, and where its sitemap is.
///
/// Source: RFC 9309, Robots Exclusion Protocol.
package struct Robots: HTML {
  private let isListed: Bool
  private let sitemap: Link?

  package init(isListed: Bool, sitemap: Link? = nil) {
    self.isListed = isListed
    self.sitemap = sitemap
  }

  package func write(_ writer: inout HTMLWriter) {
    writer.markup(isListed ? "User-agent: *\nAllow: /\n" : "User-agent: *\nDisallow: /\n")
    guard isListed, let sitemap else { return }
    writer.markup("Sitemap: ")
    for byte in sitemap.text.utf8 { writer.byte(byte) }
    writer.byte(0x0A)
  }
}
