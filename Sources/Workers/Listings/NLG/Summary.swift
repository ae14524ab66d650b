import NLG

/// One sentence for lists and search results: `A 3-bedroom flat for sale in Ikeja with two
/// bathrooms and 85 m², for ₦90,000,000.`
enum Summary {
  static let lengthMax = 160

  static func of(_ listing: Listing, _ facts: Facts) -> String {
    var start = Headline.home(listing, facts)
    start = "\(English.article(before: start)) \(start)"
    if let offer = facts.text(.offer) { start += " \(offer)" }
    let end = price(listing, facts) + "."
    let places = PlacePhrases(facts.has(.place) ? listing.places : [])
    for count in stride(from: 2, to: 0, by: -1) {
      let place = places.phrase(count: count, lengthMax: lengthMax)
      for details in details(listing, facts) {
        let isClosed = !details.isEmpty && place?.contains(",") == true
        let middle = (place.map { " \($0)" } ?? "") + (isClosed ? "," : "") + details
        let sentence = English.capitalised(start + middle + end)
        if sentence.count <= lengthMax { return sentence }
      }
    }
    return English.capitalised(start + ".")
  }

  private static func price(_ listing: Listing, _ facts: Facts) -> String {
    if let price = facts.text(.price) {
      return listing.deal == .sale ? ", for \(price)" : ", at \(price)"
    }
    if let price = listing.price { return ", \(PriceText(price).whole)" }
    return listing.isPriceOnRequest ? ", price on request" : ""
  }

  /// What comes behind the place, from the fullest to nothing.
  private static func details(_ listing: Listing, _ facts: Facts) -> [String] {
    var parts: [String] = []
    parts += facts.list(.rooms)
    let isInHome = listing.kind == .land || listing.kind == .commercial
    if !isInHome, let size = facts.text(.area) { parts.append(size) }
    parts += facts.list(.features).prefix(2)
    return (0...parts.count).reversed().map { count in
      count == 0 ? "" : " with \(English.list(Array(parts.prefix(count))))"
    }
  }
}

extension Facts {
  /// A fact that is a text or a measure, as it is written.
  func text(_ key: FactKey) -> String? {
    switch self[key]?.value {
    case .text(let text): text
    case .measure(let measure): measure.written
    default: nil
    }
  }

  /// A fact that is a list; empty when it is missing.
  func list(_ key: FactKey) -> [String] {
    guard case .list(let list)? = self[key]?.value else { return [] }
    return list
  }
}
