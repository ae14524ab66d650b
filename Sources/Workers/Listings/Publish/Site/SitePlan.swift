import Pages

// Which pages a site has, and what each depends on.
//
// Every page has a digest of all that it shows. A page is written when its digest differs from that
// of the visible one, and for no other reason: a listing's page depends on the listing and on the
// homes shown as similar; a page of a list on the listings it shows, and on the counts beside its
// filters. Nothing here reads or writes: it is worked out from the entries, which are small.

/// The pages of one site.
struct SitePlan: Sendable {
  /// A place that has lists of its own.
  struct Place: Sendable {
    let name: String
    let slug: String
  }

  /// Newest first, those without a day last; then in the order of arrival.
  let entries: [CatalogueEntry]
  /// The places that most listings lie in, first the one with most.
  let places: [Place]
  let settings: SiteSettings
  /// What was sold or let lately, the latest first.
  let departed: [DepartedEntry]

  /// For each combination of places that a listing may have those offered, narrowest first.
  private let placesOfCombination: [[Int]]
  private let lists: SelectionLists
  private let similar: SimilarListings
  /// Of what all pages have around their content.
  let frameDigest: Int
  /// Of that, and of where each list is, by ``SelectionLists/index(of:)``.
  private let directoryDigests: [Int]
  /// The lists that have listings, and the one with everything, which has the home page, first.
  private(set) var listPlans: [ListPlan] = []

  static let placesMax = 16
  static let listingsPerPage = 24

  init(
    _ catalogue: consuming CatalogueEntries, departed: [DepartedEntry] = [],
    settings: SiteSettings
  ) {
    self.departed = departed
    var entries = catalogue.entries
    catalogue.entries = []
    entries.sort { ($1.listedDay, $0.number) < ($0.listedDay, $1.number) }
    let offered = Self.offeredPlaces(entries, catalogue.places)
    placesOfCombination = catalogue.places.combinations.map { places in
      places.compactMap { offered.firstIndex(of: $0) }
    }
    places = Self.labelled(offered.map { catalogue.places.names[$0] })
    lists = SelectionLists(entries, placesOfCombination, placeCount: offered.count)
    similar = SimilarListings(entries, placesOfCombination)
    self.entries = entries
    self.settings = settings
    frameDigest = SiteFrame.digest(settings, lists.deals)
    directoryDigests = Self.directoryDigests(lists, places, frameDigest)
    listPlans = makeListPlans()
  }

  /// The places of most listings; not those that nearly all lie in, which would choose nothing.
  private static func offeredPlaces(_ entries: [CatalogueEntry], _ index: CataloguePlaces) -> [Int]
  {
    var counts = [Int](repeating: 0, count: index.names.count)
    for entry in entries {
      for place in index.combinations[entry.places.combination] { counts[place] += 1 }
    }
    let most = entries.count - max(1, entries.count / 10)
    return counts.indices
      .filter { counts[$0] > 1 && counts[$0] <= most }
      .sorted { (counts[$1], index.slugs[$0]) < (counts[$0], index.slugs[$1]) }
      .prefix(placesMax).map(\.self)
  }

  private static func directoryDigests(
    _ lists: SelectionLists, _ places: [Place], _ frameDigest: Int
  ) -> [Int] {
    var digests = [Int](repeating: 0, count: lists.indexCount)
    for selection in lists.selections {
      var digest = ContentDigest()
      digest.mix(frameDigest)
      digest.mix(directory(of: selection, places))
      digests[lists.index(of: selection)] = digest.value
    }
    return digests
  }

  var frame: SiteFrame { SiteFrame(settings: settings, deals: deals) }
}

extension SitePlan {
  /// The places by their short names, unless two would have the same address then.
  private static func labelled(_ names: [String]) -> [Place] {
    func places(_ names: [String]) -> [Place] {
      names.map { Place(name: $0, slug: PlaceText.slug($0)) }
    }
    let short = places(PlaceText.withoutCommonTail(names))
    return Set(short.map(\.slug)).count == names.count ? short : places(names)
  }
}

// Pages of listings
extension SitePlan {
  /// What the page of one listing is made of.
  struct ListingPagePlan: Sendable {
    let number: Int
    let digest: Int
    /// Numbers of the homes shown as similar.
    let similar: [Int]
    /// Where they lie, seen from the listing.
    let surroundings: [RingMap.Mark]
    /// The list that the page leads back to.
    let list: Selection
  }

  /// Positions in ``entries`` whose visible page, if there is one, shows something else.
  var changedListings: [Int32] {
    entries.indices.filter { entries[$0].published != digest(at: $0) }.map(Int32.init)
  }

  /// - Parameter position: in ``entries``.
  func listingPage(at position: Int) -> ListingPagePlan {
    ListingPagePlan(
      number: entries[position].number, digest: digest(at: position),
      similar: similar.of(position).map { entries[Int($0)].number },
      surroundings: surroundings(of: position), list: homeList(of: position))
  }

  private func surroundings(of position: Int) -> [RingMap.Mark] {
    let here = entries[position].position
    if !here.isKnown { return [] }
    return similar.of(position).enumerated().compactMap { index, other in
      let there = entries[Int(other)].position
      if !there.isKnown { return nil }
      let way = here.way(to: there)
      let mark = RingMap.Mark(label: "\(index + 1)", east: way.east, north: way.north)
      return mark.distance <= Self.surroundingsMax ? mark : nil
    }
  }

  /// In kilometres: what is farther is no neighbourhood.
  private static let surroundingsMax = 50.0

  private func digest(at position: Int) -> Int {
    var digest = ContentDigest()
    digest.mix(directoryDigests[lists.index(of: homeList(of: position))])
    digest.mix(entries[position].digest)
    for other in similar.of(position) { digest.mix(entries[Int(other)].digest) }
    return digest.value
  }

  private func homeList(of position: Int) -> Selection {
    let entry = entries[position]
    return Selection(
      deal: lists.deals.count > 1 ? entry.deal : nil,
      kind: lists.kinds.count > 1 ? entry.kind : nil,
      place: placesOfCombination[entry.places.combination].first)
  }
}

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
    /// In ``SitePlan/entries``, in the list's order.
    fileprivate let positions: [Int32]
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
  }

  /// What can be chosen beside a selection, with how many listings that gives.
  struct Filters: Sendable {
    var deals: [(deal: Listing.Deal?, count: Int)] = []
    var kinds: [(kind: Listing.Kind?, count: Int)] = []
    var places: [(place: Int?, count: Int)] = []
    var bedrooms: [(bedrooms: Bedrooms?, count: Int)] = []
    var orders: [Order] = []
  }

  private func makeListPlans() -> [ListPlan] {
    let ranks = priceRanks()
    return lists.selections.flatMap { selection -> [ListPlan] in
      let newest = lists[selection]
      if newest.isEmpty && selection != .all || resolved(selection) != selection { return [] }
      let filters = filters(for: selection)
      let byPrice =
        filters.orders.contains(.price)
        ? [listPlan(selection, .price, newest.sorted { ranks[Int($0)] < ranks[Int($1)] }, filters)]
        : []
      return [listPlan(selection, .newest, newest, filters)] + byPrice
    }
  }

  private func listPlan(
    _ selection: Selection, _ order: Order, _ positions: [Int32], _ filters: Filters
  ) -> ListPlan {
    let count = positions.count
    let hasDays = positions.contains { entries[Int($0)].listedDay > 0 }
    return ListPlan(
      selection: selection,
      pageCount: max(1, (count + Self.listingsPerPage - 1) / Self.listingsPerPage),
      listingCount: count, order: order, hasDays: hasDays, filters: filters,
      directory: directory(of: selection) + order.directory, positions: positions,
      digest: digest(of: selection, order, count, hasDays, filters))
  }

  /// A list whose listings all have as many bedrooms is not there a second time for these, and a
  /// single home has no list of its own.
  func resolved(_ selection: Selection) -> Selection {
    if selection.bedrooms == nil { return selection }
    var wider = selection
    wider.bedrooms = nil
    let count = lists[selection].count
    return count < 2 || count == lists[wider].count ? wider : selection
  }

  /// For each entry its place by price: the commonest currency and period first, those without a
  /// price last.
  private func priceRanks() -> [Int32] {
    var counts: [Int32: Int] = [:]
    for entry in entries { counts[entry.unit, default: 0] += 1 }
    counts[0] = -1
    let sorted = entries.indices.sorted { left, right in
      let (one, other) = (entries[left], entries[right])
      if one.unit != other.unit {
        let (first, second) = (counts[one.unit] ?? 0, counts[other.unit] ?? 0)
        return (second, one.unit) < (first, other.unit)
      }
      return (one.price, one.number) < (other.price, other.number)
    }
    var ranks = [Int32](repeating: 0, count: entries.count)
    for (rank, position) in sorted.enumerated() { ranks[position] = Int32(rank) }
    return ranks
  }

  /// - Parameter page: from 1.
  func page(_ page: Int, of list: ListPlan) -> ListPagePlan {
    var digest = ContentDigest()
    digest.mix(list.digest)
    digest.mix(page)
    for position in positions(list, page) { digest.mix(entries[Int(position)].digest) }
    return ListPagePlan(
      list: list, page: page, path: SitePath.list(list.directory, page: page),
      digest: digest.value)
  }

  /// The listings that a page of a list shows.
  func numbers(on page: ListPagePlan) -> [Int] {
    positions(page.list, page.page).map { entries[Int($0)].number }
  }

  private func positions(_ list: ListPlan, _ page: Int) -> ArraySlice<Int32> {
    list.positions.dropFirst((page - 1) * Self.listingsPerPage).prefix(Self.listingsPerPage)
  }

  /// When what the pages of a list show last changed, in days since 1970, from the first page on;
  /// nil where a page shows nothing.
  func changedDays(of list: ListPlan) -> [Int32?] {
    (1...list.pageCount).map { page in
      positions(list, page).lazy.map { entries[Int($0)].changedDay }.max()
    }
  }

  /// Where a list is, below the site's directory: empty, or ending with a slash.
  func directory(of selection: Selection) -> String { Self.directory(of: selection, places) }

  private static func directory(of selection: Selection, _ places: [Place]) -> String {
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

  func count(of selection: Selection) -> Int { lists[selection].count }

  private func filters(for selection: Selection) -> Filters {
    var filters = Filters()
    func count(_ change: (inout Selection) -> Void) -> Int {
      var other = selection
      change(&other)
      return lists[other].isEmpty ? 0 : lists[resolved(other)].count
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
      let isComparable = lists[selection].count > 1 && selection.bedrooms == nil
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
