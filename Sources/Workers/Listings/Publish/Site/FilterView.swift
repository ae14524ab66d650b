import Pages

/// How to narrow or widen a list: the same on all its pages.
struct FilterView: HTML {
  let list: SitePlan.ListPlan
  let plan: SitePlan

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    nav(.class("filters"), .ariaLabel("Narrow the list")) {
      row(dealChips, "chips")
      row(kindChips, "chips")
      row(placeChips, "chips places")
      row(bedroomChips, "chips")
      row(orderChips, "chips")
    }
  }

  @HTMLBuilder private func row(_ chips: [FilterChip], _ name: String) -> some HTML {
    if !chips.isEmpty {
      ul(.class(name)) { for chip in chips { chip } }
    }
  }

  private var dealChips: [FilterChip] {
    list.filters.deals.map { deal, count in
      chip(deal?.label ?? "All", count) { ($0.deal, $0.bedrooms) = (deal, nil) }
    }
  }

  private var kindChips: [FilterChip] {
    list.filters.kinds.map { kind, count in
      chip(kind?.label ?? "Any kind", count) { ($0.kind, $0.bedrooms) = (kind, nil) }
    }
  }

  private var placeChips: [FilterChip] {
    list.filters.places.map { place, count in
      chip(place.map { plan.places[$0].name } ?? "Anywhere", count) { $0.place = place }
    }
  }

  private var bedroomChips: [FilterChip] {
    list.filters.bedrooms.map { bedrooms, count in
      chip(bedrooms?.label ?? "Any bedrooms", count) { $0.bedrooms = bedrooms }
    }
  }

  private var orderChips: [FilterChip] {
    list.filters.orders.map { order in
      FilterChip(
        label: order.label(hasDays: list.hasDays), count: nil, isChosen: order == list.order,
        link: Link(
          inSite: SitePath.list(plan.directory(of: list.selection) + order.directory)))
    }
  }

  private func chip(
    _ label: String, _ count: Int, _ change: (inout Selection) -> Void
  ) -> FilterChip {
    var selection = list.selection
    change(&selection)
    selection = plan.resolved(selection)
    return FilterChip(
      label: label, count: count, isChosen: selection == list.selection,
      link: Link(inSite: SitePath.list(plan.directory(of: selection))))
  }
}

extension SitePlan.Order {
  /// - Parameter hasDays: ``SitePlan/ListPlan/hasDays``; without a day nobody knows what is newer.
  fileprivate func label(hasDays: Bool) -> String {
    switch self {
    case .newest: hasDays ? "Newest first" : "In the order of the list"
    case .price: "Lowest price first"
    }
  }
}

/// A choice beside a list: where it leads, and how many listings are there.
private struct FilterChip: HTML {
  let label: String
  let count: Int?
  let isChosen: Bool
  let link: Link

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  private var body: some HTML {
    li {
      a(.href(link), .ariaCurrent("true").when(isChosen), .dir("auto")) {
        label
        if let count { span(.class("count")) { " " + Figures.grouped(count) } }
      }
    }
  }
}
