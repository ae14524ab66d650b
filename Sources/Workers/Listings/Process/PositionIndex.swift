/// Finds coordinates that lie far from those of the other listings of a place: a sign or a figure
/// that slipped, or the two the wrong way round in one row.
///
/// Keeps eight bytes a listing. Far is what lies ten times as far from the middle as half of them
/// do, and 50 kilometres at least; of fewer than eight listings nobody can say where that is.
struct PositionIndex {
  private var positions: [String: [CataloguePosition]] = [:]
  private var areas: [String: Area] = [:]

  private struct Area {
    let middle: CataloguePosition
    /// Kilometres from it.
    let limit: Double
  }

  private static let countMin = 8
  private static let kilometresMin = 50.0
  private static let spreadMax = 10.0

  mutating func insert(_ listing: Listing) {
    guard let position = CataloguePosition(listing) else { return }
    positions[Self.place(listing), default: []].append(position)
  }

  /// Behind the last ``insert(_:)``.
  mutating func close() {
    for (place, positions) in positions where positions.count >= Self.countMin {
      let middle = CataloguePosition(
        latitude: Self.median(positions.map(\.latitude)),
        longitude: Self.median(positions.map(\.longitude)))
      let spread = Self.median(positions.map { $0.distance(to: middle) })
      areas[place] = Area(
        middle: middle, limit: max(Self.kilometresMin, Self.spreadMax * spread))
    }
    positions = [:]
  }

  /// `position-far: …`; nil where nothing is odd.
  func warning(of listing: Listing) -> String? {
    guard let position = CataloguePosition(listing), let area = areas[Self.place(listing)] else {
      return nil
    }
    let distance = position.distance(to: area.middle)
    if distance <= area.limit { return nil }
    let place = Self.widest(listing).map { " in \($0)" } ?? ""
    return "position-far: its coordinates lie some \(Self.rounded(distance)) km from the other "
      + "listings\(place); check latitude and longitude"
  }

  private static func place(_ listing: Listing) -> String {
    widest(listing)?.lowercased() ?? ""
  }

  /// The widest that it names; a country only where it names nothing else.
  private static func widest(_ listing: Listing) -> String? {
    let places = listing.places
    guard let last = places.last, places.count > 1 else { return places.last }
    return last.utf8.count > 2 && Country.named(last) != nil ? places[places.count - 2] : last
  }

  /// With two figures, so that the words stay when the middle moves a little.
  private static func rounded(_ kilometres: Double) -> Int {
    var unit = 1.0
    while kilometres / unit >= 100 { unit *= 10 }
    return Int((kilometres / unit).rounded() * unit)
  }

  private static func median<Number: Comparable>(_ numbers: [Number]) -> Number {
    numbers.sorted()[numbers.count / 2]
  }
}
