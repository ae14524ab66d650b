import NLG

/// The gate for everything written about listings, by whomever: no figure and no claim that the row
/// does not bear out, no word about people, no fault of writing.
enum ListingGate {
  /// For descriptions, which have to tell the main facts.
  static let ofDescriptions = gate(
    must: [.place, .bedrooms, .bathrooms, .area] + FactKey.prices)
  /// For descriptions that a model wrote: of homes, what a measure is told of is looked at, too.
  static func ofModels(_ facts: Facts) -> Gate { facts.has(.land) ? ofDescriptions : ofModels }

  private static let ofModels = gate(
    must: [.place, .bedrooms, .bathrooms, .area] + FactKey.prices,
    subjects: [
      .plot: ["plot", "land", "lot", "grounds"],
      .area: [
        "floor", "living", "interior", "space", "spaces", "accommodation", "house", "home",
        "property", "apartment", "flat", "villa", "bungalow", "townhouse", "cottage", "studio",
        "duplex", "penthouse", "maisonette", "building", "residence", "unit", "office", "shop",
      ],
      .bedrooms: ["bedroom", "bedrooms"], .bathrooms: ["bathroom", "bathrooms"],
      .toilets: ["toilet", "toilets"], .parking: ["parking", "car", "cars"],
      .rooms: ["room", "rooms"],
    ])

  /// For headlines, summaries and the like, which may leave out what they like.
  static let ofExtracts = gate(must: [])

  private static func gate(must: [FactKey], subjects: [FactKey: [String]] = [:]) -> Gate {
    let list = ClaimList(PackageResources.claims_txt)
    return Gate(
      must: must,
      nouns: [
        .bedrooms: ["bedroom", "bedrooms", "bed", "beds"],
        .bathrooms: ["bathroom", "bathrooms", "bath", "baths"],
        .toilets: ["toilet", "toilets"], .parking: ["parking"],
      ],
      subjects: subjects, things: subjects.isEmpty ? [] : [.features],
      claims: list.claims, banned: list.banned, names: [.place, .placeNames, .agent, .reference],
      limits: Gate.Limits(sentenceWordsMax: 45, words: 1...400))
  }
}

/// The words of `claims.txt`, which tells its own form.
struct ClaimList {
  private(set) var claims: [Gate.Claim] = []
  private(set) var banned: [Gate.Phrase] = []

  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      if line.hasPrefix("never ") {
        let parts = line.dropFirst("never ".count).split(separator: ":", maxSplits: 1)
        precondition(parts.count == 2, "claims.txt: no category in “\(line)”")
        banned += Self.words(parts[1]).map { Gate.Phrase($0, category: String(parts[0])) }
      } else {
        let parts = line.split(separator: "<")
        precondition(
          parts.count == 2 && parts[1].hasPrefix("-"), "claims.txt: no evidence in “\(line)”")
        let evidence = Self.words(parts[1].dropFirst())
        claims += Self.words(parts[0]).map { Gate.Claim($0, evidence: evidence) }
      }
    }
  }

  private static func words(_ text: Substring) -> [String] {
    text.split(separator: ",").map { Spacing.single($0) }
  }
}
