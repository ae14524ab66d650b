/// What the words around a price say, beside currencies, periods and units of area.
enum PriceWords {
  static let to: Word = "to"
  static let plus: Word = "plus"
  static let offers: Set<Word> = ["offers", "offer"]

  /// A price for one unit of area, in one word.
  static let areaRates: [Word: AreaUnit] = [
    "psf": .squareFoot, "psqft": .squareFoot, "psm": .squareMetre, "psqm": .squareMetre,
  ]

  static let reductions: Set<Word> = ["reduced", "down", "cut", "dropped"]

  /// What stands behind them was asked once, or is asked besides the price.
  static let asides: Set<Word> = [
    "was", Word("previously"), Word("originally"), Word("formerly"), "deposit", "bond", "service",
    "agency", "legal", "caution", "fee", "fees",
  ]
  static let asidesBehindReduced: Set<Word> = ["from", "by"]

  /// At the beginning of a cell: in `Unit C £300,000` the letter is a name.
  static let circa: Set<Word> = ["c", "ca"]

  /// Letters that are typed, or read by a scanner, for figures.
  static let likeFigures: Set<Word> = ["o", "i", "s", "z"]

  /// Behind a “per”.
  static let rooms: Set<Word> = ["room", "bed", "bedroom", "bedspace"]

  /// What is asked for a part of a home is no price of the home.
  static let parts: [Word: String] = {
    let (share, person) = ("it is the price of a share", "it is the price for each person")
    return [
      "share": share, "shared": share, "person": person, "pp": person, "pppw": person,
      "pppm": person, "pppcm": person, "tenant": person, "student": person,
    ]
  }()

  /// Behind a figure they are no factor of it.
  static let plain: Set<Word> = [
    "a", Word("additional"), "agreed", "all", "an", "and", "ao", "asking", Word("available"), "at",
    "bi", "bills", "cal", Word("calendar"), "cash", "each", "every", "ex", "excl",
    Word("excluding"), Word("exclusive"), "flat", "for", Word("furnished"), "gross", "half", "in",
    "inc", "incl", Word("including"), Word("inclusive"), "kalt", "kk", "less", "let", "neg", "net",
    "nett", "now", "on", "only", "ono", "or", "per", "por", "price", "pro", "rent", "rental",
    "reserved", "sale", "semi", "sstc", "stc", "tax", "under", Word("unfurnished"), "vat", "vb",
    "vhb", "warm", "with", Word("withdrawn"),
  ]
}
