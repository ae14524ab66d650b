import NLG

/// The line at the head of a page: `3-bedroom detached duplex for sale in Lekki Phase 1, Lekki`.
enum Headline {
  static let lengthMax = 80

  /// The place gives way first, then the offer, and what is left is never cut within a word.
  static func of(_ listing: Listing, _ facts: Facts) -> String {
    var line = home(listing, facts)
    if let offer = facts.text(.offer), line.count + 1 + offer.count <= lengthMax {
      line += " \(offer)"
    }
    let room = lengthMax - line.count - 1
    let places = PlacePhrases(facts.has(.place) ? listing.places : [])
    if let place = places.phrase(count: 2, lengthMax: room) { line += " \(place)" }
    return English.capitalised(Spacing.prefix(line, lengthMax))
  }

  /// `3-bedroom flat`; what has no bedrooms by its size: `1,800 m² plot of land`.
  static func home(_ listing: Listing, _ facts: Facts) -> String {
    let home = facts.text(.home) ?? "property"
    guard listing.kind == .land || listing.kind == .commercial,
      case .measure(let size)? = facts[listing.kind == .land ? .plot : .area]?.value
    else { return home }
    return "\(size.adjective) \(home)"
  }
}
