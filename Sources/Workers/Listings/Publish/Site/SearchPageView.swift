import Pages

/// The search: a form that a script fills with life, and for those without scripts all lists.
struct SearchPageView: HTML {
  let plan: SitePlan

  func write(_ writer: inout HTMLWriter) {
    plan.frame.page(head) {
      div(.class("heading")) {
        h1 { "Search" }
        p(.class("lead")) { lead }
      }
      fields
      p(.id("without"), .class("muted")) {
        "The search runs in your browser and needs scripts, which are off or still on their way. "
          + "The lists below need none."
      }
      p(.id("found"), .class("muted"), .role("status")) {}
      ul(.id("results"), .class("cards")) {}
      p(.class("paging")) {
        button(.id("more"), .class("button quiet"), .type("button"), .hidden) { "Show more" }
      }
      section(.id("lists")) {
        h2 { "All lists" }
        ul(.class("chips")) { for list in lists { list } }
      }
      ScriptFile(Link(inSite: "search.js"))
      ScriptFile(Link(inSite: SearchChannel.file))
    }.write(&writer)
  }

  private var lead: String {
    Figures.listings(plan.entries.count)
  }

  private var head: PageHead {
    let name = plan.settings.name
    return plan.frame.plainHead(
      title: "Search · \(name)",
      description: "Search the listings of \(name) by words, kind, place, bedrooms and price, and "
        + "sort them by day or price.",
      path: SitePath.search)
  }

  /// Hidden until the script runs: without it they would do nothing.
  @HTMLBuilder private var fields: some HTML {
    form(.id("search"), .class("search"), .role("search"), .hidden) {
      field("text", "Words") { input(.id("text"), .name("text"), .type("search")) }
      choice("deal", "Offer", [("", "Any")] + plan.deals.map { ("\($0.ordinal)", $0.label) })
      choice("kind", "Kind", [("", "Any")] + plan.kinds.map { ("\($0.ordinal)", $0.label) })
      choice(
        "bedrooms", "Bedrooms", [("", "Any")] + (1...5).map { ("\($0)", "\($0) or more") })
      choice("unit", "Prices in", [("", "Any")])
      field("low", "Lowest price") { number("low") }
      field("high", "Highest price") { number("high") }
      choice(
        "sort", "Order",
        [
          ("", "Newest first"), ("cheap", "Lowest price first"), ("dear", "Highest price first"),
          ("large", "Largest first"),
        ])
    }
  }

  private func number(_ name: String) -> some HTML {
    input(.id(name), .name(name), .type("number"), .min("0"), .autocomplete("off"))
  }

  private func field(
    _ name: String, _ words: String, @HTMLBuilder _ content: () -> some HTML
  ) -> some HTML {
    let field = content()
    return div {
      label(.for(name)) { words }
      field
    }
  }

  private func choice(
    _ name: String, _ words: String, _ options: [(value: String, words: String)]
  ) -> some HTML {
    field(name, words) {
      select(.id(name), .name(name)) {
        for entry in options { option(.value(entry.value)) { entry.words } }
      }
    }
  }

  private var lists: [SearchListChip] {
    plan.listPlans.filter { $0.order == .newest && $0.selection.bedrooms == nil }.map { list in
      SearchListChip(
        title: list.selection == .all ? "All property" : plan.title(of: list.selection),
        count: list.listingCount, link: Link(inSite: SitePath.list(list.directory)))
    }
  }
}

private struct SearchListChip: HTML {
  let title: String
  let count: Int
  let link: Link

  func write(_ writer: inout HTMLWriter) {
    li {
      a(.href(link), .dir("auto")) {
        title
        span(.class("count")) { " " + Figures.grouped(count) }
      }
    }.write(&writer)
  }
}
