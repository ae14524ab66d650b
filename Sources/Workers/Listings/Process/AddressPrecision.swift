import Rules

/// How exactly the address of a listing may be known: the rule's option `address_precision`.
///
/// What is left out here stands in no text, page, feed or export. It is applied at the end of
/// process: which rows are the same listing, and what they are worth, is decided by all of it.
enum AddressPrecision: String, CaseIterable, Sendable {
  case exact
  /// Without the number of the house, position to 110 m.
  case street
  /// Without the street, position to 1.1 km.
  case area

  static let option = "address_precision"

  /// - Returns: exact, and what is wrong, for a word that is none of them.
  static func read(_ options: [String: RuleValue]) -> (AddressPrecision, problem: OptionProblem?) {
    guard let value = options[option] else { return (.exact, nil) }
    if let precision = value.string.flatMap(AddressPrecision.init) { return (precision, nil) }
    let rest = "; “area” is taken, which tells least"
    return (.area, .unknown(option, value, among: Self.self, rest))
  }

  /// - Parameter record: what the plan was made of: in which columns a place stood.
  func apply(to plan: inout Plan, of record: Record) {
    if self == .exact { return }
    let narrow = self == .area ? Self.narrow(record.texts) : []
    let postcode = plan.listing.address.postcode
    let hidden = (plan.listing.places + [postcode].compactMap { $0 }).compactMap { place in
      narrow.contains(place) ? Self.hidden(narrow: place) : self.hidden(of: place)
    }
    plan.listing.places.removeAll { narrow.contains($0) }
    apply(to: &plan.listing, hidden.flatMap(\.spellings))
    for part in hidden.flatMap(\.spellings) {
      plan.comparedWith = plan.comparedWith.map { part.hide(in: $0) }
      plan.explanation = plan.explanation.map { part.hide(in: $0) }
    }
  }

  /// Whether something of a row is left out that nobody can look through for an address: its link,
  /// and columns that no field takes. These are kept for comparing, and no export has them.
  func leavesOut(of listing: Listing) -> Bool {
    self != .exact && (listing.link != nil || !listing.extra.isEmpty)
  }

  /// As ``apply(to:of:)`` leaves it.
  func title(of listing: Listing, _ record: Record) -> String {
    if self == .exact { return listing.title }
    var plan = Plan(listing: listing, comparables: 0, warnings: [])
    apply(to: &plan, of: record)
    return plan.listing.title
  }

  private static func hidden(narrow place: String) -> HiddenPlace? {
    let name = StreetAddress(place).name
    return name.isEmpty ? nil : HiddenPlace(name, shown: nil)
  }

  /// The parts of an address and an estate that had columns of their own: no area, whatever they
  /// are called (`Octavia House, Beech Grove`). Where no other column says the town, the address
  /// does, behind its first part.
  private static func narrow(_ texts: RecordTexts) -> Set<String> {
    let address = texts[.address].map(Places.parts) ?? []
    let estate = texts[.estate].map(Places.parts) ?? []
    let others: [RecordTexts.Slot] = [.neighbourhood, .location, .district, .city, .town, .region]
    let hasTown = others.contains { texts[$0] != nil }
    let areas = Set(others.flatMap { texts[$0].map(Places.parts) ?? [] })
    return Set((hasTown ? address : Array(address.prefix(1))) + estate).subtracting(areas)
  }

  private func apply(to listing: inout Listing, _ hidden: [HiddenPlace]) {
    listing.places = listing.places.compactMap { shown($0) }
    if listing.location != nil {
      listing.location = listing.places.isEmpty ? nil : listing.places.joined(separator: ", ")
    }
    listing.address.postcode = listing.address.postcode.map(shown(postcode:))
    // The page of the agency's own site is often called by the whole address.
    listing.link = nil
    listing.latitude = listing.latitude.map(rounded)
    listing.longitude = listing.longitude.map(rounded)
    for part in hidden {
      listing.ownText = listing.ownText.map { part.hide(in: $0) }
      listing.title = part.hide(in: listing.title)
      listing.extra = listing.extra.map { part.hide(in: $0) }
      listing.features = listing.features.map { part.hide(in: $0) }
    }
    if listing.title.contains(Redaction.mark) {
      listing.title = Normaliser.title(of: listing)
    }
  }

  private func shown(_ place: String) -> String? {
    if let postcode = UKPostcode(place), postcode.text.utf8.count >= place.utf8.count - 1 {
      return shown(postcode: place)
    }
    let address = StreetAddress(place)
    if self == .area, address.isOfHouse { return nil }
    return address.name.isEmpty ? nil : address.name
  }

  /// What must not be read in texts either.
  private func hidden(of place: String) -> HiddenPlace? {
    if let postcode = UKPostcode(place) {
      return self == .area ? HiddenPlace(postcode.text, shown: postcode.outward) : nil
    }
    let address = StreetAddress(place)
    if !address.isOfHouse || address.name.isEmpty { return nil }
    return HiddenPlace(address.name, shown: self == .area ? nil : address.name)
  }

  /// A British one names some 15 houses, its first half a district.
  private func shown(postcode: String) -> String {
    self == .area ? UKPostcode(postcode)?.outward ?? postcode : postcode
  }

  private func rounded(_ degrees: Double) -> Double {
    let parts = self == .area ? 100.0 : 1000
    return (degrees * parts).rounded() / parts
  }
}

/// A place that texts may only name in part.
struct HiddenPlace {
  private let name: String
  private let words: [UInt64]
  private let shown: String

  init(_ name: String, shown: String?) {
    self.name = name
    words = TextWords.of(name).map(\.hash)
    self.shown = shown ?? Redaction.mark
  }

  /// It, and as texts may write it besides: `Mill Ln` for `Mill Lane`, `LS14AP` for `LS1 4AP`.
  var spellings: [HiddenPlace] {
    if let postcode = UKPostcode(name), postcode.text == name {
      return [self, HiddenPlace(postcode.outward + postcode.inward, shown: shown)]
    }
    let parts = name.split(separator: " ").map(String.init)
    guard let last = parts.last else { return [self] }
    return [self]
      + StreetAddress.otherWords(for: last).map { other in
        HiddenPlace((parts.dropLast() + [other]).joined(separator: " "), shown: shown)
      }
  }

  /// The text with what may be shown in the place of the name, and of the number before or
  /// directly behind it (`Hauptstraße 7`).
  func hide(in text: String) -> String {
    let all = TextWords.of(text)
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var (index, end) = (0, 0)
    while index + words.count <= all.count {
      let found = all[index..<(index + words.count)]
      guard !words.isEmpty, found.map(\.hash) == words, let last = found.last else {
        index += 1
        continue
      }
      let number = index > 0 && isNumber(all[index - 1], source) ? all[index - 1] : nil
      let start = max(end, Int((number ?? all[index]).start))
      bytes += source[end..<start]
      bytes += shown.utf8
      index += words.count
      end = Int(last.end)
      if number == nil, index < all.count, isNumber(all[index], source),
        String(decoding: source[end..<Int(all[index].start)], as: UTF8.self)
          .allSatisfy(\.isWhitespace)
      {
        end = Int(all[index].end)
        index += 1
      }
    }
    if end == 0 { return text }
    return String(decoding: bytes + source[end...], as: UTF8.self)
  }

  /// `12`, `12a`: of a house.
  private func isNumber(_ word: TextWords.Word, _ source: [UInt8]) -> Bool {
    StreetAddress.isHouseNumber(
      String(decoding: source[Int(word.start)..<Int(word.end)], as: UTF8.self))
  }
}
