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
      paging
    }.write(&writer)
  }

  private var isHome: Bool { list.selection == .all && page.page == 1 }

  private var title: String {
    list.selection == .all ? "All property" : plan.title(of: list.selection)
  }

  private var countText: String {
    list.listingCount == 1 ? "1 listing" : "\(Figures.grouped(list.listingCount)) listings"
  }

  private var head: PageHead {
    let name = plan.settings.name
    let number = page.page > 1 ? ", page \(page.page)" : ""
    var head = plan.frame.head(
      title: isHome ? "\(name): property on offer" : "\(title)\(number) · \(name)",
      description: "\(title) with \(name): \(countText) with prices and facts\(number).",
      path: page.path)
    if let address = plan.settings.address(of: page.path) {
      head.linkedData = [linkedData(address)]
    }
    return head
  }

  private func linkedData(_ address: String) -> LinkedData {
    let items = cards.enumerated().map { index, card in
      LinkedData.object([
        ("@type", "ListItem"), ("position", .integer(index + 1)),
        ("url", .text(plan.settings.address(of: SitePath.listing(card.slug)) ?? "")),
      ])
    }
    return [
      "@context": "https://schema.org", "@type": "ItemList", "name": .text(title),
      "url": .text(address), "numberOfItems": .integer(list.listingCount),
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

  @HTMLBuilder private var paging: some HTML {
    if list.pageCount > 1 {
      nav(.class("paging"), .ariaLabel("Pages")) {
        if page.page > 1 { step("← Previous", to: page.page - 1, "prev") }
        for number in PageNumbers.shown(page.page, of: list.pageCount) {
          if let number {
            a(
              .href(link(to: number)), .ariaCurrent("page").when(number == page.page),
              .ariaLabel("Page \(number)")
            ) { number }
          } else {
            span(.ariaHidden) { "…" }
          }
        }
        if page.page < list.pageCount { step("Next →", to: page.page + 1, "next") }
      }
    }
  }

  private func step(_ label: String, to number: Int, _ relation: String) -> some HTML {
    a(.class("step"), .href(link(to: number)), .rel(relation)) { label }
  }

  private func link(to number: Int) -> Link {
    Link(inSite: SitePath.list(list.directory, page: number))
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
