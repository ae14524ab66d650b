import Images
import Pages

/// The page of one listing: what its owner says of it. What was worked out for the owner, such as
/// how the price compares or what is odd, is in the report and the exports and never here.
struct ListingPageView: HTML {
  let listing: CatalogueDraft
  let similar: [KeptCard]
  /// The list that the page leads back to, and its title.
  let list: Selection
  let plan: SitePlan

  private var draft: Draft { listing.draft }
  private var facts: Listing { listing.draft.plan.listing }

  init(_ listing: CatalogueDraft, similar: [KeptCard], list: Selection, of plan: SitePlan) {
    self.listing = listing
    self.similar = similar
    self.list = list
    self.plan = plan
  }

  func write(_ writer: inout HTMLWriter) {
    plan.frame.page(head, current: facts.deal) {
      trail
      article(.class("listing")) {
        pictures
        div(.class("columns")) {
          div(.class("main")) {
            h1(.dir("auto")) { draft.headline }
            if let place = PlaceText.whole(facts) { p(.class("place"), .dir("auto")) { place } }
            div(.class("narrow-price")) { PriceView(price: facts.price) }
            KeyFactsView(listing: facts)
            section {
              h2 { "Description" }
              p(.class("description")) { draft.description }
            }
            ownWords
            features
            FactsTableView(plan: draft.plan)
            DocumentsView(documents: listing.media.documents)
          }
          aside(.class("side")) {
            if listing.photos.isEmpty { artwork }
            ContactView(listing: facts)
          }
        }
      }
      similarHomes
    }.write(&writer)
  }

  private var head: PageHead {
    var head = plan.frame.head(title: title, description: summary, path: path)
    if let photo = listing.photos.first, let file = photo.files(.jpeg).first,
      let link = plan.settings.link(to: photo)
    {
      head.picture = PageHead.Picture(
        link: link, description: draft.headline, width: file.width, height: file.height)
    }
    head.linkedData = [ListingLinkedData.of(listing, path: path, settings: plan.settings)]
    if let trail = trailData { head.linkedData.append(trail) }
    return head
  }

  /// The headline, the price and the listing's mark: as much as a search result shows.
  private var title: String {
    let end = " · \(listing.mark)"
    let price = facts.price.map { ", \(PriceText($0).amount)" } ?? ""
    let narrow = draft.headline.lastIndex(of: ",").map { draft.headline[..<$0] }
    let titles = [draft.headline + price, (narrow ?? draft.headline[...]) + price, draft.headline]
    let title = titles.first { $0.count + end.count <= Self.titleMax }
    return (title ?? Self.shortened(draft.headline, to: Self.titleMax - end.count)) + end
  }

  private var summary: String {
    let end = " Listing \(listing.mark)."
    return Self.shortened(draft.summary, to: Self.summaryMax - end.count) + end
  }

  private static let titleMax = 65
  private static let summaryMax = 165

  /// Cut behind a word.
  private static func shortened(_ text: String, to max: Int) -> String {
    if text.count <= max { return text }
    let start = text.prefix(max - 1)
    let end = start.lastIndex(of: " ") ?? start.endIndex
    return start[..<end] + "…"
  }

  private var path: String { SitePath.listing(listing.slug) }

  /// From the home page through the list to here, where addresses are known.
  private var trailData: LinkedData? {
    var steps = [("All property", SitePath.home)]
    if list != .all {
      steps.append((plan.title(of: list), SitePath.list(plan.directory(of: list))))
    }
    steps.append((draft.headline, path))
    let items = steps.enumerated().compactMap { index, step in
      plan.settings.address(of: step.1).map { address in
        LinkedData.object([
          ("@type", "ListItem"), ("position", .integer(index + 1)), ("name", .text(step.0)),
          ("item", .text(address)),
        ])
      }
    }
    return items.isEmpty
      ? nil
      : [
        "@context": "https://schema.org", "@type": "BreadcrumbList",
        "itemListElement": .list(items),
      ]
  }

  @HTMLBuilder private var trail: some HTML {
    nav(.class("trail"), .ariaLabel("Back")) {
      a(.href(Link(inSite: SitePath.list(plan.directory(of: list)))), .dir("auto")) {
        "← " + (list == .all ? "All property" : plan.title(of: list))
      }
    }
  }

  @HTMLBuilder private var pictures: some HTML {
    if !listing.photos.isEmpty {
      GalleryView(photos: listing.photos, headline: draft.headline, deal: facts.deal)
    }
  }

  private var artwork: some HTML {
    Artwork(kind: facts.kind, number: listing.number, loading: .first, deal: facts.deal)
  }

  @HTMLBuilder private var ownWords: some HTML {
    if let text = facts.ownText, !text.isEmpty {
      section {
        h2 { "In the owner’s words" }
        blockquote(.class("own-words"), .dir("auto")) { text }
      }
    }
  }

  @HTMLBuilder private var features: some HTML {
    if !facts.features.isEmpty {
      section {
        h2 { "Features" }
        ul(.class("features")) { for feature in facts.features { li(.dir("auto")) { feature } } }
      }
    }
  }

  @HTMLBuilder private var similarHomes: some HTML {
    if !similar.isEmpty {
      section(.class("similar")) {
        h2 { "Similar listings" }
        ul(.class("cards")) { for card in similar { card.stencil.stamped(.later) } }
      }
    }
  }
}

/// The figures that people look for first.
struct KeyFactsView: HTML {
  let listing: Listing

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    if !pairs.isEmpty {
      dl(.class("key-facts")) {
        for (label, value) in pairs {
          div {
            dt { label }
            dd { value }
          }
        }
      }
    }
  }

  private var pairs: [(label: String, value: String)] {
    var pairs: [(String, String)] = []
    func add(_ one: String, _ many: String, _ number: Double?) {
      guard let number, number > 0 else { return }
      pairs.append((number == 1 ? one : many, Figures.short(number)))
    }
    add("Bedroom", "Bedrooms", listing.bedrooms.map(Double.init))
    add("Bathroom", "Bathrooms", listing.bathrooms)
    add("Toilet", "Toilets", listing.toilets.map(Double.init))
    add("Parking space", "Parking spaces", listing.parkingSpaces.map(Double.init))
    if let area = listing.areaSquareMetres {
      pairs.append(("Area", AreaText(squareMetres: area, written: listing.areaText).whole))
    }
    if let plot = listing.plotSquareMetres {
      pairs.append(("Plot", AreaText(squareMetres: plot, written: listing.areaText).whole))
    }
    return pairs
  }
}

/// Price, and whom to ask.
struct ContactView: HTML {
  let listing: Listing

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    div(.class("panel")) {
      PriceView(price: listing.price)
      if listing.price == nil, let text = listing.priceText {
        p(.class("muted"), .dir("auto")) { text }
      }
      if let agent = listing.agent {
        p(.class("muted")) { "Offered by" }
        p(.class("agent"), .dir("auto")) { agent }
      }
      if let phone = listing.phone, let link = Link(telephone: phone) {
        a(.class("button"), .href(link)) { "Call \(phone)" }
      }
      if let link = listing.link.flatMap({ Link($0) }) {
        a(.class("button quiet"), .href(link), .rel("noopener nofollow")) {
          "See the original listing"
        }
      }
      if let map {
        a(.class("button quiet"), .href(map), .rel("noopener")) { "Show on OpenStreetMap" }
      }
      if let reference = listing.reference {
        p(.class("muted")) { "Reference \(reference)" }
      }
    }
  }

  private var map: Link? {
    guard let latitude = listing.latitude, let longitude = listing.longitude else { return nil }
    return Link(
      "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)"
        + "#map=16/\(latitude)/\(longitude)")
  }
}
