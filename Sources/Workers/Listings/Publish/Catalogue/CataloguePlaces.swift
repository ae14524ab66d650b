import Storage

/// The places that listings of a catalogue lie in. Names that give the same address are one place.
///
/// A house is none: it has no lists, and a catalogue may have as many as listings.
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

  private var combinationOfPlaces: [[Int]: Int] = [:]
  private var placeOfSlug: [String: Int] = [:]
  /// What texts and names met lately came to.
  private var combinationOfText: [String: Int] = [:]
  private var placeOfName: [String: Int?] = [:]

  private static let textsMax = 4096

  /// - Parameter joined: as the column `places` has it.
  mutating func places(_ joined: String) -> Places {
    if let known = combinationOfText[joined] { return Places(combination: known) }
    var places: [Int] = []
    for name in SQLValue.list(joined) {
      guard let place = place(name), !places.contains(place) else { continue }
      places.append(place)
    }
    let combination = combination(of: places)
    if combinationOfText.count == Self.textsMax { combinationOfText = [:] }
    combinationOfText[joined] = combination
    return Places(combination: combination)
  }

  private mutating func combination(of places: [Int]) -> Int {
    if let known = combinationOfPlaces[places] { return known }
    combinations.append(places)
    combinationOfPlaces[places] = combinations.count - 1
    return combinations.count - 1
  }

  private mutating func place(_ name: String) -> Int? {
    if Self.isPlainlyHouse(name) { return nil }
    if let known = placeOfName[name] { return known }
    let place = newPlace(name)
    if placeOfName.count == Self.textsMax { placeOfName = [:] }
    placeOfName[name] = .some(place)
    return place
  }

  private mutating func newPlace(_ name: String) -> Int? {
    let name = PlaceText.named(name)
    // What has neither letter nor figure is the name of no place.
    if name.isEmpty || StreetAddress(name).hasNumber { return nil }
    let slug = PlaceText.slug(name)
    if let known = placeOfSlug[slug] { return known }
    names.append(name)
    slugs.append(slug)
    placeOfSlug[slug] = names.count - 1
    return names.count - 1
  }

  /// Whether a name begins with a number of a house as most do: `12 Mill Lane`, `7a, Sea View`.
  /// ``StreetAddress`` says the same, later.
  private static func isPlainlyHouse(_ name: String) -> Bool {
    var rest = name.utf8[...]
    let digits = rest.prefix(5).prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    if digits.isEmpty || digits.count > 4 { return false }
    if let letter = rest.first, (0x61...0x7a).contains(letter | 0x20) { rest = rest.dropFirst() }
    if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst() }
    guard rest.first == UInt8(ascii: " "), let next = rest.dropFirst().first else { return false }
    // What is beyond ASCII may belong to the blank.
    return next < 0x80
  }
}
