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
  /// - Parameter kilometres: how far the farthest is.
  static func of(
    _ listing: Listing, compared: [Traits], _ traits: Traits, kilometres: Double?,
    places: PlaceIndex
  ) -> String {
    let noun = noun(listing)
    if let kilometres { return "\(noun) within \(distance(kilometres))" }
    for tail in places.shared(by: listing.places) {
      let inside = compared.count { $0.place == tail.hash || $0.widerPlace == tail.hash }
      let place = tail.text(in: listing.places)
      if inside == compared.count { return "\(noun) in \(place)" }
      if inside * 2 > compared.count { return "\(noun), \(inside) of them in \(place)" }
    }
    return "\(noun) in all places"
  }

  private static func distance(_ kilometres: Double) -> String {
    kilometres < 1
      ? "\(Int((kilometres * 10).rounded(.up)) * 100) m" : "\(Int(kilometres.rounded(.up))) km"
  }

  /// `apartment for sale`, `house to let`.
  private static func noun(_ listing: Listing) -> String {
    let noun = listing.kind.noun.lowercased()
    return switch listing.deal {
    case .sale: "\(noun) for sale"
    case .rent: "\(noun) to let"
    case .shortLet: "\(noun) for a short let"
    case nil: noun
    }
  }
}
