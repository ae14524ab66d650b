/// What tells listings apart that agree in title, place, size and maybe price.
struct TwinMarks: Hashable, Sendable {
  /// Of columns that number homes: `unit`, `plot no`. 0: there is none. Two numbers are two homes.
  var unit: UInt32 = 0
  /// Of what else is said of the home. It may change from file to file.
  var rest: UInt32 = 0

  /// Whether both may be of one home.
  func agrees(with other: TwinMarks) -> Bool { unit == 0 || other.unit == 0 || unit == other.unit }
}

/// Reads the marks of listings; keeps what it knows of the names of columns.
struct TwinMarkReader: Sendable {
  private var isUnit: [Substring: Bool] = [:]

  mutating func marks(_ listing: Listing) -> TwinMarks {
    var (unit, rest) = (ContentHash(), ContentHash())
    var hasUnit = false
    for text in listing.extra {
      let name = text.prefix { $0 != "=" }
      if isUnit(name) {
        unit.append(folded: text)
        hasUnit = true
      } else {
        rest.append(text)
      }
    }
    rest.append(listing.ownText)
    for text in listing.features + listing.photos { rest.append(text) }
    for text in [listing.phone, listing.furnishing, listing.address.postcode] { rest.append(text) }
    for figure in [listing.toilets, listing.parkingSpaces, listing.yearBuilt] {
      rest.append(figure)
    }
    for degrees in [listing.latitude, listing.longitude] { rest.append(degrees) }
    return TwinMarks(
      unit: hasUnit ? max(UInt32(truncatingIfNeeded: unit.value), 1) : 0,
      rest: UInt32(truncatingIfNeeded: rest.value))
  }

  private mutating func isUnit(_ name: Substring) -> Bool {
    if let known = isUnit[name] { return known }
    let words = HeaderName.words(String(name))
    // `Number of views` counts.
    let isOne = words.contains(where: Self.unitWords.contains) && !words.contains("of")
    if isUnit.count < Self.namesMax { isUnit[name] = isOne }
    return isOne
  }

  private static let namesMax = 1000
  private static let unitWords: Set = [
    "apartment", "apt", "block", "door", "flat", "house", "lot", "no", "number", "plot", "suite",
    "unit", "villa",
  ]
}
