// Which listings a list shows is never kept: of a million listings in a dozen lists each that would
// be most of what a plan holds. Kept are
//
//   traits    a byte for each listing: deal, kind and bedrooms together
//   places    for each place that has lists the positions of its listings, in both orders
//   counts    how many listings each list has
//
// and the positions of one list are those of its place whose traits are wanted.

/// For every selection of a site the listings it shows.
struct SelectionLists: Sendable {
  /// The deals and kinds that occur.
  let deals: [Listing.Deal]
  let kinds: [Listing.Kind]
  /// All that can have a list; the one with everything first.
  let selections: [Selection]

  private let placeCount: Int
  private var traits: [UInt8]
  /// In the order of the site, by place.
  private var newest: [[Int32]]
  /// By price: of all, then by place.
  private var byPrice: [[Int32]]
  /// By ``index(of:)``.
  private var counts: [Int32]
  private var hasDays: [Bool]

  /// - Parameters:
  ///   - priceOrder: the positions of all entries in the order of their prices.
  ///   - placesOfCombination: for each combination of places those that have lists.
  init(
    _ entries: [CatalogueEntry], byPrice priceOrder: [Int32],
    _ placesOfCombination: [[Int]], placeCount: Int
  ) {
    self.placeCount = placeCount
    traits = entries.map { ListTraits($0).code }
    var tally = TraitTally(places: placeCount + 1)
    newest = Array(repeating: [], count: placeCount)
    byPrice = Array(repeating: [], count: placeCount + 1)
    for (position, entry) in entries.enumerated() {
      let hasDay = entry.listedDay > 0
      tally.add(traits[position], place: 0, hasDay)
      for place in placesOfCombination[entry.places.combination] {
        tally.add(traits[position], place: place + 1, hasDay)
      }
    }
    for place in 0..<placeCount {
      newest[place].reserveCapacity(tally.count(of: place + 1))
      byPrice[place + 1].reserveCapacity(tally.count(of: place + 1))
    }
    for (position, entry) in entries.enumerated() {
      for place in placesOfCombination[entry.places.combination] {
        newest[place].append(Int32(position))
      }
    }
    for position in priceOrder {
      for place in placesOfCombination[entries[Int(position)].places.combination] {
        byPrice[place + 1].append(position)
      }
    }
    byPrice[0] = priceOrder
    let present = tally.present
    deals = Listing.Deal.allCases.filter { deal in present.contains { $0.deal == deal } }
    kinds = Listing.Kind.allCases.filter { kind in present.contains { $0.kind == kind } }
    selections = Self.selections(deals, kinds, placeCount: placeCount)
    let size = (Listing.Deal.allCases.count + 1) * (Listing.Kind.allCases.count + 1)
    let indexCount = size * (placeCount + 1) * (Bedrooms.max + 1)
    counts = Array(repeating: 0, count: indexCount)
    hasDays = Array(repeating: false, count: indexCount)
    for place in 0...placeCount { for traits in present { add(traits, place, tally) } }
  }

  /// Whether deal and kind are chosen as far as there is a choice: then prices can be put in an
  /// order, and bedrooms tell homes apart.
  func isSettled(_ selection: Selection) -> Bool {
    (selection.deal != nil) == (deals.count > 1) && (selection.kind != nil) == (kinds.count > 1)
  }

  /// How many listings the list of a selection has.
  func count(of selection: Selection) -> Int { Int(counts[index(of: selection)]) }

  /// Whether any of them tells on which day it was listed.
  func hasDays(_ selection: Selection) -> Bool { hasDays[index(of: selection)] }

  /// The positions of entries that the list of a selection has, in its order.
  func positions(of selection: Selection, _ order: SitePlan.Order) -> [Int32] {
    switch (order, selection.place) {
    case (.newest, nil): chosen(for: selection, among: 0..<Int32(traits.count))
    case (.newest, let place?): chosen(for: selection, among: newest[place])
    case (.price, nil): chosen(for: selection, among: byPrice[0])
    case (.price, let place?): chosen(for: selection, among: byPrice[place + 1])
    }
  }

  /// As ``positions(of:_:)``, out of those of a wider list in the same place.
  func positions(of selection: Selection, among wider: [Int32]) -> [Int32] {
    chosen(for: selection, among: wider)
  }

  private func chosen(
    for selection: Selection, among wider: some Sequence<Int32>
  ) -> [Int32] {
    let isWanted = (0..<ListTraits.count).map { ListTraits(code: UInt8($0)).isIn(selection) }
    var positions: [Int32] = []
    positions.reserveCapacity(count(of: selection))
    for position in wider where isWanted[Int(traits[Int(position)])] { positions.append(position) }
    return positions
  }

  /// Those of a place's listings that have these traits, to all lists that they are in.
  private mutating func add(_ traits: ListTraits, _ place: Int, _ tally: TraitTally) {
    let count = tally.count(of: traits, place: place)
    if count == 0 { return }
    let hasDay = tally.hasDays(traits, place: place)
    for deal in traits.deal.map({ [nil, $0] }) ?? [nil] {
      for kind in [nil, traits.kind] {
        var selection = Selection(deal: deal, kind: kind, place: place > 0 ? place - 1 : nil)
        add(count, hasDay, selection)
        guard isSettled(selection), let bedrooms = traits.bedrooms else { continue }
        selection.bedrooms = bedrooms
        add(count, hasDay, selection)
      }
    }
  }

  private mutating func add(_ count: Int, _ hasDay: Bool, _ selection: Selection) {
    counts[index(of: selection)] += Int32(count)
    if hasDay { hasDays[index(of: selection)] = true }
  }

  /// How many places ``index(of:)`` has.
  var indexCount: Int { counts.count }

  func index(of selection: Selection) -> Int {
    let deal = selection.deal.map { $0.order + 1 } ?? 0
    let kind = selection.kind.map { $0.order + 1 } ?? 0
    let place = selection.place.map { $0 + 1 } ?? 0
    let bedrooms = selection.bedrooms?.count ?? 0
    let first = (deal * (Listing.Kind.allCases.count + 1) + kind) * (placeCount + 1) + place
    return first * (Bedrooms.max + 1) + bedrooms
  }

  /// Where there is only one deal or kind, choosing it would choose nothing.
  private static func selections(
    _ deals: [Listing.Deal], _ kinds: [Listing.Kind], placeCount: Int
  ) -> [Selection] {
    let deals = [nil] + (deals.count > 1 ? deals : [])
    let kinds = [nil] + (kinds.count > 1 ? kinds : [])
    let places = [nil] + (0..<placeCount).map(Optional.some)
    return deals.flatMap { deal in
      kinds.flatMap { kind in
        let isSettled = (deal != nil) == (deals.count > 1) && (kind != nil) == (kinds.count > 1)
        let bedrooms = [nil] + (isSettled ? Bedrooms.all.map(Optional.some) : [])
        return places.flatMap { place in
          bedrooms.map { Selection(deal: deal, kind: kind, place: place, bedrooms: $0) }
        }
      }
    }
  }
}

extension Listing.Deal {
  fileprivate var order: Int {
    switch self {
    case .sale: 0
    case .rent: 1
    case .shortLet: 2
    }
  }
}

extension Listing.Kind {
  fileprivate var order: Int {
    switch self {
    case .house: 0
    case .apartment: 1
    case .land: 2
    case .commercial: 3
    case .room: 4
    case .other: 5
    }
  }
}

/// What of a listing decides on which lists it is, besides its places.
private struct ListTraits {
  let deal: Listing.Deal?
  let kind: Listing.Kind
  let bedrooms: Bedrooms?

  init(_ entry: CatalogueEntry) {
    deal = entry.deal
    kind = entry.kind
    bedrooms = Bedrooms(entry.bedrooms)
  }

  init(code: UInt8) {
    let (rest, bedrooms) = Int(code).quotientAndRemainder(dividingBy: Bedrooms.max + 1)
    let (deal, kind) = rest.quotientAndRemainder(dividingBy: Listing.Kind.allCases.count)
    self.deal = deal > 0 ? Listing.Deal.allCases[deal - 1] : nil
    self.kind = Listing.Kind.allCases[kind]
    self.bedrooms = Bedrooms(UInt8(bedrooms))
  }

  /// Below ``count``.
  var code: UInt8 {
    let deal = deal.map { $0.order + 1 } ?? 0
    let first = deal * Listing.Kind.allCases.count + kind.order
    return UInt8(first * (Bedrooms.max + 1) + (bedrooms?.count ?? 0))
  }

  static let count =
    (Listing.Deal.allCases.count + 1) * Listing.Kind.allCases.count * (Bedrooms.max + 1)

  func isIn(_ selection: Selection) -> Bool {
    (selection.deal ?? deal) == deal && (selection.kind ?? kind) == kind
      && (selection.bedrooms ?? bedrooms) == bedrooms
  }
}

/// How many listings of each place have which traits.
private struct TraitTally {
  private var counts: [Int]
  private var hasDays: [Bool]

  init(places: Int) {
    counts = Array(repeating: 0, count: places * ListTraits.count)
    hasDays = Array(repeating: false, count: places * ListTraits.count)
  }

  mutating func add(_ code: UInt8, place: Int, _ hasDay: Bool) {
    counts[place * ListTraits.count + Int(code)] += 1
    if hasDay { hasDays[place * ListTraits.count + Int(code)] = true }
  }

  /// Those that any listing has, if the first place is that of all.
  var present: [ListTraits] {
    (0..<ListTraits.count).filter { counts[$0] > 0 }.map { ListTraits(code: UInt8($0)) }
  }

  func count(of place: Int) -> Int {
    counts[place * ListTraits.count..<(place + 1) * ListTraits.count].reduce(0, +)
  }

  func count(of traits: ListTraits, place: Int) -> Int {
    counts[place * ListTraits.count + Int(traits.code)]
  }

  func hasDays(_ traits: ListTraits, place: Int) -> Bool {
    hasDays[place * ListTraits.count + Int(traits.code)]
  }
}
