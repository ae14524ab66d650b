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

  /// For each combination of places that a listing may have those offered, narrowest first.
  private let placesOfCombination: [[Int]]
  private let lists: SelectionLists
  private let similar: SimilarListings
  /// Of where each list is, by ``SelectionLists/index(of:)``.
  private let directoryDigests: [Int]

  static let placesMax = 16
  static let listingsPerPage = 24

  init(_ catalogue: consuming CatalogueEntries, settings: SiteSettings) {
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
    directoryDigests = Self.directoryDigests(lists, places, settings)
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
    _ lists: SelectionLists, _ places: [Place], _ settings: SiteSettings
  ) -> [Int] {
    var digests = [Int](repeating: 0, count: lists.indexCount)
    for selection in lists.selections {
      var digest = ContentDigest()
      digest.mix(settings.digest)
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
      names.map { Place(name: $0, slug: Pages.slug($0)) }
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
      similar: similar.of(position).map { entries[Int($0)].number }, list: homeList(of: position))
  }

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
    let filters: Filters
    /// Below the site's directory: empty for the home page's, else ending with a slash.
    let directory: String
    fileprivate let digest: Int
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
  }

  /// The lists that have listings, and the one with everything, which has the home page, first.
  var listPlans: [ListPlan] {
    lists.selections.compactMap { selection in
      let count = lists[selection].count
      if count == 0 && selection != .all { return nil }
      let filters = filters(for: selection)
      return ListPlan(
        selection: selection,
        pageCount: max(1, (count + Self.listingsPerPage - 1) / Self.listingsPerPage),
        listingCount: count, filters: filters, directory: directory(of: selection),
        digest: digest(of: selection, count, filters))
    }
  }

  func pages(of list: ListPlan) -> [ListPagePlan] {
    (1...list.pageCount).map { page in
      var digest = ContentDigest()
      digest.mix(list.digest)
      digest.mix(page)
      for position in positions(list, page) { digest.mix(entries[Int(position)].digest) }
      return ListPagePlan(
        list: list, page: page, path: SitePath.list(list.directory, page: page),
        digest: digest.value)
    }
  }

  /// The listings that a page of a list shows.
  func numbers(on page: ListPagePlan) -> [Int] {
    positions(page.list, page.page).map { entries[Int($0)].number }
  }

  private func positions(_ list: ListPlan, _ page: Int) -> ArraySlice<Int32> {
    lists[list.selection].dropFirst((page - 1) * Self.listingsPerPage)
      .prefix(Self.listingsPerPage)
  }

  /// Where a list is, below the site's directory: empty, or ending with a slash.
  func directory(of selection: Selection) -> String { Self.directory(of: selection, places) }

  private static func directory(of selection: Selection, _ places: [Place]) -> String {
    var path = ""
    if let deal = selection.deal { path += deal.slug + "/" }
    if let kind = selection.kind { path += kind.slug + "/" }
    if let place = selection.place { path += "in-\(places[place].slug)/" }
    return path
  }

  /// “Apartments for sale in Ikeja”.
  func title(of selection: Selection) -> String {
    var title = selection.kind?.title ?? "Property"
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
      return lists[other].count
    }
    if lists.deals.count > 1 {
      filters.deals = ([nil] + lists.deals).map { deal in (deal, count { $0.deal = deal }) }
    }
    if lists.kinds.count > 1 {
      filters.kinds = ([nil] + lists.kinds).map { kind in (kind, count { $0.kind = kind }) }
    }
    if !places.isEmpty {
      let offered = [nil] + places.indices.map(Optional.some)
      filters.places = offered.map { place in (place, count { $0.place = place }) }
    }
    filters.deals.removeAll { $0.count == 0 }
    filters.kinds.removeAll { $0.count == 0 }
    filters.places.removeAll { $0.count == 0 }
    return filters
  }

  private func digest(of selection: Selection, _ count: Int, _ filters: Filters) -> Int {
    var digest = ContentDigest()
    digest.mix(directoryDigests[lists.index(of: selection)])
    digest.mix(title(of: selection))
    digest.mix(count)
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
    return digest.value
  }
}
