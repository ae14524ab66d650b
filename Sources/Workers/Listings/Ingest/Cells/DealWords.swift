/// How people say whether a property is for sale or to let.
enum DealWords {
  /// What a rule or a cell of a deal column says: `Sale`, `To let`, `Short-let`, `For rent`.
  static func deal(named text: some StringProtocol) -> Listing.Deal? {
    deal(Lexer.tokens(of: text), isLoose: true)
  }

  /// - Parameter isLoose: in a deal column one word is enough; elsewhere `let` must follow `to`.
  static func deal(_ tokens: [Token], isLoose: Bool = false) -> Listing.Deal? {
    if let deal = deal(inTitle: tokens) { return deal }
    var before: Word?
    for case .word(let word) in tokens {
      switch meanings[word] {
      case .sale: return .sale
      case .trade where isLoose: return .sale
      case .rent: return .rent
      case .short: return .shortLet
      case .letting:
        if let before, shorts.contains(before) { return .shortLet }
        if isLoose || before == to { return .rent }
      case .trade, nil: break
      }
      before = word
    }
    return nil
  }

  /// What a title says, where a single word may be about something else: `long lease`,
  /// `fully rented`, `Rental investment`, `Sale Manchester`. Nil also where it offers both.
  static func deal(inTitle tokens: [Token]) -> Listing.Deal? {
    var found: Set<Listing.Deal> = []
    // A holiday let may be for sale.
    var isShort = false
    var isOffered = false
    var before: Word?
    for token in tokens {
      guard let word = token.word else {
        // `to-let`, `for sale/rent`.
        if token != .dash, token != .slash { isOffered = false }
        continue
      }
      if isShortLet(word, before) {
        if isOffered { found.insert(.shortLet) } else { isShort = true }
      } else if let deal = deal(offered: word, isOffered, before) {
        found.insert(deal)
      }
      let goesOn = isOffered && (between.contains(word) || meanings[word] != nil)
      isOffered = offers.contains(word) || goesOn
      before = word
    }
    if found.contains(.shortLet) || isShort, found.remove(.rent) != nil { isShort = true }
    if found.isEmpty { return isShort ? .shortLet : nil }
    return found.count == 1 ? found.first : nil
  }

  private static func isShortLet(_ word: Word, _ before: Word?) -> Bool {
    switch meanings[word] {
    case .short: true
    case .letting: before.map(shorts.contains) ?? false
    default: false
    }
  }

  private static func deal(
    offered word: Word, _ isOffered: Bool, _ before: Word?
  ) -> Listing.Deal? {
    switch meanings[word] {
    case .letting where word != stay: return isOffered ? .rent : nil
    case .sale where isOffered && before != to: return .sale
    case .sale where before.map(hasty.contains) ?? false: return .sale
    case .rent where word == toLet: return .rent
    case .rent where isOffered && !states.contains(word): return .rent
    default: return nil
    }
  }

  /// Before what is offered: `for sale`, `to let`.
  private static let offers: Set<Word> = ["for", "to"]
  /// Between these and it: `for quick sale`, `for sale or rent`.
  private static let between: Set<Word> = [
    "quick", "urgent", Word("immediate"), "outright", "private", "long", "short",
    "term", "holiday", "distress", "direct", "or", "and", "either",
  ]
  /// A sale of these is an offer without `for`: `Distress sale; land at Ikeja`.
  private static let hasty: Set<Word> = [
    "distress", Word("distressed"), "urgent", "quick", "outright",
  ]
  private static let stay: Word = "stay"
  private static let toLet: Word = "tolet"
  /// They say how something stands, and no offer.
  private static let states: Set<Word> = ["rented", "rentals"]

  /// All words that say so in a deal column.
  static let words: Set<Word> = Set(meanings.keys)

  private enum Meaning {
    case sale, rent, short
    /// `let` and `stay`, which mean more than one thing.
    case letting
    /// Words that say so only in a deal column.
    case trade
  }

  private static let to: Word = "to"
  private static let shorts: Set<Word> = ["short", "holiday"]

  private static let meanings: [Word: Meaning] = [
    "sale": .sale, "sell": .sale,
    "sales": .trade, "selling": .trade, "buy": .trade, "sold": .trade,
    "rent": .rent, "rental": .rent, "rentals": .rent, "rented": .rent, "lease": .rent,
    "leasing": .rent, "tolet": .rent,
    "shortlet": .short, "airbnb": .short,
    "let": .letting, "letting": .letting, "stay": .letting,
  ]
}
