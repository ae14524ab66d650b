/// For every selection of a site the listings it shows, in the order of the site.
struct SelectionLists: Sendable {
  /// The deals and kinds that occur.
  let deals: [Listing.Deal]
  let kinds: [Listing.Kind]
  /// All that can have a list; the one with everything first.
  let selections: [Selection]

  /// Positions of entries, by ``index(of:)``.
  private var positions: [[Int32]]
  private let placeCount: Int

  /// - Parameter placesOfCombination: for each combination of places those that have lists.
  init(_ entries: [CatalogueEntry], _ placesOfCombination: [[Int]], placeCount: Int) {
    self.placeCount = placeCount
    let presentDeals = Set(entries.compactMap(\.deal))
    let presentKinds = Set(entries.map(\.kind))
    deals = Listing.Deal.allCases.filter(presentDeals.contains)
    kinds = Listing.Kind.allCases.filter(presentKinds.contains)
    selections = Self.selections(deals, kinds, placeCount: placeCount)
    let size = (Listing.Deal.allCases.count + 1) * (Listing.Kind.allCases.count + 1)
    positions = Array(repeating: [], count: size * (placeCount + 1) * (Bedrooms.max + 1))
    for (position, entry) in entries.enumerated() {
      for deal in entry.deal.map({ [nil, $0] }) ?? [nil] {
        for kind in [nil, entry.kind] {
          let selection = Selection(deal: deal, kind: kind)
          append(position, selection, placesOfCombination[entry.places.combination])
          guard isSettled(selection), let bedrooms = Bedrooms(entry.bedrooms) else { continue }
          append(
            position, Selection(deal: deal, kind: kind, bedrooms: bedrooms),
            placesOfCombination[entry.places.combination])
        }
      }
    }
  }

  /// Whether deal and kind are chosen as far as there is a choice: then prices can be put in an
  /// order, and bedrooms tell homes apart.
  func isSettled(_ selection: Selection) -> Bool {
    (selection.deal != nil) == (deals.count > 1) && (selection.kind != nil) == (kinds.count > 1)
  }

  subscript(_ selection: Selection) -> [Int32] { positions[index(of: selection)] }

  /// To the list of a selection, and to those of it in each of the places.
  private mutating func append(_ position: Int, _ selection: Selection, _ places: [Int]) {
    positions[index(of: selection)].append(Int32(position))
    var selection = selection
    for place in places {
      selection.place = place
      positions[index(of: selection)].append(Int32(position))
    }
  }

  /// How many places ``index(of:)`` has.
  var indexCount: Int { positions.count }

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
