import NLG

/// Features of a row as a sentence takes them: what the property is, and what it has.
struct FeatureWords: Equatable {
  /// `newly built`, `serviced`.
  private(set) var states: [String] = []
  /// What it stands in: `a gated estate`.
  private(set) var settings: [String] = []
  /// With the article that they need: `a garden`, `24/7 security`.
  private(set) var things: [String] = []

  /// More would be a list and no sentence.
  static let thingsMax = 6

  /// - Parameter isFit: whether a feature may be said at all.
  init(_ features: [String], isFit: (String) -> Bool) {
    for feature in features {
      let words = Self.plain(feature)
      guard !words.isEmpty, words.count <= Self.charactersMax, isFit(words),
        Self.isThing(words.lowercased()), Self.isPlainWording(words.lowercased())
      else { continue }
      let name = words.lowercased()
      if let state = Self.knownStates[name] {
        if !states.contains(state) { states.append(state) }
      } else if let setting = Self.knownSettings[name] {
        if settings.isEmpty { settings.append(setting) }
      } else if !Self.leftOut.contains(name), !Self.isTerm(name), !Self.isLack(name) {
        let thing = Self.withArticle(Self.otherNames[name] ?? words)
        if !things.contains(thing), things.count < Self.thingsMax { things.append(thing) }
      }
    }
    // “A garden, solar power, and 24/7 security” reads better than any other way round.
    let isFigure = { (thing: String) in thing.first?.isNumber ?? false }
    let others = things.filter { !Self.hasArticle($0) }
    things =
      things.filter(Self.hasArticle) + others.filter { !isFigure($0) } + others.filter(isFigure)
  }

  private static func hasArticle(_ thing: String) -> Bool {
    thing.hasPrefix("a ") || thing.hasPrefix("an ")
  }

  private static let charactersMax = 40

  /// Lower case, but for what is written in capitals: `Swimming Pool`, `CCTV`; without the marks
  /// and the article around it.
  private static func plain(_ feature: String) -> String {
    var words = feature.split { $0.isWhitespace }.map { bare($0) }.filter { !$0.isEmpty }
    if words.count > 1, ["a", "an", "the"].contains(words[0].lowercased()) { words.removeFirst() }
    let isShouted =
      words.count > 1 && words.allSatisfy { word in !word.contains(where: \.isLowercase) }
    return words.map { word in
      isAcronym(word, isShouted: isShouted) ? word : word.lowercased()
    }.joined(separator: " ")
  }

  /// Without bullets and quotation marks before it, and stops behind it; `C.C.T.V.` as `CCTV`.
  private static func bare(_ word: Substring) -> String {
    var word = word.drop { "•·*✓✔-–—\"“”".contains($0) }
    while let last = word.last, ".,;!?…\"“”".contains(last) { word = word.dropLast() }
    let letters = word.split(separator: ".")
    let isSpelled = letters.count > 1 && letters.allSatisfy { $0.count == 1 }
    return isSpelled ? letters.joined() : String(word)
  }

  private static func isAcronym(_ word: String, isShouted: Bool) -> Bool {
    if knownAcronyms.contains(word) { return true }
    return (2...4).contains(word.count) && !isShouted
      && word.allSatisfy { $0.isUppercase || $0.isNumber }
      && !countable.contains(word.lowercased())
  }

  private static let knownAcronyms: Set = [
    "AC", "BBQ", "CCTV", "DSTV", "EPC", "EV", "HVAC", "LED", "TV", "UPVC", "UPS", "WC",
  ]

  /// Whether it speaks of the property alone: no people, no praise.
  private static func isPlainWording(_ words: String) -> Bool {
    !ListingGate.ofExtracts.refuses(words)
      && words.split { !$0.isLetter }.allSatisfy { !praise.contains(String($0)) }
  }

  /// Whether it can stand behind “it has”: no field with its value, no count or size that a column
  /// has, no way of lying somewhere, no end of a list.
  private static func isThing(_ words: String) -> Bool {
    let parts = words.split(separator: " ").map(String.init)
    guard let first = parts.first, let last = parts.last, words.contains(where: \.isLetter),
      !words.contains(where: { ":<>{}[]\"•*✓=£$€₦".contains($0) }),
      !noThings.contains(words), !noBeginnings.contains(first),
      !["view of", "views of", "council tax"].contains(where: { words.hasPrefix($0) }),
      last != "etc", !words.hasSuffix("and more"), !isWay(parts)
    else { return false }
    let isCounted = first.first?.isNumber ?? false
    return !(isCounted && parts.count > 1 && columnNouns.contains(parts[1]))
  }

  /// `5 minutes from the airport`, `2min walk to the beach`: how far something is, which no
  /// property has. A walk-in wardrobe is one of its things.
  private static func isWay(_ words: [String]) -> Bool {
    zip(words, words.dropFirst() + [""]).contains { word, next in
      let unit = word.drop(while: \.isNumber)
      return waysOff.contains(String(unit)) && !(unit == "walk" && next == "in")
    }
  }

  private static let waysOff: Set = [
    "minutes", "minute", "mins", "min", "walk", "walking", "drive", "km", "kms", "kilometres",
    "kilometers", "miles", "mile",
  ]

  private static let noThings: Set = [
    "freehold", "leasehold", "share of freehold", "chain free", "no chain", "vacant possession",
  ]
  private static let noBeginnings: Set = [
    "facing", "overlooking", "close", "near", "nearby", "ready", "built", "rent", "price", "from",
  ]
  private static let columnNouns: Set = [
    "bed", "beds", "bedroom", "bedrooms", "bath", "baths", "bathroom", "bathrooms", "toilets",
    "m²", "m2", "sqm", "sq", "sqft", "square", "ft²", "acres", "hectares",
  ]

  /// `service charge included`, `pets allowed`: nothing that a property has.
  private static func isTerm(_ words: String) -> Bool {
    let last = words.split(separator: " ").last
    return ["included", "excluded", "allowed", "welcome", "accepted"].contains(last)
  }

  /// `no garden`: what it has not.
  private static func isLack(_ words: String) -> Bool {
    let first = words.split(separator: " ").first
    return ["no", "not", "without", "non"].contains(first)
  }

  /// None behind a number: `2 balcony`; what is its own has another word: `its own compound`.
  private static func withArticle(_ thing: String) -> String {
    let words = thing.split(separator: " ")
    if words.count > 1, words[0] == "own" { return "its \(thing)" }
    guard let first = words.first, let last = words.last, countable.contains(String(last)),
      !first.allSatisfy(\.isNumber)
    else { return thing }
    if hasArticle(thing) { return thing }
    return "\(English.article(before: thing)) \(thing)"
  }

  // Tables.
  private static let knownStates = [
    "newly built": "newly built", "brand new": "newly built",
    "new property": "newly built", "serviced": "serviced", "renovated": "renovated",
    "newly renovated": "newly renovated", "fully serviced": "serviced",
  ]

  private static let knownSettings = [
    "gated estate": "a gated estate", "gated community": "a gated community",
  ]

  /// Said elsewhere, or nothing.
  private static let leftOut: Set = [
    "furnished", "unfurnished", "semi-furnished", "fully furnished", "yes", "no", "none", "other",
    "n/a", "-", "new",
  ]

  /// Besides what `claims.txt` bans.
  private static let praise: Set = [
    "best", "executive", "great", "lovely", "luxurious", "luxury", "massive", "serene", "tasteful",
  ]

  private static let otherNames = [
    "bq": "staff quarters", "boys quarters": "staff quarters",
    "boys' quarters": "staff quarters", "boys’ quarters": "staff quarters",
    "boy's quarters": "staff quarters", "pop ceiling": "plaster ceilings", "gated": "gated access",
    "wi-fi": "Wi-Fi", "wifi": "Wi-Fi", "tv": "television",
    "netflix": "Netflix", "en suite": "en-suite facilities", "ensuite": "en-suite facilities",
  ]

  private static let countable: Set = [
    "alarm", "area", "balcony", "barbecue", "basement", "bathtub", "bar", "borehole", "charger",
    "cinema", "closet", "compound", "conservatory", "counter", "court", "courtyard", "deck",
    "dishwasher",
    "driveway", "dryer", "elevator", "entrance", "estate", "fence", "fireplace", "fridge",
    "garage", "garden", "gate", "gatehouse", "generator", "gym", "gymnasium", "hall", "heater",
    "jacuzzi", "kitchen", "kitchenette", "laundry", "lawn", "library", "lift", "lobby", "loft",
    "lot", "lounge", "meter", "office", "oven", "pantry", "patio", "playground", "pool", "porch",
    "refrigerator", "room", "sauna", "shed", "shower", "store", "storeroom", "study", "system",
    "tank", "terrace", "toilet", "transformer", "veranda", "view", "wardrobe", "washer",
    "workshop", "yard",
  ]
}
