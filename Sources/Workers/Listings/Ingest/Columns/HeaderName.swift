/// The name of a column, folded, and what it says besides: `Price (KES)` is `price`, in KES.
struct HeaderName: Hashable, Sendable {
  /// Lower case, one space for punctuation: `price kes`.
  let full: String
  /// Without currency, unit and period: `price`.
  let bare: String
  /// Without currency and factor: `per month` for `£ per month`.
  let unpriced: String
  let currency: String?
  let areaUnit: AreaUnit?
  let period: Price.Period?
  /// What comes on top: `Rent (excl. VAT)`.
  let tax: Price.Tax?
  /// 100,000 for `Price (lakhs)`.
  let factor: Int?
  /// The letter that says the factor: `m` in `Price (£m)`. It may say something else, too.
  let factorLetter: String?
  /// Whether there is an `m` that may be a month, a metre or a million: `price m`.
  let hasLooseLetter: Bool

  init(_ written: String) {
    let words = Self.words(written)
    let allParts = Self.parts(written)
    let isTaxed = allParts.contains { TaxWords.isOfSales(Word($0.word)) }
    let parts = allParts.filter { !isTaxed || !TaxWords.isOne(Word($0.word)) }
    tax = isTaxed ? TaxWords.tax(in: Lexer.tokens(of: written)) : nil
    full = words.joined(separator: " ")
    bare = Self.text(parts.filter { !$0.isModifier })
    unpriced = Self.text(parts.filter { $0.currency == nil && $0.factor == nil })
    currency = parts.lazy.compactMap(\.currency).first
    areaUnit = AreaUnit.named(Self.text(parts.filter { !$0.isDoubtfulUnit }))
    period = PeriodWords.period(named: full)
    let counting = parts.first { $0.factor != nil }
    factor = counting?.factor
    factorLetter = counting.flatMap { $0.word.count == 1 ? $0.word : nil }
    hasLooseLetter = parts.contains(where: \.isLooseLetter)
  }

  private static func text(_ parts: [HeaderPart]) -> String {
    parts.map(\.word).joined(separator: " ")
  }

  /// “column 3” stands for a column without a name.
  var isNumbered: Bool {
    full.hasPrefix("column ") && full.dropFirst("column ".count).allSatisfy(\.isNumber)
  }

  private static func parts(_ written: String) -> [HeaderPart] {
    var parts: [HeaderPart] = []
    let texts = written.split(omittingEmptySubsequences: false) { "()[]{}".contains($0) }
    for (index, text) in texts.enumerated() {
      for word in words(String(text)) {
        let before = parts.last?.word
        for part in HeaderPart.cut(word, isBracketed: index % 2 == 1, before: before) {
          parts.append(part)
        }
      }
    }
    return parts
  }

  /// Cuts at punctuation and where a capital follows a small letter.
  static func words(_ written: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for character in written {
      let isCapital = character.isASCII && character.isUppercase
      if !isPart(character) || (isCapital && wasSmall) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isPart(character) { word += character.lowercased() }
      wasSmall = character.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "$" || character.isCurrencySymbol
  }
}
