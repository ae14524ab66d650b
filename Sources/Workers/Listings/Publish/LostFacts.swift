import Pages
import Pipeline

// A table takes the place of all that was known of its listings. A price list, of references and
// prices, so leaves nothing of them but that: of each is noted what it loses, and of the table what
// any of its rows says. What no row says, the table has no column for.

/// What listings lose by a table that says nothing of it in any row.
struct LostFacts: Sendable {
  /// One bit for each of ``facts``.
  private typealias Mask = UInt32

  /// What the rows of the table say.
  private var told: Mask = 0
  /// How many listings lose just these.
  private var lost: [Mask: Int] = [:]

  /// - Parameters:
  ///   - listing: as the table has it.
  ///   - before: as the catalogue had it; nil where it has not changed, or is new.
  mutating func add(_ listing: Listing, before: Listing?) {
    let now = Self.mask(listing)
    told |= now
    guard let before else { return }
    let lost = Self.mask(before) & ~now
    if lost != 0 { self.lost[lost, default: 0] += 1 }
  }

  mutating func add(_ later: LostFacts) {
    told |= later.told
    lost.merge(later.lost, uniquingKeysWith: +)
  }

  /// For the report; nil where every fact that was lost stands in another row.
  var finding: Finding? {
    let gone = lost.filter { $0.key & ~told != 0 }
    let count = gone.values.reduce(0, +)
    if count == 0 { return nil }
    let mask = gone.keys.reduce(0, |) & ~told
    let names = Self.facts.indices.filter { mask & (1 << $0) != 0 }.map { Self.facts[$0].name }
    let listings = Words.english.count(count, "1 listing", "%1 listings")
    return Finding(
      .warning, "facts-lost",
      "\(listings) lost what an earlier table said, for no row of this one says anything of it: "
        + "\(names.joined(separator: ", ")). A table takes the place of all that was known of its "
        + "listings; drop one that has these columns, too.")
  }

  private static func mask(_ listing: Listing) -> Mask {
    var mask: Mask = 0
    for (index, fact) in facts.enumerated() where fact.isTold(listing) { mask |= 1 << index }
    return mask
  }

  /// By the names that people have for their columns. A link is none: how exactly addresses are
  /// told decides about it.
  private static let facts: [(name: String, isTold: @Sendable (Listing) -> Bool)] = [
    ("title", { $0.title != Normaliser.title(of: $0) }), ("deal", { $0.deal != nil }),
    ("type", { $0.typeText != nil }), ("price", { $0.price != nil || $0.priceText != nil }),
    ("location", { !$0.places.isEmpty }), ("bedrooms", { $0.bedrooms != nil }),
    ("bathrooms", { $0.bathrooms != nil }), ("toilets", { $0.toilets != nil }),
    ("parking spaces", { $0.parkingSpaces != nil }), ("rooms", { $0.rooms != nil }),
    ("area", { $0.areaSquareMetres != nil }), ("size of the plot", { $0.plotSquareMetres != nil }),
    ("year of building", { $0.yearBuilt != nil }), ("furnishing", { $0.furnishing != nil }),
    ("condition", { $0.condition != nil }), ("features", { !$0.features.isEmpty }),
    ("description", { $0.ownText != nil }), ("photos", { !$0.photos.isEmpty }),
    ("coordinates", { $0.latitude != nil }), ("day listed", { $0.listed != nil }),
    ("agent", { $0.agent != nil }), ("telephone number", { $0.phone != nil }),
    ("postcode", { $0.address.postcode != nil }),
  ]
}
