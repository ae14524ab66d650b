import Pages

/// A page of what was sold or let lately.
struct DepartedListView: HTML {
  let cards: [CardView]
  /// From 1.
  let page: Int
  let pageCount: Int
  let plan: SitePlan

  static let title = "Sold and let"

  func write(_ writer: inout HTMLWriter) {
    plan.frame.page(head) {
      div(.class("heading")) {
        p(.class("eyebrow")) {
          pageCount > 1 ? "\(countText) · page \(page) of \(pageCount)" : countText
        }
        h1 { Self.title }
        p(.class("lead")) {
          "Sold or let in the last \(Departure.daysShown) days, and no longer on offer."
        }
      }
      h2(.class("hidden-text")) { "Listings" }
      ul(.class("cards")) {
        for card in cards {
          card.stencil.stamped(card.card.number == cards.first?.card.number ? .first : .later)
        }
      }
      PagingView(page: page, count: pageCount, directory: SitePath.departed)
    }.write(&writer)
  }

  private var countText: String {
    Figures.listings(plan.departed.count)
  }

  private var head: PageHead {
    let name = plan.settings.name
    let number = page > 1 ? ", page \(page)" : ""
    return plan.frame.plainHead(
      title: plan.frame.title(Self.title + number),
      description: "What \(name) has sold and let lately: \(countText)\(number).",
      path: SitePath.list(SitePath.departed, page: page))
  }
}
