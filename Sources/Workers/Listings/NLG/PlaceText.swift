/// Where a listing is, in words.
enum PlaceText {
  /// The narrowest place and the next: `Allen Avenue, Ikeja`.
  ///
  /// - Parameter places: from the narrowest to the widest.
  static func short(_ places: [String]) -> String? { joined(places.prefix(2)) }

  /// All of them: `Allen Avenue, Ikeja, Lagos`.
  static func whole(_ listing: Listing) -> String? {
    joined(listing.places[...]) ?? listing.location
  }

  /// The part that all of the names, but for a few, end with is left out: of `Opebi Ikeja Lagos`
  /// and `Alausa Ikeja Lagos` there remain `Opebi` and `Alausa`.
  static func withoutCommonTail(_ names: [String]) -> [String] {
    let split = names.map { $0.split(separator: " ").map(String.init) }
    var tail: [String] = []
    while true {
      let next = split.filter { $0.count > tail.count && $0.suffix(tail.count) == tail[...] }
        .map { $0[$0.count - tail.count - 1] }
      let counts = Dictionary(next.map { ($0, 1) }, uniquingKeysWith: +)
      guard let (word, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        count > 2, count * 3 > names.count * 2
      else { break }
      tail.insert(word, at: 0)
    }
    return zip(names, split).map { name, words in
      words.count > tail.count && words.suffix(tail.count) == tail[...]
        ? words.dropLast(tail.count).joined(separator: " ") : name
    }
  }

  private static func joined(_ places: ArraySlice<String>) -> String? {
    let names = places.map(named).filter { !$0.isEmpty }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// A name as names are written: `ikeja` and `IKEJA` as `Ikeja`; `GRA` and `YO60` as they are;
  /// `Opebi Opebi Ikeja` without what is said twice.
  static func named(_ place: String) -> String {
    if isNamed(place.utf8) { return place }
    let written = trimmed(place).split(separator: " ").map(mended).filter { !$0.isEmpty }
    let words = written.map { (word) -> String in
      let isShouted = word.count > 4 && word.allSatisfy(\.isUppercase)
      if isShouted { return String(word.prefix(1)) + word.dropFirst().lowercased() }
      let isSmall = word.count > 3 && word.allSatisfy(\.isLowercase)
      return isSmall ? word.prefix(1).uppercased() + word.dropFirst() : String(word)
    }
    return withoutRepeats(words).joined(separator: " ")
  }

  /// Whether nothing would change, as far as that is quick to see: different words of ASCII letters
  /// and figures in usual spelling.
  private static func isNamed(_ place: String.UTF8View) -> Bool {
    var length = 0
    var capitals = 0
    var small = 0
    // Words that begin alike may be the same one twice.
    var firsts: UInt64 = 0
    for byte in place {
      if byte == 0x20 {
        let isNumber = length > 0 && capitals + small == 0
        if !isNumber, length < 3 || capitals == length || small == length { return false }
        (length, capitals, small) = (0, 0, 0)
        continue
      }
      if length == 0 {
        let first = (1 as UInt64) << UInt64((byte | 0x20) & 63)
        if firsts & first != 0 { return false }
        firsts |= first
      }
      switch byte {
      case 0x41...0x5a: capitals += 1
      case 0x61...0x7a: small += 1
      case 0x30...0x39: break
      default: return false
      }
      length += 1
    }
    return length > 0 && (length < 4 || capitals < length && small < length)
  }

  /// A word without slips of the keyboard and signs that no name has: `Ikeja..` as `Ikeja.`,
  /// `{GRA}` as `GRA`, nothing of a stop that stands alone.
  private static func mended(_ word: Substring) -> String {
    // Nearly all words have nothing to look up.
    let isPlain = word.utf8.allSatisfy { $0 < 0x80 && !"{}[]".utf8.contains($0) }
    var word = isPlain ? String(word) : word.filter(isOfName)
    while let last = word.last, ".,;:".contains(last), word.dropLast().last == last {
      word.removeLast()
    }
    return word.allSatisfy { ".,;:!?".contains($0) } ? "" : word
  }

  private static func isOfName(_ character: Character) -> Bool {
    !"{}[]".contains(character)
      && !character.unicodeScalars.contains(where: \.properties.isBidiControl)
  }

  /// Without the marks around it that set a name off from others: `**LAND` as `LAND`; and without
  /// a word that the sentence brings itself: `In Opebi` as `Opebi`.
  private static func trimmed(_ place: String) -> Substring {
    var place = place.drop { !($0.isLetter || $0.isNumber) }
    for word in ["in ", "at "] where place.count > word.count {
      if place.prefix(word.count).lowercased() == word { place = place.dropFirst(word.count) }
    }
    while let last = place.last, !(last.isLetter || last.isNumber || last == ")") {
      place.removeLast()
    }
    return place
  }

  /// Leaves out words that repeat those just before them, one to three at a time; `Walla Walla` is
  /// a name.
  private static func withoutRepeats(_ words: [String]) -> [String] {
    if words.count == 2 { return words }
    var kept: [String] = []
    for word in words {
      kept.append(word)
      for length in 1...3 where kept.count >= 2 * length {
        let last = kept.suffix(length)
        let before = kept.dropLast(length).suffix(length)
        let isRepeat = zip(last, before).allSatisfy { $0.lowercased() == $1.lowercased() }
        if isRepeat { kept.removeLast(length) }
      }
    }
    return kept
  }

  /// Whether a place is a street, by its words.
  static func isStreet(_ place: String) -> Bool {
    isStreet(place.lowercased().split(separator: " "))
  }

  static func isStreet(_ words: [Substring]) -> Bool {
    // `Street` is a town, and so are `Lane Cove` and `St Albans`; `Road 12` is a street.
    guard words.count > 1, let last = words.last else { return false }
    let names = words[1].first?.isNumber == true ? words[...] : words.dropFirst()
    // `Park Road` is a street, `Mill Lane Gardens` is not, nor `Bury St Edmunds`.
    return streets.contains(String(last))
      || names.contains { $0 != "close" && $0 != "st" && streets.contains(String($0)) }
        && !words.contains { areas.contains(String($0)) }
  }

  /// With a street's name in theirs they are still no street.
  private static let areas: Set = [
    "estate", "court", "gardens", "park", "village", "house", "gate",
  ]

  private static let streets: Set = [
    "street", "road", "avenue", "lane", "drive", "crescent", "close", "way", "expressway",
    "highway", "boulevard", "rd", "st", "str", "ave", "ln", "blvd", "cres", "terrace", "mews",
    "parade",
  ]
}
