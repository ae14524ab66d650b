import NLG

/// Features of a row as a sentence takes them: what the property is, and what it has.
struct FeatureWords: Equatable {
  /// `newly built`, `serviced`.
  private(set) var states: [String] = []
  /// With the article that they need: `a garden`, `24/7 security`.
  private(set) var things: [String] = []

  /// More would be a list and no sentence.
  static let thingsMax = 6

  /// - Parameter isFit: whether a feature may be said at all.
  init(_ features: [String], isFit: (String) -> Bool) {
    for feature in features {
      let words = Self.plain(feature)
      guard !words.isEmpty, words.count <= Self.charactersMax, isFit(words) else { continue }
      if let state = Self.knownStates[words] {
        if !states.contains(state) { states.append(state) }
      } else if !Self.leftOut.contains(words) {
        let thing = Self.withArticle(Self.otherNames[words] ?? words)
        if !things.contains(thing), things.count < Self.thingsMax { things.append(thing) }
      }
    }
  }

  private static let charactersMax = 40

  /// Lower case, but for what is written in capitals: `Swimming Pool`, `CCTV`.
  private static func plain(_ feature: String) -> String {
    feature.split { $0.isWhitespace }.map { word in
      let isAcronym = word.count <= 4 && word.allSatisfy { $0.isUppercase || $0.isNumber }
      return isAcronym ? String(word) : word.lowercased()
    }.joined(separator: " ").trimmingPrefix("- ").description
  }

  private static func withArticle(_ thing: String) -> String {
    guard let last = thing.split(separator: " ").last, countable.contains(String(last)) else {
      return thing
    }
    if thing.hasPrefix("a ") || thing.hasPrefix("an ") { return thing }
    return "\(English.article(before: thing)) \(thing)"
  }

  // Tables.
  private static let knownStates = [
    "newly built": "newly built", "new": "newly built", "brand new": "newly built",
    "new property": "newly built", "serviced": "serviced", "renovated": "renovated",
    "newly renovated": "newly renovated", "fully serviced": "serviced",
    "gated estate": "in a gated estate", "gated community": "in a gated estate",
  ]

  /// Said elsewhere, or nothing.
  private static let leftOut: Set = [
    "furnished", "unfurnished", "semi-furnished", "fully furnished", "yes", "no", "none", "other",
    "n/a", "-",
  ]

  private static let otherNames = [
    "bq": "staff quarters", "BQ": "staff quarters", "boys quarters": "staff quarters",
    "boys' quarters": "staff quarters", "boys’ quarters": "staff quarters",
    "boy's quarters": "staff quarters", "pop ceiling": "plaster ceilings", "gated": "gated access",
    "wi-fi": "Wi-Fi", "wifi": "Wi-Fi", "tv": "television", "TV": "television",
  ]

  private static let countable: Set = [
    "area", "balcony", "barbecue", "basement", "bathtub", "bar", "borehole", "charger", "cinema",
    "closet", "compound", "conservatory", "counter", "court", "courtyard", "deck", "dishwasher",
    "driveway", "dryer", "elevator", "entrance", "estate", "fence", "fireplace", "fridge",
    "garage", "garden", "gate", "gatehouse", "generator", "gym", "gymnasium", "hall", "heater",
    "jacuzzi", "kitchen", "kitchenette", "laundry", "lawn", "library", "lift", "lobby", "loft",
    "lot", "lounge", "meter", "office", "oven", "pantry", "patio", "playground", "pool", "porch",
    "refrigerator", "room", "sauna", "shed", "shower", "store", "storeroom", "study", "system",
    "tank", "terrace", "toilet", "transformer", "veranda", "view", "washer", "workshop", "yard",
  ]
}
