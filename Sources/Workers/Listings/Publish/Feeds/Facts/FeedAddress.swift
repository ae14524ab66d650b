/// Where a listing is, in the parts that channels ask for. What is not known is missing.
struct FeedAddress: Sendable {
  /// The narrowest place, where there is one narrower than the town.
  let street: String?
  /// The place between street and town, else the town.
  let neighbourhood: String?
  let city: String?
  let region: String?
  let postcode: String?
  let country: Country?
  /// All of it in one line, as the row has it.
  let whole: String?

  /// - Parameter country: of the rule, where the row names none.
  init(_ listing: Listing, country: Country?) {
    let written = listing.address
    var places = listing.places.map { PlaceText.named(FeedText.plain($0)) }.filter { !$0.isEmpty }
    whole = places.isEmpty ? listing.location.map(FeedText.plain) : places.joined(separator: ", ")
    var named = written.country.flatMap(Country.named)
    let isRegion = places.last.flatMap { (named ?? country)?.hasRegion($0) } ?? false
    if let last = places.last, let found = Country.named(last), last.utf8.count > 2, !isRegion {
      // “Georgia” alone is a place like any other; behind a narrower one it is a country.
      if named != nil || places.count > 1 {
        places.removeLast()
        named = named ?? found
      }
    }
    self.country = named ?? country
    postcode =
      written.postcode.map(FeedText.plain) ?? places.lazy.compactMap(UKPostcode.init).first?.text
    if let postcode { places.removeAll { $0.uppercased() == postcode.uppercased() } }
    // A street is in a town, whatever else is missing.
    let isStreet = places.count > 1 && StreetAddress(places[0]).isOfHouse
    let wider = isStreet ? places.dropFirst() : places[...]
    let last = wider.count > 1 ? wider.last : nil
    region = written.region.map { PlaceText.named(FeedText.plain($0)) } ?? last
    let city =
      written.city.map { PlaceText.named(FeedText.plain($0)) }
      ?? (wider.count > 1 ? wider[wider.endIndex - 2] : wider.first)
    self.city = city
    let narrower = places.prefix { $0 != city && $0 != last }
    street = narrower.first
    neighbourhood = narrower.count > 1 ? narrower.last : city
  }
}

/// A postcode of the United Kingdom in its two halves.
///
/// Source: BS 7666; the area has one or two letters, the district one or two figures or a figure
/// and a letter, the unit a figure and two letters.
struct UKPostcode: Equatable, Sendable {
  /// `LS1`
  let outward: String
  /// `4AP`
  let inward: String

  var text: String { "\(outward) \(inward)" }

  /// The postcode at the end of a text.
  init?(_ text: String) {
    if !Self.mayEnd(text.utf8) { return nil }
    let words = text.uppercased().split(separator: " ").suffix(2).map { Array($0.utf8) }
    guard let last = words.last else { return nil }
    let unit = Array(last.suffix(3))
    let district = last.count > 3 ? Array(last.dropLast(3)) : words[0]
    guard Self.isUnit(unit), Self.isDistrict(district) else { return nil }
    outward = String(decoding: district, as: UTF8.self)
    inward = String(decoding: unit, as: UTF8.self)
  }

  /// Whether a figure and two letters stand at the end: a look that most places do not pass.
  private static func mayEnd(_ text: String.UTF8View) -> Bool {
    var last = text.reversed().lazy.drop { $0 == 0x20 }.makeIterator()
    guard let third = last.next(), let second = last.next(), let first = last.next() else {
      return false
    }
    return first.isFigure && isLetter(second & 0xDF) && isLetter(third & 0xDF)
  }

  private static func isUnit(_ bytes: [UInt8]) -> Bool {
    bytes.count == 3 && bytes[0].isFigure && isLetter(bytes[1]) && isLetter(bytes[2])
  }

  private static func isDistrict(_ bytes: [UInt8]) -> Bool {
    let area = bytes.prefix(while: isLetter)
    let district = Array(bytes.dropFirst(area.count))
    guard (1...2).contains(area.count), (1...2).contains(district.count) else { return false }
    return district[0].isFigure && district.dropFirst().allSatisfy { $0.isFigure || isLetter($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}
