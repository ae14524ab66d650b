import Images
import Pages

/// The page of one listing: what its owner says of it. What was worked out for the owner, such as
/// how the price compares or what is odd, is in the report and the exports and never here.
struct ListingPageView: HTML {
  let listing: CatalogueDraft
  let similar: [KeptCard]
  /// Where those lie, as far as it is known.
  let surroundings: [RingMap.Mark]
  /// The list that the page leads back to, and its title.
  let list: Selection
  let plan: SitePlan

  private var draft: Draft { listing.draft }
  private var facts: Listing { listing.draft.plan.listing }

  init(
    _ listing: CatalogueDraft, similar: [KeptCard], surroundings: [RingMap.Mark] = [],
    list: Selection, of plan: SitePlan
  ) {
    self.listing = listing
    self.similar = similar
    self.surroundings = surroundings
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
            div(.class("narrow-price")) { price }
            departureNote
            KeyFactsView(listing: facts)
            section {
              h2 { "Description" }
              p(.class("description")) { draft.description }
            }
            ownWords
            features
            FactsTableView(
              plan: draft.plan, changed: listing.changed, departure: listing.departure)
            DocumentsView(documents: listing.media.documents)
            map
          }
          aside(.class("side")) {
            if listing.photos.isEmpty { artwork }
            ContactView(
              listing: facts, price: price, title: draft.headline, mark: listing.mark,
              address: address, settings: plan.settings)
            code
          }
        }
      }
      similarHomes
    }.write(&writer)
  }

  private var head: PageHead {
    var head = plan.frame.head(title: title, description: summary, path: path)
    if let photo = listing.photos.first, let file = photo.forSharing,
      let link = plan.settings.link(to: file, of: photo)
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
    let price =
      listing.departure.map { ", \($0.way.label.lowercased())" }
      ?? facts.price.map { ", \(PriceText($0).amount)" } ?? ""
    let narrow = draft.headline.lastIndex(of: ",").map { draft.headline[..<$0] }
    let titles = [draft.headline + price, (narrow ?? draft.headline[...]) + price, draft.headline]
    let max = SiteFrame.titleMax - end.count
    return (titles.first { Self.fits($0, max) } ?? Self.shortened(draft.headline, to: max)) + end
  }

  private var summary: String {
    let end = " Listing \(listing.mark)."
    let start = listing.departure.map { "\($0.words). " } ?? ""
    let text = Self.shortened(start + draft.summary, to: Self.summaryMax - end.count) + end
    return Self.fits(text, Self.summaryMin - 1) ? text + " Offered by \(plan.settings.name)." : text
  }

  /// Whether a text has so many characters at most, without counting all of them: that takes long.
  private static func fits(_ text: String, _ max: Int) -> Bool {
    text.utf8.count <= max
      || text.index(text.startIndex, offsetBy: max + 1, limitedBy: text.endIndex) == nil
  }

  /// Search engines show a shorter one seldom, and cut off a longer one.
  private static let summaryMin = 50
  private static let summaryMax = 165

  /// Cut behind a word.
  private static func shortened(_ text: String, to max: Int) -> String {
    if fits(text, max) { return text }
    let start = text.prefix(max - 1)
    let end = start.lastIndex(of: " ") ?? start.endIndex
    return start[..<end] + "…"
  }

  private var path: String { SitePath.listing(listing.slug) }

  /// From the home page through the list to here, where addresses are known.
  private var trailData: LinkedData? {
    var steps = [("All property", SitePath.home)]
    if listing.departure != nil {
      steps.append((DepartedListView.title, SitePath.list(SitePath.departed)))
    } else if list != .all {
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
    return plan.settings.identity(.trail, of: path).map { identity in
      [
        "@context": "https://schema.org", "@type": "BreadcrumbList", "@id": identity,
        "itemListElement": .list(items),
      ]
    }
  }

  @HTMLBuilder private var trail: some HTML {
    nav(.class("trail"), .ariaLabel("Back")) {
      if listing.departure != nil {
        a(.href(Link(inSite: SitePath.list(SitePath.departed)))) {
          "← " + DepartedListView.title
        }
      } else {
        a(.href(Link(inSite: SitePath.list(plan.directory(of: list)))), .dir("auto")) {
          "← " + (list == .all ? "All property" : plan.title(of: list))
        }
      }
    }
  }

  @HTMLBuilder private var pictures: some HTML {
    if !listing.photos.isEmpty {
      GalleryView(photos: listing.photos, headline: draft.headline, badge: badge)
    }
  }

  private var price: PriceView {
    PriceView(
      price: facts.price, isOnRequest: facts.isPriceOnRequest, reduced: listing.reduced,
      departure: listing.departure)
  }

  private var badge: String? {
    listing.departure?.way.label ?? facts.status?.label ?? facts.deal?.label
  }

  @HTMLBuilder private var departureNote: some HTML {
    if let departure = listing.departure {
      p(.class("note"), .role("note")) {
        "\(departure.words), and no longer on offer. What follows is what was offered."
      }
    }
  }

  private var address: String? { plan.settings.address(of: path) }

  /// On paper, the way back to this page.
  @HTMLBuilder private var code: some HTML {
    if let address, let code = QRCode(address) {
      div(.class("on-paper")) {
        QRCodeView(code, name: "Code with the address of this page")
        p { address }
      }
    }
  }

  private var artwork: some HTML {
    Artwork(kind: facts.kind, number: listing.number, loading: .first, badge: badge)
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

  @HTMLBuilder private var map: some HTML {
    if !surroundings.isEmpty {
      section {
        h2 { "Where it lies" }
        figure(.class("surroundings")) {
          RingMap(name: "The listing in the middle, similar ones around it", marks: surroundings)
          figcaption(.class("muted")) {
            "The listing in the middle, north above; the numbers are the similar listings below, "
            "in their order. Streets are on the map that the links lead to."
          }
        }
      }
    }
  }

  @HTMLBuilder private var similarHomes: some HTML {
    if !similar.isEmpty {
      section(.class("similar")) {
        h2 { listing.departure == nil ? "Similar listings" : "Still on offer" }
        ul(.class("cards")) { for card in similar { card.stencil.stamped(.later) } }
      }
    }
  }
}
