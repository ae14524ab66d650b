import Storage

/// The places that listings of a catalogue lie in. Names that give the same address are one place.
struct CataloguePlaces: Sendable {
  /// The places of one listing: an index into ``combinations``.
  struct Places: Hashable, Sendable {
    private let index: Int32

    var combination: Int { Int(index) }

    fileprivate init(combination: Int) { index = Int32(combination) }
  }

  /// For each combination its places, from the narrowest to the widest.
  private(set) var combinations: [[Int]] = []
  /// The first spelling met.
  private(set) var names: [String] = []
  private(set) var slugs: [String] = []

  private var combinationOfText: [String: Int] = [:]
  private var placeOfSlug: [String: Int] = [:]

  /// - Parameter joined: as the column `places` has it.
  mutating func places(_ joined: String) -> Places {
    if let known = combinationOfText[joined] { return Places(combination: known) }
    var places: [Int] = []
    for name in SQLValue.list(joined) {
      // What has neither letter nor figure is the name of no place.
      guard let place = place(name), !places.contains(place) else { continue }
      places.append(place)
    }
    combinations.append(places)
    combinationOfText[joined] = combinations.count - 1
    return Places(combination: combinations.count - 1)
  }

  private mutating func place(_ name: String) -> Int? {
    let name = PlaceText.named(name)
    if name.isEmpty { return nil }
    let slug = PlaceText.slug(name)
    if let known = placeOfSlug[slug] { return known }
    names.append(name)
    slugs.append(slug)
    placeOfSlug[slug] = names.count - 1
    return names.count - 1
  }
}
