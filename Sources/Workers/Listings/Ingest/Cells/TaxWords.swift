/// What is said beside a price of a tax that comes on top: `+ VAT`, `excl. VAT`, `plus GST`.
enum TaxWords {
  private static let names: [Word: Price.Tax] = [
    "vat": .vat, "mwst": .vat, "iva": .vat, "tva": .vat, "btw": .vat, "gst": .gst,
    "tax": .other, "taxes": .other,
  ]

  private static let outside: Set<Word> = [
    "plus", "ex", "exc", "excl", "excludes", Word("excluding"), Word("exclusive"), "exkl", "zzgl",
    "subject",
  ]

  private static let inside: Set<Word> = [
    "inc", "incl", "includes", Word("including"), Word("inclusive"), "inkl", "no",
  ]

  /// Behind what says that it comes on top there may be a rate: `+ 20 % VAT`.
  private static let distanceMax = 3

  /// Nil for a word that is no tax, and for one that is within the price.
  static func tax(_ tokens: [Token], at index: Int) -> Price.Tax? {
    guard let tax = tokens[index].word.flatMap({ names[$0] }) else { return nil }
    // A council tax is none of them.
    let distance = tax == .other ? 1 : distanceMax
    for token in tokens[..<index].suffix(distance).reversed() {
      if token == .plus { return tax }
      guard let word = token.word else { continue }
      if outside.contains(word) { return tax }
      if inside.contains(word) { return nil }
    }
    return nil
  }

  static func tax(in tokens: [Token]) -> Price.Tax? {
    tokens.indices.lazy.compactMap { tax(tokens, at: $0) }.first
  }

  /// Whether a word of a column's name says something of a tax.
  static func isOne(_ word: Word) -> Bool {
    names[word] != nil || outside.contains(word) || inside.contains(word)
  }

  /// Whether it can only be the tax on what is sold: there is a council tax, too.
  static func isOfSales(_ word: Word) -> Bool { names[word].map { $0 != .other } ?? false }
}
