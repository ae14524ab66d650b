/// Words that say what kind of property it is.
enum KindWords {
  /// The kind that the first telling word names; a word such as `commercial` or `home`, which goes
  /// with several kinds, only when no other is there. Words behind `near` or `with` tell of what is
  /// beside it, and say nothing.
  ///
  /// - Parameters:
  ///   - mayBeForCars: whether a garage or a parking space may be what is offered; in a text about
  ///     a home it is a part of it.
  ///   - isSleptIn: whether it has bedrooms: then only homes and rooms count, for a hotel or a
  ///     field is named in the texts of many homes.
  static func kind(
    _ tokens: [Token], mayBeForCars: Bool = false, isSleptIn: Bool = false
  ) -> Listing.Kind? {
    var weak: Listing.Kind?
    var isForCars = false
    var isBeside = false
    for (index, token) in tokens.enumerated() {
      guard let word = token.word else {
        isBeside = isBeside && !ends.contains(token)
        continue
      }
      let next = index + 1 < tokens.count ? tokens[index + 1].word : nil
      if let kind = next.flatMap({ pairs[word]?[$0] }), !isBeside, counts(kind, isSleptIn) {
        return kind
      }
      isBeside = isBeside || saysBeside(word, next)
      // `Lots of light`.
      if isBeside || word == lots && next == of { continue }
      if let kind = strong[word], counts(kind, isSleptIn) { return kind }
      if let kind = loose[word], counts(kind, isSleptIn) { weak = weak ?? kind }
      isForCars = isForCars || forCars.contains(word)
    }
    return weak ?? (isForCars && mayBeForCars ? .commercial : nil)
  }

  /// The kind of ground or business whose noun begins a title, behind a count of bedrooms at most:
  /// `Land for sale`, `20 bedroom hotel in Yaba`. `Mill Field Road` and `Hall Lane` are places.
  static func kind(heading tokens: [Token]) -> Listing.Kind? {
    var rest = tokens[...]
    if let first = rest.first, first.number != nil || first.word.map(TitleFacts.isCount) == true {
      rest = rest.dropFirst().drop { $0 == .dash || $0.word.map(TitleFacts.isOfBedrooms) == true }
    }
    guard let word = rest.popFirst()?.word else { return nil }
    let next = rest.first?.word
    var kind = word == lots && next == of ? nil : strong[word]
    if let next, let pair = pairs[word]?[next] ?? premises[word]?[next] {
      kind = pair
      rest.removeFirst()
    }
    guard let kind, !isOfHome(kind) else { return nil }
    switch rest.first {
    case .word(let word): return behindNouns.contains(word) ? kind : nil
    case .number: return nil
    case .sign, nil: return kind
    }
  }

  /// As earlier versions read a text: any word counts, wherever it stands. Titles were made of
  /// it, and keys of these.
  static func formerKind(_ tokens: [Token]) -> Listing.Kind? {
    var weak: Listing.Kind?
    for (index, token) in tokens.enumerated() {
      guard let word = token.word else { continue }
      let next = index + 1 < tokens.count ? tokens[index + 1].word : nil
      if let kind = next.flatMap({ pairs[word]?[$0] }) ?? strong[word] { return kind }
      weak = weak ?? loose[word]
    }
    return weak
  }

  private static func counts(_ kind: Listing.Kind, _ isSleptIn: Bool) -> Bool {
    !isSleptIn || isOfHome(kind)
  }

  private static func isOfHome(_ kind: Listing.Kind) -> Bool {
    switch kind {
    case .house, .apartment, .room, .other: true
    case .land, .commercial: false
    }
  }

  /// Whether what follows is not what is offered: `near`, `close to`, `with`.
  private static func saysBeside(_ word: Word, _ next: Word?) -> Bool {
    besides.contains(word) || closes.contains(word) && next == to
  }

  private static let besides: Set<Word> = [
    "near", "nearby", "opposite", "opp", "with", "beside", "behind", "facing",
    Word("overlooking"), "from",
  ]
  private static let closes: Set<Word> = ["close", "next", "adjacent"]
  private static let to: Word = "to"
  private static let of: Word = "of"
  private static let lots: Word = "lots"

  /// Signs behind which something else is told than what it is near to.
  private static let ends: Set<Token> = [
    .dash, .dot, .sign(UInt8(ascii: ",")), .sign(UInt8(ascii: ";")), .sign(UInt8(ascii: ":")),
    .sign(UInt8(ascii: "|")),
  ]

  /// What stands behind the noun of what is offered.
  private static let behindNouns: Set<Word> = [
    "for", "to", "in", "at", "of", "on", "with", "near", "opposite", "close", "and", "off", "by",
  ]

  private static let premises: [Word: [Word: Listing.Kind]] = {
    let places: [Word: Listing.Kind] = [
      "property": .commercial, "building": .commercial, "space": .commercial,
      "premises": .commercial, "unit": .commercial, "block": .commercial,
    ]
    let uses: [Word] = ["commercial", "industrial", "retail", "business", "office", "shop"]
    return Dictionary(uniqueKeysWithValues: uses.map { ($0, places) })
  }()

  /// Two words that say something else than the first of them.
  private static let pairs: [Word: [Word: Listing.Kind]] = {
    var pairs: [Word: [Word: Listing.Kind]] = [
      Word("hotel"): [Word("room"): .room],
      Word("guest"): [Word("house"): .commercial, Word("room"): .room],
      Word("self"): [
        Word("contain"): .apartment, Word("contained"): .apartment, Word("con"): .apartment,
      ],
      Word("log"): [Word("cabin"): .house],
    ]
    for use in ["commercial", "industrial", "hotel", "warehouse", "office", "factory", "retail"] {
      for ground in ["land", "plot", "plots"] {
        pairs[Word(use), default: [:]][Word(ground)] = .land
      }
    }
    return pairs
  }()

  private static let forCars: Set<Word> = ["garage", "garages", "parking"]

  private static let strong = table([
    .house: """
    house houses villa villas duplex duplexes triplex bungalow bungalows terrace terraced \
    terraces townhouse townhome detached mansion mansions cottage cottages farmhouse castle \
    chalet homestead barn lodge manor hse mews finca
    """,
    .apartment: """
    flat flats apartment apt apts penthouse studio condo condos condominium maisonette bhk rk \
    loft lofts selfcontain duplexflat miniflat
    """,
    .land: """
    land plot plots farmland acre acres lot lots hectare hectares field woodland erf
    """,
    .commercial: """
    shop shops office offices warehouse warehouses plaza hotel factory showroom store stores \
    mall restaurant pub filling workshop hall
    """,
  ])

  private static let loose = table([
    .house: "home homes semi",
    .land: "farm farms ranch",
    .commercial: "commercial industrial retail business",
    .room: "room rooms hostel bedsit",
  ])

  private static func table(_ written: [Listing.Kind: String]) -> [Word: Listing.Kind] {
    var table: [Word: Listing.Kind] = [:]
    for (kind, words) in written {
      for word in words.split(separator: " ") { table[Word(word)] = kind }
    }
    return table
  }
}
