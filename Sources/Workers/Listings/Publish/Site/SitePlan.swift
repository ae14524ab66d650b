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
  let lists: SelectionLists
  private let similar: SimilarListings
  /// Of what all pages have around their content.
  let frameDigest: Int
  /// Of that, and of where each list is, by ``SelectionLists/index(of:)``.
  let directoryDigests: [Int]
  /// The lists that have listings, and the one with everything, which has the home page, first.
  private(set) var listPlans: [ListPlan] = []
  /// Whether the visible page of each listing, if there is one, shows something else; as
  /// ``entries``.
  private(set) var changed: [Bool] = []

  static let placesMax = 16
  static let listingsPerPage = 24

  init(
    _ catalogue: consuming CatalogueEntries, departed: [DepartedEntry] = [],
    settings: SiteSettings
  ) {
    self.departed = departed
    var entries = catalogue.entries
    var published = catalogue.published
    (catalogue.entries, catalogue.published) = ([], [])
    Self.putInOrder(&entries, &published)
    let offered = Self.offeredPlaces(entries, catalogue.places)
    placesOfCombination = catalogue.places.combinations.map { places in
      places.compactMap { offered.firstIndex(of: $0) }
    }
    places = Self.labelled(offered.map { catalogue.places.names[$0] })
    let byPrice = Self.priceOrder(entries)
    similar = SimilarListings(entries, byPrice: byPrice, placesOfCombination)
    lists = SelectionLists(
      entries, byPrice: byPrice, placesOfCombination, placeCount: offered.count)
    self.entries = entries
    self.settings = settings
    frameDigest = SiteFrame.digest(settings, lists.deals)
    directoryDigests = Self.directoryDigests(lists, places, frameDigest)
    listPlans = makeListPlans()
    changed = published.indices.map { published[$0] != digest(at: $0) }
  }

  /// By their positions: sorting the entries themselves would need room for half of them.
  private static func putInOrder(_ entries: inout [CatalogueEntry], _ published: inout [Int]) {
    var order = (0..<Int32(entries.count)).map(\.self)
    order.sort { left, right in
      let (one, other) = (entries[Int(left)], entries[Int(right)])
      return (other.listedDay, one.number) < (one.listedDay, other.number)
    }
    // Each place gets its entry, and then the place that this one came from.
    for start in entries.indices {
      let first = (entries[start], published[start])
      var place = start
      while order[place] != place {
        let from = Int(order[place])
        order[place] = Int32(place)
        (entries[place], published[place]) =
          from == start ? first : (entries[from], published[from])
        place = from
      }
    }
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

  /// The positions of all entries by price: the commonest currency and period first, those without
  /// a price last.
  private static func priceOrder(_ entries: [CatalogueEntry]) -> [Int32] {
    var positions: [Int32: [Int32]] = [:]
    for (position, entry) in entries.enumerated() {
      positions[entry.unit, default: []].append(Int32(position))
    }
    func count(_ unit: Int32) -> Int { unit == 0 ? -1 : positions[unit]?.count ?? 0 }
    let units = positions.keys.sorted { (count($1), $0) < (count($0), $1) }
    var order: [Int32] = []
    order.reserveCapacity(entries.count)
    for unit in units {
      guard var alike = positions.removeValue(forKey: unit) else { continue }
      alike.sort { left, right in
        let (one, other) = (entries[Int(left)], entries[Int(right)])
        return (one.price, one.number) < (other.price, other.number)
      }
      order += alike
    }
    return order
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
