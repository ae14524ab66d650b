// Pages of lists
extension SitePlan {
  /// What all pages of one list share.
  struct ListPlan: Sendable {
    let selection: Selection
    let pageCount: Int
    let listingCount: Int
    let order: Order
    /// Whether any of its listings tells on which day it was listed.
    let hasDays: Bool
    let filters: Filters
    /// Below the site's directory: empty for the home page's, else ending with a slash.
    let directory: String
    fileprivate let digest: Int
  }

  /// In which order a list has its listings.
  enum Order: String, Sendable, CaseIterable {
    case newest
    /// The lowest price first, one currency and period behind the other.
    case price

    /// Below the directory of the list.
    var directory: String {
      switch self {
      case .newest: ""
      case .price: "by-price/"
      }
    }
  }

  /// What one page of a list is made of.
  struct ListPagePlan: Sendable {
    let list: ListPlan
    /// From 1.
    let page: Int
    /// Below the site's directory.
    let path: String
    let digest: Int
    /// What it shows, by positions in ``SitePlan/entries``.
    fileprivate let positions: ArraySlice<Int32>
  }

  /// What can be chosen beside a selection, with how many listings that gives.
  struct Filters: Sendable {
    var deals: [(deal: Listing.Deal?, count: Int)] = []
    var kinds: [(kind: Listing.Kind?, count: Int)] = []
    var places: [(place: Int?, count: Int)] = []
    var bedrooms: [(bedrooms: Bedrooms?, count: Int)] = []
    var orders: [Order] = []
  }

  func makeListPlans() -> [ListPlan] {
    lists.selections.flatMap { selection -> [ListPlan] in
      let isEmpty = lists.count(of: selection) == 0
      if isEmpty && selection != .all || resolved(selection) != selection { return [] }
      let filters = filters(for: selection)
      let orders = filters.orders.contains(.price) ? Order.allCases : [.newest]
      return orders.map { listPlan(selection, $0, filters) }
    }
  }

  private func listPlan(_ selection: Selection, _ order: Order, _ filters: Filters) -> ListPlan {
    let count = lists.count(of: selection)
    let hasDays = lists.hasDays(selection)
    return ListPlan(
      selection: selection,
      pageCount: max(1, (count + Self.listingsPerPage - 1) / Self.listingsPerPage),
      listingCount: count, order: order, hasDays: hasDays, filters: filters,
      directory: directory(of: selection) + order.directory,
      digest: digest(of: selection, order, count, hasDays, filters))
  }

  /// A list whose listings all have as many bedrooms is not there a second time for these, and a
  /// single home has no list of its own.
  func resolved(_ selection: Selection) -> Selection {
    if selection.bedrooms == nil { return selection }
    var wider = selection
    wider.bedrooms = nil
    let count = lists.count(of: selection)
    return count < 2 || count == lists.count(of: wider) ? wider : selection
  }

  /// - Parameters:
  ///   - page: from 1.
  ///   - positions: of the list, by a ``ListWalk``.
  func page(_ page: Int, of list: ListPlan, _ positions: [Int32]) -> ListPagePlan {
    let shown = Self.shown(positions, page)
    var digest = ContentDigest()
    digest.mix(list.digest)
    digest.mix(page)
    for position in shown { digest.mix(entries[Int(position)].digest) }
    return ListPagePlan(
      list: list, page: page, path: SitePath.list(list.directory, page: page),
      digest: digest.value, positions: shown)
  }

  /// The listings that a page of a list shows.
  func numbers(on page: ListPagePlan) -> [Int] {
    page.positions.map { entries[Int($0)].number }
  }

  private static func shown(_ positions: [Int32], _ page: Int) -> ArraySlice<Int32> {
    positions.dropFirst((page - 1) * listingsPerPage).prefix(listingsPerPage)
  }

  /// When what a page of a list shows last changed, in days since 1970; nil where it shows nothing.
  ///
  /// - Parameters:
  ///   - page: from 1.
  ///   - positions: of the list, by a ``ListWalk``.
  func changedDay(of page: Int, _ positions: [Int32]) -> Int32? {
    Self.shown(positions, page).lazy.map { entries[Int($0)].changedDay }.max()
  }

  /// Where a list is, below the site's directory: empty, or ending with a slash.
  func directory(of selection: Selection) -> String { Self.directory(of: selection, places) }

  static func directory(of selection: Selection, _ places: [Place]) -> String {
    var path = ""
    if let deal = selection.deal { path += deal.slug + "/" }
    if let kind = selection.kind { path += kind.slug + "/" }
    if let place = selection.place { path += "in-\(places[place].slug)/" }
    if let bedrooms = selection.bedrooms { path += bedrooms.slug + "/" }
    return path
  }

  /// “3-bedroom apartments for sale in Ikeja”.
  func title(of selection: Selection) -> String {
    var title = selection.kind?.title ?? "Property"
    if let bedrooms = selection.bedrooms { title = "\(bedrooms.adjective) \(title.lowercased())" }
    if let deal = selection.deal { title += " " + deal.phrase }
    if let place = selection.place { title += " in " + places[place].name }
    return title
  }

  /// Deals that the site tells apart.
  var deals: [Listing.Deal] { lists.deals.count > 1 ? lists.deals : [] }

  /// Kinds that occur.
  var kinds: [Listing.Kind] { lists.kinds.count > 1 ? lists.kinds : [] }

  func count(of selection: Selection) -> Int { lists.count(of: selection) }

  private func filters(for selection: Selection) -> Filters {
    var filters = Filters()
    func count(_ change: (inout Selection) -> Void) -> Int {
      var other = selection
      change(&other)
      return lists.count(of: other) == 0 ? 0 : lists.count(of: resolved(other))
    }
    if lists.deals.count > 1 {
      filters.deals = ([nil] + lists.deals).map { deal in
        (deal, count { ($0.deal, $0.bedrooms) = (deal, nil) })
      }
    }
    if lists.kinds.count > 1 {
      filters.kinds = ([nil] + lists.kinds).map { kind in
        (kind, count { ($0.kind, $0.bedrooms) = (kind, nil) })
      }
    }
    if !places.isEmpty {
      let offered = [nil] + places.indices.map(Optional.some)
      filters.places = offered.map { place in (place, count { $0.place = place }) }
    }
    filters.deals.removeAll { $0.count == 0 }
    filters.kinds.removeAll { $0.count == 0 }
    filters.places.removeAll { $0.count == 0 }
    if lists.isSettled(selection) {
      let offered = Bedrooms.all.filter { bedrooms in
        var other = selection
        other.bedrooms = bedrooms
        return resolved(other) == other
      }
      let all = offered.isEmpty ? [] : [nil] + offered.map(Optional.some)
      filters.bedrooms = all.map { bedrooms in (bedrooms, count { $0.bedrooms = bedrooms }) }
      let isComparable = lists.count(of: selection) > 1 && selection.bedrooms == nil
      filters.orders = isComparable ? Order.allCases : []
    }
    return filters
  }

  private func digest(
    of selection: Selection, _ order: Order, _ count: Int, _ hasDays: Bool, _ filters: Filters
  ) -> Int {
    var digest = ContentDigest()
    digest.mix(directoryDigests[lists.index(of: selection)])
    digest.mix(title(of: selection))
    digest.mix(count)
    if selection == .all { digest.mix(departed.count) }
    for (deal, count) in filters.deals {
      digest.mix(deal?.slug ?? "")
      digest.mix(count)
    }
    for (kind, count) in filters.kinds {
      digest.mix(kind?.slug ?? "")
      digest.mix(count)
    }
    for (place, count) in filters.places {
      digest.mix(place.map { places[$0].name } ?? "")
      digest.mix(count)
    }
    for (bedrooms, count) in filters.bedrooms {
      digest.mix(bedrooms?.count ?? 0)
      digest.mix(count)
    }
    digest.mix(filters.orders.count)
    digest.mix(hasDays ? 1 : 0)
    digest.mix(order.rawValue)
    return digest.value
  }
}

/// The positions of lists that are asked for in the order of ``SitePlan/listPlans``, one at a time:
/// those with so many bedrooms choose among the one before them.
struct ListWalk {
  private let plan: SitePlan
  private var wider: (selection: Selection, positions: [Int32])?

  init(_ plan: SitePlan) { self.plan = plan }

  /// In ``SitePlan/entries``, in the list's order.
  mutating func positions(of list: SitePlan.ListPlan) -> [Int32] {
    var selection = list.selection
    selection.bedrooms = nil
    if list.order == .newest, let wider, wider.selection == selection {
      return plan.lists.positions(of: list.selection, among: wider.positions)
    }
    let positions = plan.lists.positions(of: list.selection, list.order)
    if list.order == .newest, list.selection == selection { wider = (selection, positions) }
    return positions
  }
}
