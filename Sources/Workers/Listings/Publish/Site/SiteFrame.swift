import Pages

/// What all pages of a site have around their content, and how they find one another: by relative
/// addresses, so that the site works in any folder and from a disk.
struct SiteFrame {
  let settings: SiteSettings
  /// The deals that have lists of their own, for the bar on top.
  let deals: [Listing.Deal]
  /// From this page to the site's directory: empty or `../../`.
  let root: String

  /// - Parameter path: of the page, below the site's directory: empty or ending with a slash.
  init(_ plan: SitePlan, path: String) {
    self.init(
      settings: plan.settings, deals: plan.deals,
      root: String(repeating: "../", count: path.utf8.count { $0 == 0x2f }))
  }

  init(settings: SiteSettings, deals: [Listing.Deal], root: String) {
    self.settings = settings
    self.deals = deals
    self.root = root
  }

  /// - Parameter path: below the site's directory, empty or ending with a slash.
  func link(toDirectory path: String) -> Link? { Link(root + path + "index.html") }

  func link(toFile path: String) -> Link? { Link(root + path) }

  func link(toListing slug: String) -> Link? { link(toDirectory: "listings/\(slug)/") }

  func head(title: String, description: String, path: String) -> PageHead {
    var head = PageHead(title: title, description: description)
    head.siteName = settings.name
    head.address = settings.address(ofDirectory: path).flatMap { Link($0) }
    head.stylesheet = link(toFile: "style.css")
    head.icon = link(toFile: "icon.svg")
    return head
  }

  /// - Parameter current: the deal whose lists the page belongs to.
  func page(
    _ head: PageHead, current: Listing.Deal? = nil, @HTMLBuilder content: () -> some HTML
  ) -> some HTML {
    Page(head) {
      a(.class("brand"), .href(link(toDirectory: ""))) { settings.name }
      if !deals.isEmpty {
        nav(.ariaLabel("Listings")) {
          for deal in deals {
            a(
              .href(link(toDirectory: deal.slug + "/")),
              .ariaCurrent("true").when(deal == current)
            ) { deal.label }
          }
        }
      }
    } content: {
      content()
    } footer: {
      p { settings.name }
      p(.class("muted")) {
        "Descriptions state what the owner or agent gave. Check them before you decide."
      }
    }
  }
}
