import Files
import Pages
import Pipeline

/// Writes what every site has, whatever is on offer: style sheet, drawings, the search, the pages
/// about privacy and for a wrong address, and the word to search engines.
struct FixedFiles {
  let plan: SitePlan

  func write(to publication: PublicationWriter) throws {
    try publication.write("site/style.css", PackageResources.site_css + PhotoTint.styles)
    try publication.write("site/icon.svg", PackageResources.icon_svg)
    try publication.write("site/icon.png", PackageResources.icon_png)
    try publication.write("site/share.png", PackageResources.share_png)
    for kind in Listing.Kind.allCases {
      try publication.write(Path("site/art/\(kind.rawValue).svg"), Self.drawing(of: kind))
    }
    try publication.write("site/search.js", PackageResources.search_js)
    try write(SearchPageView(plan: plan), to: Path("site/" + SitePath.search), publication)
    try write(PrivacyPageView(frame: plan.frame), to: Path("site/" + SitePath.privacy), publication)
    try write(notFound, to: "site/404.html", publication, isAtAnyDepth: true)
    let sitemap = plan.settings.address.flatMap { Link($0 + "sitemap.xml") }
    try write(Robots(isListed: true, sitemap: sitemap), to: "site/robots.txt", publication)
  }

  private var notFound: some HTML {
    var head = plan.frame.head(
      title: "No such page · \(plan.settings.name)",
      description: "There is no page at this address; the listing may be gone.", path: "404.html")
    head.isListed = false
    head.address = nil
    return plan.frame.page(head) {
      div(.class("heading")) {
        h1 { "No such page" }
        p(.class("lead")) { "The listing may have been taken off, or the address is wrong." }
        p { a(.class("button"), .href(Link(inSite: SitePath.home))) { "See what is on offer" } }
      }
    }
  }

  private func write(
    _ file: some HTML, to path: Path, _ publication: PublicationWriter, isAtAnyDepth: Bool = false
  ) throws {
    var writer = HTMLWriter()
    // The page for a wrong address is shown at any depth: only absolute links lead from all.
    if isAtAnyDepth, let address = plan.settings.address { writer.root = .address(address) }
    file.write(&writer)
    try writer.withBytes { try publication.write(path, $0) }
  }

  private static func drawing(of kind: Listing.Kind) -> [UInt8] {
    switch kind {
    case .house: PackageResources.art_house_svg
    case .apartment: PackageResources.art_apartment_svg
    case .land: PackageResources.art_land_svg
    case .commercial: PackageResources.art_commercial_svg
    case .room: PackageResources.art_room_svg
    case .other: PackageResources.art_other_svg
    }
  }
}
