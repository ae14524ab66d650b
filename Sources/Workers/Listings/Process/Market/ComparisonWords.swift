/// Which listings were compared, in words: `3-bedroom house for sale in Ikeja, Lagos`.
enum ComparisonWords {
  /// Of a handful.
  ///
  /// - Parameter place: the places that all of them share with the listing; empty for none.
  static func of(
    _ listing: Listing, bedrooms: Int?, place: [PlaceTail], traits: Traits
  ) -> String {
    var words = noun(listing)
    if let bedrooms { words = "\(bedrooms)-bedroom \(words)" }
    guard let tail = place.first else { return words + " in all places" }
    return words + " in \(tail.text(in: listing.places))"
  }

  /// Of the most similar ones: the narrowest place that most of them lie in.
  ///
  /// - Parameter kilometres: how far the farthest is; nil where that is not known of all.
  static func of(
    _ listing: Listing, compared: [MarketMember], kilometres: Double?, places: PlaceIndex
  ) -> String {
    let areAlike = compared.allSatisfy { $0.kind == listing.kind }
    let noun = noun(listing, areAlike: areAlike)
    if let kilometres { return "\(noun) within \(distance(kilometres))" }
    for tail in places.shared(by: listing.places) {
      let inside = compared.count {
        $0.traits.place == tail.hash || $0.traits.widerPlace == tail.hash
      }
      let place = tail.text(in: listing.places)
      if inside == compared.count { return "\(noun) in \(place)" }
      if inside * 2 > compared.count { return "\(noun), \(inside) of them in \(place)" }
    }
    return "\(noun) in all places"
  }

  private static func distance(_ kilometres: Double) -> String {
    kilometres < 1
      ? "\(max(1, Int((kilometres * 10).rounded(.up))) * 100) m"
      : "\(Int(kilometres.rounded(.up))) km"
  }

  /// `apartment for sale`, `house to let`; `home` where other kinds are among them, too.
  private static func noun(_ listing: Listing, areAlike: Bool = true) -> String {
    let noun = areAlike ? listing.kind.noun.lowercased() : "home"
    return switch listing.deal {
    case .sale: "\(noun) for sale"
    case .rent: "\(noun) to let"
    case .shortLet: "\(noun) for a short let"
    case nil: noun
    }
  }
}
