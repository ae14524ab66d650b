/// The narrowest part of a written address, taken apart: `Flat 3 12 Mill Lane`, `Hauptstraße 7`.
struct StreetAddress {
  private let words: [Substring]
  /// Whether there was one.
  let hasNumber: Bool
  /// Whether the name is that of a street, as far as its words tell.
  let isStreet: Bool

  /// Whether it leads to a street or a house.
  var isOfHouse: Bool { isStreet || hasNumber }

  init(_ place: String) {
    var words = place.utf8.split(separator: 0x20).map { Substring($0) }
    let count = words.count
    while let first = words.first {
      if Self.isHouseNumber(first) || words.count == 1 && Self.isUnit(first) {
        words.removeFirst()
      } else if words.count > 1, Self.isUnit(first), Self.isUnitNumber(words[1]) {
        words.removeFirst(2)
      } else {
        break
      }
    }
    if words.first.map({ ["bis", "ter"].contains($0.lowercased()) }) == true, words.count < count {
      words.removeFirst()
    }
    let isForeign = words.contains { Self.isStreetWord($0.lowercased()) }
    isStreet = isForeign || PlaceText.isStreet(place)
    // As in Germany or Italy; in English it belongs to the name, as in `Road 12`.
    if isForeign, words.count > 1, let last = words.last, Self.isHouseNumber(last) {
      words.removeLast()
    }
    hasNumber = words.count < count
    self.words = words
  }

  /// Without the number of the house and of what is in it.
  var name: String {
    words.joined(separator: " ").trimmingPrefix(while: { ", ".contains($0) }).description
  }

  /// `12`, `12a`, `12-14`, `12/3`, `#12`; not `1st`, and not a year or a code of five figures.
  static func isHouseNumber(_ word: some StringProtocol) -> Bool {
    // Most words are none at the first look.
    guard let first = word.utf8.first, first == 0x23 || first.isFigure else { return false }
    if word.utf8.count <= 4, word.utf8.allSatisfy(\.isFigure) { return true }
    var word = Substring(word)
    if word.first == "#" { word.removeFirst() }
    while let last = word.last, ".,".contains(last) { word.removeLast() }
    if let last = word.last, last.isASCII, last.isLetter { word.removeLast() }
    guard let first = word.first, first.isASCII, first.isNumber, word.count <= 9 else {
      return false
    }
    return word.split(whereSeparator: { "-–/".contains($0) }).allSatisfy { part in
      part.count <= 4 && part.allSatisfy { $0.isASCII && $0.isNumber }
    }
  }

  /// How else the word that says what kind of street it is may be written: `Ln` for `Lane`.
  static func otherWords(for word: String) -> [String] {
    let word = word.lowercased().filter { $0 != "." }
    return streetWords.first { $0.contains(word) }?.filter { $0 != word } ?? []
  }

  private static let streetWords = [
    ["lane", "ln"], ["road", "rd"], ["street", "st", "str"], ["avenue", "ave", "av"],
    ["close", "cl"], ["drive", "dr", "drv"], ["crescent", "cres", "cr"], ["court", "ct"],
    ["place", "pl"], ["square", "sq"], ["terrace", "terr", "ter"], ["gardens", "gdns"],
    ["boulevard", "blvd"], ["highway", "hwy"], ["expressway", "expy"], ["grove", "gr", "grv"],
    ["straße", "strasse", "str"],
  ]

  private static func isUnit(_ word: Substring) -> Bool {
    units.contains(word.lowercased().filter { $0 != "." })
  }

  /// What stands behind `Flat`: `3`, `2B`, `B`.
  private static func isUnitNumber(_ word: Substring) -> Bool {
    isHouseNumber(word) || word.filter(\.isLetter).count == 1 && word.count <= 3
  }

  private static let units: Set = [
    "flat", "apartment", "apt", "unit", "no", "nr", "number", "house", "plot", "block", "suite",
    "villa", "door",
  ]

  private static func isStreetWord(_ word: String) -> Bool {
    names.contains(word) || endings.contains { Self.isLonger(word, thanItsEnd: $0) }
  }

  private static func isLonger(_ word: String, thanItsEnd end: String) -> Bool {
    // A letter with a mark may be written as one character or as two.
    if !word.utf8.allSatisfy({ $0 < 0x80 }) { return word.hasSuffix(end) && word.count > end.count }
    return word.utf8.count > end.utf8.count
      && word.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  private static let names: Set = [
    "via", "viale", "calle", "avenida", "paseo", "rue", "chemin", "allée", "rua", "travessa",
    "ulica", "ul",
  ]
  private static let endings = [
    "straße", "strasse", "str.", "weg", "gasse", "allee", "platz", "straat", "laan", "gatan",
    "vägen", "gade", "vej",
  ]
}
