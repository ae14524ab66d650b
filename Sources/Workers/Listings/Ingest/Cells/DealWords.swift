/// How people say whether a property is for sale or to let.
enum DealWords {
  /// What a rule or a cell of a deal column says: `Sale`, `To let`, `Short-let`, `For rent`.
  static func deal(named text: some StringProtocol) -> Listing.Deal? {
    var lexer = Lexer()
    lexer.read(Array(text.utf8).span)
    return deal(lexer.tokens, isLoose: true)
  }

  /// - Parameter isLoose: in a deal column one word is enough; in a title `let` must follow `to`.
  static func deal(_ tokens: [Token], isLoose: Bool = false) -> Listing.Deal? {
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
