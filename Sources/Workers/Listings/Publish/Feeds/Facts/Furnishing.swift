/// How a home is furnished, in the three words that channels have for it.
enum Furnishing: Sendable {
  case furnished, partly, unfurnished

  /// - Parameter text: as the row has it; nil for other words, and for those that leave it open
  ///   (`furnished or unfurnished`).
  init?(_ text: String) {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    if words.count == 1, let alone = Self.wordsAlone[words[0]] {
      self = alone
      return
    }
    if words.contains(where: Self.wordsOfDoubt.contains) { return nil }
    var said = Set(words.indices.compactMap { Self.reading(of: words, at: $0) })
    if words.contains(where: Self.wordsOfPart.contains) { said.insert(.partly) }
    guard let only = said.first, said.count == 1 else { return nil }
    self = only
  }

  /// What one word says of it, with the words before it: `unfurnished`, `not furnished`. `Not
  /// fully furnished` says neither.
  private static func reading(of words: [String], at index: Int) -> Furnishing? {
    let word = words[index]
    guard word.hasPrefix("furnish") || word == "furniture" else {
      return word.hasPrefix("unfurnish") ? .unfurnished : nil
    }
    let before = words[..<index].suffix(2)
    let behind = words[index...].dropFirst()
    let isNoun = word != "furnished"
    if isDenied(behind, isNoun: isNoun) { return .unfurnished }
    if isNoun && behind.contains(where: wordsOfSale.contains) { return nil }
    if before.last.map(wordsOfNot.contains) == true { return .unfurnished }
    if before.contains(where: wordsOfNot.contains) { return nil }
    return before.last.map(wordsOfPart.contains) == true ? .partly : .furnished
  }

  /// `Furnished: no`, `furniture not included`, `furnishings are excluded`; in `furnished, no pets`
  /// and `furnished, bills not included` something else is denied.
  private static func isDenied(_ behind: ArraySlice<String>, isNoun: Bool) -> Bool {
    let said = behind.drop(while: wordsOfBeing.contains)
    guard let first = said.first else { return false }
    if isNoun && wordsOfLeavingOut.contains(first) { return true }
    guard wordsOfNot.contains(first) || first == "none" else { return false }
    return said.count == 1 || isNoun && wordsOfGiving.contains(said[said.startIndex + 1])
  }

  private static let wordsAlone: [String: Furnishing] = [
    "full": .furnished, "yes": .furnished, "furnished": .furnished, "semi": .partly,
    "part": .partly, "semifurnished": .partly, "unfurnished": .unfurnished, "no": .unfurnished,
    "none": .unfurnished,
  ]
  private static let wordsOfPart: Set = [
    "semi", "part", "partly", "partially", "partial", "half", "semifurnished",
  ]
  private static let wordsOfNot: Set = ["un", "not", "non", "no", "without"]
  private static let wordsOfBeing: Set = ["is", "are", "will", "be"]
  private static let wordsOfLeavingOut: Set = ["excluded", "excl"]
  private static let wordsOfSale: Set = ["sale", "separately", "extra", "charge"]
  private static let wordsOfGiving: Set = [
    "be", "included", "incl", "provided", "supplied", "available",
  ]
  /// It is said for another time or another price, or not at all.
  private static let wordsOfDoubt: Set = [
    "optional", "option", "request", "can", "could", "may", "if", "negotiable", "never", "nor",
  ]

  /// As a sentence says it.
  var words: String {
    switch self {
    case .furnished: "furnished"
    case .partly: "partly furnished"
    case .unfurnished: "unfurnished"
    }
  }

  var meta: String {
    switch self {
    case .furnished: "furnished"
    case .partly: "semi-furnished"
    case .unfurnished: "unfurnished"
    }
  }

  var jiji: String {
    switch self {
    case .furnished: "Furnished"
    case .partly: "Semi-Furnished"
    case .unfurnished: "Unfurnished"
    }
  }

  /// `LET_FURN_ID`
  var blm: String {
    switch self {
    case .furnished: "0"
    case .partly: "1"
    case .unfurnished: "2"
    }
  }

  var reso: String {
    switch self {
    case .furnished: "Furnished"
    case .partly: "Partially"
    case .unfurnished: "Unfurnished"
    }
  }
}
