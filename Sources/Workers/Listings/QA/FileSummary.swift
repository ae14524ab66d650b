import Pages

/// What is missing and what is odd in a whole file, counted.
struct FileSummary {
  private var listings = 0
  /// Houses and apartments: only these are asked for their bedrooms.
  private var homes = 0
  private var missing: [Told: Int] = [:]
  private var signs: [FraudSignal: Int] = [:]
  private var withPhotos = 0

  mutating func add(_ plan: Plan) {
    listings += 1
    let isHome = plan.listing.kind == .house || plan.listing.kind == .apartment
    if isHome { homes += 1 }
    for what in Told.allCases where what.isMissing(in: plan.listing) {
      if what == .bedrooms, !isHome { continue }
      if what == .size, Warnings.withheldArea(from: plan) { continue }
      missing[what, default: 0] += 1
    }
    for sign in plan.evidence {
      let name = sign.prefix { $0 != ":" }
      if let signal = FraudSignal(rawValue: String(name)) { signs[signal, default: 0] += 1 }
    }
    if !plan.listing.photos.isEmpty { withPhotos += 1 }
  }

  /// For the report, a sentence for each thing.
  var sentences: [String] {
    var sentences: [String] = []
    for (what, count) in missing.sorted(by: {
      ($1.value, $0.key.words) < ($0.value, $1.key.words)
    }) {
      let all =
        what == .bedrooms
        ? Words.english.count(homes, "1 home", "%1 homes") : Figures.listings(listings)
      sentences.append("in \(count) of \(all) the row does not say \(what.words)")
    }
    for signal in [FraudSignal.text, .photo, .contact] {
      guard let count = signs[signal], let words = Self.words[signal] else { continue }
      sentences.append("in \(count) of \(Figures.listings(listings)) \(words)")
    }
    if withPhotos > 0, withPhotos < listings {
      sentences.append(
        "in \(listings - withPhotos) of \(Figures.listings(listings)) no photo is named")
    }
    return sentences
  }

  private static let words: [FraudSignal: String] = [
    .text: "the text is nearly that of another one", .photo: "a photo is that of another one",
    .contact: "the contact stands under several names",
  ]
}
