import Pages

/// One page of a list: what it shows, how to narrow it, and the way to the next page.
struct ListPageView: HTML {
  let page: SitePlan.ListPagePlan
  let plan: SitePlan
  let cards: [KeptCard]
  /// ``FilterView`` of the list.
  let filters: Stencil

  private var list: SitePlan.ListPlan { page.list }

  func write(_ writer: inout HTMLWriter) {
    plan.frame.page(head, current: list.selection.deal) {
      if isHome {
        hero
      } else {
        heading
      }
      filters.stamped(.later)
      if cards.isEmpty {
        p(.class("empty")) { "There is nothing on offer at the moment." }
      } else {
        listings
      }
      PagingView(page: page.page, count: list.pageCount, directory: list.directory)
    }.write(&writer)
  }

  private var isHome: Bool { list.directory.isEmpty && page.page == 1 }

  private var title: String {
    let title = list.selection == .all ? "All property" : plan.title(of: list.selection)
    return list.order == .newest ? title : "\(title), by price"
  }

  private var countText: String {
    Figures.listings(list.listingCount)
  }

  private var head: PageHead {
    let name = plan.settings.name
    let number = page.page > 1 ? ", page \(page.page)" : ""
    var head = plan.frame.head(
      title: isHome ? "\(name): property on offer" : plan.frame.title(title + number),
      description: "\(title) with \(name): \(countText) with prices and facts\(number).",
      path: page.path)
    if isHome { head.linkedData = SiteLinkedData(settings: plan.settings).all }
    if let data = linkedData { head.linkedData.append(data) }
    return head
  }

  private var linkedData: LinkedData? {
    guard let address = plan.settings.address(of: page.path),
      let identity = plan.settings.identity(.list, of: page.path)
    else { return nil }
    let before = (page.page - 1) * SitePlan.listingsPerPage
    let items = cards.enumerated().map { index, card in
      LinkedData.object([
        ("@type", "ListItem"), ("position", .integer(before + index + 1)),
        ("url", .text(plan.settings.address(of: SitePath.listing(card.slug)) ?? "")),
      ])
    }
    return [
      "@context": "https://schema.org", "@type": "ItemList", "@id": identity,
      "name": .text(title), "url": .text(address), "numberOfItems": .integer(list.listingCount),
      "itemListElement": .list(items),
    ]
  }

  @HTMLBuilder private var hero: some HTML {
    div(.class("hero")) {
      p(.class("eyebrow")) { countText }
      h1(.dir("auto")) { plan.settings.name }
      if !heroCounts.isEmpty { p(.class("lead")) { heroCounts } }
      if !plan.departed.isEmpty {
        p(.class("muted")) {
          a(.href(Link(inSite: SitePath.list(SitePath.departed)))) {
            "\(Figures.grouped(plan.departed.count)) sold or let lately"
          }
        }
      }
    }
  }

  /// “5,120 for sale, 1,523 to rent”.
  private var heroCounts: String {
    plan.deals.map { deal in
      "\(Figures.grouped(plan.count(of: Selection(deal: deal)))) \(deal.label.lowercased())"
    }.joined(separator: " · ")
  }

  @HTMLBuilder private var heading: some HTML {
    div(.class("heading")) {
      p(.class("eyebrow")) {
        list.pageCount > 1 ? "\(countText) · page \(page.page) of \(list.pageCount)" : countText
      }
      h1(.dir("auto")) { title }
    }
  }

  @HTMLBuilder private var listings: some HTML {
    h2(.class("hidden-text")) { "Listings" }
    ul(.class("cards")) {
      for card in cards {
        card.stencil.stamped(card.number == cards.first?.number ? .first : .later)
      }
    }
  }

}
