/// Words that say what kind of property it is.
enum KindWords {
  /// The kind that the first telling word names; a word such as `commercial` or `home`, which goes
  /// with several kinds, only when no other is there.
  ///
  /// - Parameter mayBeForCars: whether a garage or a parking space may be what is offered; in a
  ///   text about a home it is a part of it.
  static func kind(_ tokens: [Token], mayBeForCars: Bool = false) -> Listing.Kind? {
    var weak: Listing.Kind?
    var isForCars = false
    for (index, token) in tokens.enumerated() {
      guard let word = token.word else { continue }
      if index + 1 < tokens.count, let next = tokens[index + 1].word,
        let kind = pairs[word]?[next]
      {
        return kind
      }
      if let kind = strong[word] { return kind }
      weak = weak ?? loose[word]
      isForCars = isForCars || forCars.contains(word)
    }
    return weak ?? (isForCars && mayBeForCars ? .commercial : nil)
  }

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
