import Pages

// Which pages a site has, and what each depends on.
//
// Every page has a digest of all that it shows. A page is written when its digest differs from that
// of the visible one, and for no other reason: a listing's page depends on the listing and on the
// homes shown as similar; a page of a list on the listings it shows, and on the counts beside its
// filters. Nothing here reads or writes: it is worked out from the entries, which are small.

/// The pages of one site.
struct SitePlan {
  /// A place that has lists of its own.
  struct Place {
    let name: String
    let slug: String
  }

  /// Newest first, those without a day last; then in the order of arrival.
  let entries: [CatalogueEntry]
  /// The places that most listings lie in, first the one with most.
  let places: [Place]
  let settings: SiteSettings

  /// For each entry the places offered that it lies in, narrowest first.
  private let placesOfEntry: [[Int]]
  private let lists: SelectionLists
  private let similar: SimilarListings

  static let placesMax = 16
  static let listingsPerPage = 24

  init(_ catalogue: CatalogueEntries, settings: SiteSettings) {
    let entries = catalogue.entries.sorted {
      ($1.listedDay, $0.number) < ($0.listedDay, $1.number)
    }
    let offered = Self.offeredPlaces(entries, catalogue.places)
    let offeredOfCombination = catalogue.places.combinations.map { places in
      places.compactMap { offered.firstIndex(of: $0) }
    }
    placesOfEntry = entries.map { offeredOfCombination[$0.places.combination] }
    places = Self.labelled(offered.map { catalogue.places.names[$0] })
    lists = SelectionLists(entries, placesOfEntry, placeCount: offered.count)
    similar = SimilarListings(entries, placesOfEntry)
    self.entries = entries
    self.settings = settings
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
  struct ListingPagePlan {
    let number: Int
    let digest: Int
    /// Numbers of the homes shown as similar.
    let similar: [Int]
    /// The list that the page leads back to.
    let list: Selection
  }

  /// - Parameter position: in ``entries``.
  func listingPage(at position: Int) -> ListingPagePlan {
    let entry = entries[position]
    let others = similar.of(position)
    let list = homeList(of: position)
    var digest = ContentDigest()
    digest.mix(settings.digest)
    digest.mix(entry.digest)
    for other in others { digest.mix(entries[other].digest) }
    digest.mix(path(of: list))
    return ListingPagePlan(
      number: entry.number, digest: digest.value, similar: others.map { entries[$0].number },
      list: list)
  }

  private func homeList(of position: Int) -> Selection {
    Selection(
      deal: lists.deals.count > 1 ? entries[position].deal : nil,
      kind: lists.kinds.count > 1 ? entries[position].kind : nil,
      place: placesOfEntry[position].first)
  }
}

// Pages of lists
extension SitePlan {
  /// What one page of a list is made of.
  struct ListPagePlan {
    let selection: Selection
    /// From 1.
    let page: Int
    let pageCount: Int
    /// Of the whole list.
    let listingCount: Int
    /// Numbers of the listings shown.
    let numbers: [Int]
    let filters: Filters
    /// Below the site's directory, without `index.html`; empty for the home page.
    let path: String
    let digest: Int
  }

  /// What can be chosen beside a selection, with how many listings that gives.
  struct Filters {
    var deals: [(deal: Listing.Deal?, count: Int)] = []
    var kinds: [(kind: Listing.Kind?, count: Int)] = []
    var places: [(place: Int?, count: Int)] = []
  }

  /// All that can have a list; the one with everything, which has the home page, first.
  var selections: [Selection] { lists.selections }

  /// The pages of a list; none where nothing is on offer, but always a home page.
  func pages(of selection: Selection) -> [ListPagePlan] {
    let positions = lists[selection]
    if positions.isEmpty && selection != .all { return [] }
    let filters = filters(for: selection)
    let pageCount = max(1, (positions.count + Self.listingsPerPage - 1) / Self.listingsPerPage)
    return (1...pageCount).map { page in
      let shown = positions.dropFirst((page - 1) * Self.listingsPerPage)
        .prefix(Self.listingsPerPage)
      return ListPagePlan(
        selection: selection, page: page, pageCount: pageCount, listingCount: positions.count,
        numbers: shown.map { entries[Int($0)].number }, filters: filters,
        path: path(of: selection, page: page),
        digest: digest(selection, page, positions.count, shown, filters))
    }
  }

  /// - Returns: below the site's directory, ending with a slash; empty for the home page.
  func path(of selection: Selection, page: Int = 1) -> String {
    var path = ""
    if let deal = selection.deal { path += deal.slug + "/" }
    if let kind = selection.kind { path += kind.slug + "/" }
    if let place = selection.place { path += "in-\(places[place].slug)/" }
    return page > 1 ? path + "page/\(page)/" : path
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

  private func digest(
    _ selection: Selection, _ page: Int, _ count: Int, _ shown: ArraySlice<Int32>,
    _ filters: Filters
  ) -> Int {
    var digest = ContentDigest()
    digest.mix(settings.digest)
    digest.mix(path(of: selection, page: page))
    digest.mix(title(of: selection))
    digest.mix(count)
    for position in shown { digest.mix(entries[Int(position)].digest) }
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
