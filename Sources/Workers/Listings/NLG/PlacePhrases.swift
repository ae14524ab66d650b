/// Where a listing is, as a sentence says it: `in Ikeja, Lagos`, `on Allen Avenue, Ikeja`,
/// `at 7 Sea View`.
struct PlacePhrases {
  private let names: [String]
  private let preposition: String

  /// - Parameter places: from the narrowest to the widest.
  init(_ places: [String]) {
    let named = places.map { (place: $0, name: PlaceText.named($0)) }.filter { !$0.name.isEmpty }
    names = named.map(\.name)
    preposition = named.first.map { Self.preposition(of: $0.place) } ?? ""
  }

  /// - Parameters:
  ///   - count: how many places at most.
  ///   - lengthMax: characters; wider places are left out until it fits. Nil when none fits.
  func phrase(count: Int, lengthMax: Int) -> String? {
    for count in stride(from: min(count, names.count), to: 0, by: -1) {
      let joined = names.prefix(count).joined(separator: ", ")
      let phrase =
        preposition.isEmpty
        ? joined.prefix(1).lowercased() + joined.dropFirst() : preposition + joined
      if phrase.count <= lengthMax { return phrase }
    }
    return nil
  }

  private static func preposition(of place: String) -> String {
    if StreetAddress(place).hasNumber { return "at " }
    let words = place.lowercased().split(separator: " ")
    if ["off", "on", "near", "opposite", "behind", "along", "by"].contains(words.first) {
      return ""
    }
    if PlaceText.isStreet(words) { return "on " }
    return countriesWithArticle.contains(place.lowercased()) ? "in the " : "in "
  }

  /// Names that a sentence gives an article.
  private static let countriesWithArticle: Set = [
    "united kingdom", "uk", "united states", "united states of america", "usa", "netherlands",
    "bahamas", "philippines", "maldives", "seychelles", "gambia", "isle of man", "canary islands",
    "cayman islands", "british virgin islands", "united arab emirates", "uae",
    "dominican republic", "czech republic", "central african republic", "channel islands",
  ]
}
