/// The name of a column, folded, and what it says besides: `Price (KES)` is `price`, in KES.
struct HeaderName: Hashable, Sendable {
  /// Lower case, one space for punctuation: `price kes`.
  let full: String
  /// Without currency, unit and period: `price`.
  let bare: String
  let currency: String?
  let areaUnit: AreaUnit?
  let period: Price.Period?
  /// 100,000 for `Price (lakhs)`.
  let factor: Int?

  init(_ written: String) {
    let words = Self.words(written)
    full = words.joined(separator: " ")
    bare = words.filter { !Self.isModifier($0) }.joined(separator: " ")
    currency = words.lazy.compactMap { Self.currency($0) }.first
    areaUnit = AreaUnit.named(full)
    period = PeriodWords.period(named: full)
    factor = words.lazy.compactMap { $0.count > 1 ? MoneyParser.factor(of: Word($0)) : nil }.first
  }

  /// “column 3” stands for a column without a name.
  var isNumbered: Bool {
    full.hasPrefix("column ") && full.dropFirst("column ".count).allSatisfy(\.isNumber)
  }

  /// One letter is no currency in a header, whatever it is in a cell.
  private static func currency(_ word: String) -> String? {
    word.count > 1 || !(word.first?.isASCII ?? true) || word == "$"
      ? Currency.code(of: Word(word)) : nil
  }

  private static func isModifier(_ word: String) -> Bool {
    connectives.contains(word) || currency(word) != nil || AreaUnit.named(word) != nil
      || PeriodWords.period(named: word) != nil
      || (word.count > 1 && MoneyParser.factor(of: Word(word)) != nil)
  }

  private static let connectives: Set<String> = ["in", "per", "sq", "square", "ft", "m", "feet"]

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
