/// A word, number or mark of a text that is being read back.
struct Token: Equatable {
  enum Kind: Equatable {
    /// Lower case; `key` matches words that are spelled with or without marks of possession.
    case word
    case number(Figure)
    case mark
    /// The sign or code of a currency before an amount.
    case currency([String])
  }

  let kind: Kind
  /// The token in lower case.
  let text: String
  /// Where it stands in the text, in bytes.
  let range: Range<Int>
  /// Whether a blank comes before it.
  let isSpaced: Bool

  var isHyphen: Bool { kind == .mark && (text == "-" || text == "‑" || text == "–") }
}
