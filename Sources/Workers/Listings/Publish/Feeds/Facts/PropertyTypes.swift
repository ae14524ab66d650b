import Rules

/// Finds which kind of property a listing is, from the words of its row.
///
/// The longest phrase of the table that the text has counts: `Semi Detached Bungalow` is that, and
/// neither a bungalow nor a house.
struct PropertyTypes: Sendable {
  private var types: [PropertyType] = []
  /// By words with one space between them.
  private var phrases: [String: Int] = [:]
  private let longest: Int

  /// What of the rule's option was not understood, for the report.
  let problems: [OptionProblem]

  /// A type, and whether the listing's own word for it is in the table.
  struct Match: Sendable {
    let type: PropertyType
    let isKnown: Bool
  }

  /// To be raised when all feeds tell of listings what they did not before, such as other types, so
  /// that published ones follow.
  static let design = 4

  private static let standard = read(PackageResources.property_types_txt)

  /// - Parameter additions: `maisonette duplex = maisonette`: a wording, and a name of the table.
  init(additions: [String] = []) {
    (types, phrases) = Self.standard
    var problems: [OptionProblem] = []
    for addition in additions {
      let parts = addition.split(separator: "=", maxSplits: 1).map { Self.phrase($0) }
      if parts.count == 2, let type = types.firstIndex(where: { Self.phrase($0.name) == parts[1] })
      {
        phrases[parts[0]] = type
      } else {
        problems.append(
          OptionProblem(
            "property_types",
            "has “\(addition)”; write it as “boys quarters = room”, with a name of "
              + "property-types.txt behind the sign"))
      }
    }
    self.problems = problems
    longest = phrases.keys.reduce(1) { max($0, $1.split(separator: " ").count) }
  }

  /// - Parameter bytes: lines of ten columns; `#` begins a comment line.
  private static func read(_ bytes: [UInt8]) -> ([PropertyType], [String: Int]) {
    var types: [PropertyType] = []
    var phrases: [String: Int] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    where line.first != "#" {
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map {
        String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      types.append(PropertyType(line, columns: columns))
      for words in columns[2].split(separator: ",") {
        let phrase = phrase(words)
        precondition(phrases[phrase] == nil, "property-types.txt: “\(phrase)” stands twice")
        phrases[phrase] = types.count - 1
      }
    }
    return (types, phrases)
  }

  /// The type that the row's own word, else its title, else its kind says.
  func match(_ listing: Listing) -> Match? {
    if let text = listing.typeText {
      // “Commercial land” is land, as its page says.
      let group = Self.groups[listing.kind]
      if let type = group.flatMap({ type(in: text, among: $0) }) ?? type(in: text) {
        return Match(type: type, isKnown: true)
      }
    }
    if let type = type(in: listing.title, among: Self.groups[listing.kind]) {
      return Match(type: type, isKnown: listing.typeText == nil)
    }
    guard
      let type = Self.generic[listing.kind].flatMap({ name in
        types.first { $0.name == name }
      })
    else { return nil }
    return Match(type: type, isKnown: listing.typeText == nil)
  }

  /// Which types a title may name: a flat with a parking space is a flat.
  private static let groups: [Listing.Kind: PropertyType.Group] = [
    .house: .home, .apartment: .home, .room: .home, .land: .land, .commercial: .commercial,
  ]

  /// The type that the longest phrase names; of two as long, the first.
  ///
  /// - Parameter group: nil for all of them.
  private func type(in text: String, among group: PropertyType.Group? = nil) -> PropertyType? {
    let words = Self.words(text)
    for length in stride(from: min(longest, words.count), to: 0, by: -1) {
      for start in 0...(words.count - length) {
        let phrase = words[start..<start + length].joined(separator: " ")
        guard let type = phrases[phrase] else { continue }
        if group == nil || types[type].group == group { return types[type] }
      }
    }
    return nil
  }

  private static let generic: [Listing.Kind: String] = [
    .house: "house", .apartment: "apartment", .land: "land", .commercial: "commercial property",
    .room: "room",
  ]

  private static func phrase(_ text: some StringProtocol) -> String {
    words(String(text)).joined(separator: " ")
  }

  /// Letters and figures in lower case; more than twenty words say nothing more of a type.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(20).map(String.init)
  }
}
