import Pages

/// What all pages of a site have around their content. Links are relative, so that the site works
/// in any folder and from a disk.
struct SiteFrame: Sendable {
  let settings: SiteSettings
  /// The deals that have lists of their own, for the bar on top.
  let deals: [Listing.Deal]

  /// Of what is around the content, and of what the settings change in it.
  static func digest(_ settings: SiteSettings, _ deals: [Listing.Deal]) -> Int {
    var digest = ContentDigest()
    digest.mix(settings.digest)
    for deal in deals { digest.mix(deal.slug) }
    return digest.value
  }

  /// A title with the site's name behind it, as far as both fit into a search result.
  func title(_ title: String) -> String {
    let whole = "\(title) · \(settings.name)"
    return whole.count <= Self.titleMax ? whole : title
  }

  static let titleMax = 65

  /// - Parameter path: of the page, below the site's directory.
  func head(title: String, description: String, path: String) -> PageHead {
    var head = PageHead(title: title, description: description)
    head.siteName = settings.name
    head.address = settings.link(to: path)
    head.stylesheet = Link(inSite: "style.css")
    head.icon = Link(inSite: "icon.svg")
    head.touchIcon = Link(inSite: "icon.png")
    head.locale = "\(head.language)_\(settings.country ?? "GB")"
    // Both must be absolute, or say where the site is.
    guard let picture = settings.link(to: "share.png") else { return head }
    head.picture = PageHead.Picture(
      link: picture, description: "A row of houses", width: 1200, height: 630)
    head.feeds = [
      ("application/rss+xml", Link(inSite: NewsFiles.rss)),
      ("application/feed+json", Link(inSite: NewsFiles.json)),
    ]
    return head
  }

  /// As ``head(title:description:path:)``, for a page that is neither a list nor a listing.
  func plainHead(title: String, description: String, path: String) -> PageHead {
    var head = head(title: title, description: description, path: path)
    if let address = settings.address(of: path), let site = settings.reference(to: .site) {
      head.linkedData = [
        [
          "@context": "https://schema.org", "@type": "WebPage", "@id": .text(address),
          "name": .text(title), "url": .text(address), "isPartOf": site,
        ]
      ]
    }
    return head
  }

  /// - Parameter current: the deal whose lists the page belongs to.
  func page<Content: HTML>(
    _ head: PageHead, current: Listing.Deal? = nil, @HTMLBuilder content: () -> Content
  ) -> some HTML {
    Page(head) {
      a(.class("brand"), .href(Link(inSite: SitePath.home))) { settings.name }
      nav(.ariaLabel("Listings")) {
        for deal in deals {
          a(
            .href(Link(inSite: SitePath.list(deal.slug + "/"))),
            .ariaCurrent("true").when(deal == current)
          ) { deal.label }
        }
        a(.href(Link(inSite: SitePath.search))) { "Search" }
      }
    } content: {
      content()
    } footer: {
      p {
        settings.name
        " · "
        a(.href(Link(inSite: SitePath.privacy))) { "Privacy" }
      }
      p(.class("muted")) {
        "Descriptions state what the owner or agent gave. Check them before you decide."
      }
    }
  }
}

extension SiteRoot {
  /// For a page at this path below the site's directory.
  init(from path: String) { self = .up(path.utf8.count { $0 == 0x2f }) }
}
