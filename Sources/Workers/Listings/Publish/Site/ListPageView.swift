import Pages

/// One page of a list: what it shows, how to narrow it, and the way to the next page.
struct ListPageView: HTML {
  let page: SitePlan.ListPagePlan
  let plan: SitePlan
  let cards: [Card]

  private let frame: SiteFrame

  init(_ page: SitePlan.ListPagePlan, of plan: SitePlan, cards: [Card]) {
    self.page = page
    self.plan = plan
    self.cards = cards
    frame = SiteFrame(plan, path: page.path)
  }

  func write(_ writer: inout HTMLWriter) {
    frame.page(head, current: page.selection.deal) {
      if page.selection == .all && page.page == 1 {
        hero
      } else {
        heading
      }
      filters
      if cards.isEmpty {
        p(.class("empty")) { "There is nothing on offer at the moment." }
      } else {
        listings
      }
      paging
    }.write(&writer)
  }

  private var title: String {
    page.selection == .all ? "All property" : plan.title(of: page.selection)
  }

  private var countText: String {
    page.listingCount == 1 ? "1 listing" : "\(Figures.grouped(page.listingCount)) listings"
  }

  private var head: PageHead {
    let name = plan.settings.name
    let number = page.page > 1 ? ", page \(page.page)" : ""
    let isHome = page.selection == .all && page.page == 1
    var head = frame.head(
      title: isHome ? "\(name): property on offer" : "\(title)\(number) · \(name)",
      description: "\(title) with \(name): \(countText) with prices and facts\(number).",
      path: page.path)
    if let address = plan.settings.address(ofDirectory: page.path) {
      head.linkedData = [linkedData(address)]
    }
    return head
  }

  private func linkedData(_ address: String) -> LinkedData {
    let items = cards.enumerated().map { index, card in
      LinkedData.object([
        ("@type", "ListItem"), ("position", .integer(index + 1)),
        ("url", .text(plan.settings.address(ofDirectory: "listings/\(card.slug)/") ?? "")),
      ])
    }
    return [
      "@context": "https://schema.org", "@type": "ItemList", "name": .text(title),
      "url": .text(address), "numberOfItems": .integer(page.listingCount),
      "itemListElement": .list(items),
    ]
  }

  @HTMLBuilder private var hero: some HTML {
    div(.class("hero")) {
      p(.class("eyebrow")) { countText }
      h1(.dir("auto")) { plan.settings.name }
      if !heroCounts.isEmpty { p(.class("lead")) { heroCounts } }
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
        page.pageCount > 1 ? "\(countText) · page \(page.page) of \(page.pageCount)" : countText
      }
      h1(.dir("auto")) { title }
    }
  }

  private var filters: some HTML {
    nav(.class("filters"), .ariaLabel("Narrow the list")) {
      row(dealChips, "chips")
      row(kindChips, "chips")
      row(placeChips, "chips places")
    }
  }

  @HTMLBuilder private func row(_ chips: [FilterChip], _ name: String) -> some HTML {
    if !chips.isEmpty {
      ul(.class(name)) { for chip in chips { chip } }
    }
  }

  private var dealChips: [FilterChip] {
    page.filters.deals.map { deal, count in
      chip(deal?.label ?? "All", count) { $0.deal = deal }
    }
  }

  private var kindChips: [FilterChip] {
    page.filters.kinds.map { kind, count in
      chip(kind?.label ?? "Any kind", count) { $0.kind = kind }
    }
  }

  private var placeChips: [FilterChip] {
    page.filters.places.map { place, count in
      chip(place.map { plan.places[$0].name } ?? "Anywhere", count) { $0.place = place }
    }
  }

  private func chip(
    _ label: String, _ count: Int, _ change: (inout Selection) -> Void
  ) -> FilterChip {
    var selection = page.selection
    change(&selection)
    return FilterChip(
      label: label, count: count, isChosen: selection == page.selection,
      link: frame.link(toDirectory: plan.path(of: selection)))
  }

  @HTMLBuilder private var listings: some HTML {
    h2(.class("hidden-text")) { "Listings" }
    ul(.class("cards")) {
      for card in cards {
        CardView(card: card, isFirst: card.number == cards.first?.number, frame: frame)
      }
    }
  }

  @HTMLBuilder private var paging: some HTML {
    if page.pageCount > 1 {
      nav(.class("paging"), .ariaLabel("Pages")) {
        if page.page > 1 { step("← Previous", to: page.page - 1, "prev") }
        for number in PageNumbers.shown(page.page, of: page.pageCount) {
          if let number {
            a(
              .href(link(to: number)), .ariaCurrent("page").when(number == page.page),
              .ariaLabel("Page \(number)")
            ) { number }
          } else {
            span(.ariaHidden) { "…" }
          }
        }
        if page.page < page.pageCount { step("Next →", to: page.page + 1, "next") }
      }
    }
  }

  private func step(_ label: String, to number: Int, _ relation: String) -> some HTML {
    a(.class("step"), .href(link(to: number)), .rel(relation)) { label }
  }

  private func link(to number: Int) -> Link? {
    frame.link(toDirectory: plan.path(of: page.selection, page: number))
  }
}

/// A choice beside a list: where it leads, and how many listings are there.
private struct FilterChip: HTML {
  let label: String
  let count: Int
  let isChosen: Bool
  let link: Link?

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  private var body: some HTML {
    li {
      a(.href(link), .ariaCurrent("true").when(isChosen), .dir("auto")) {
        label
        span(.class("count")) { " " + Figures.grouped(count) }
      }
    }
  }
}

/// Which page numbers stand below a list: the first, the last, and those around the one shown.
enum PageNumbers {
  /// - Returns: nil stands for numbers left out.
  static func shown(_ page: Int, of count: Int) -> [Int?] {
    var shown: [Int?] = []
    var last = 0
    for number in 1...max(count, 1) where number == 1 || number == count || abs(number - page) < 3 {
      if number > last + 1 { shown.append(nil) }
      shown.append(number)
      last = number
    }
    return shown
  }
}
