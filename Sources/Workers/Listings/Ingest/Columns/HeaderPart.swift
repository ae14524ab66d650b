/// A word of a column's name, and what it is beside the others.
///
/// Many a unit is a word of the trade as well: `ground rent`, `real price`. Those count where they
/// stand in brackets, or behind `in` and `per`.
struct HeaderPart {
  let word: String
  private let before: String?
  private let isBracketed: Bool
  /// It stood at the sign of a currency: `£m`.
  private var isBesideSign = false

  private init(_ word: String, isBracketed: Bool, before: String?) {
    self.word = word
    self.isBracketed = isBracketed
    self.before = before
  }

  /// The word, or the sign of a currency and what is written at it.
  static func cut(_ word: String, isBracketed: Bool, before: String?) -> [HeaderPart] {
    let rest = word.drop { $0.isCurrencySymbol }
    if rest.isEmpty || rest.count == word.count || Currency.code(of: Word(word)) != nil {
      return [HeaderPart(word, isBracketed: isBracketed, before: before)]
    }
    let sign = HeaderPart(
      String(word.dropLast(rest.count)), isBracketed: isBracketed, before: before)
    var amount = HeaderPart(String(rest), isBracketed: isBracketed, before: sign.word)
    amount.isBesideSign = true
    return [sign, amount]
  }

  /// Whether it says how the figures are to be read, and not what they are.
  var isModifier: Bool {
    Self.connectives.contains(word) || currency != nil || isUnit || factor != nil
      || PeriodWords.period(named: word) != nil
  }

  private static let connectives: Set = ["in", "per", "sq", "square", "ft", "m", "feet", "s"]

  /// One letter is no currency in a header, whatever it is in a cell.
  var currency: String? {
    if word.count == 1, word != "$", word.first?.isASCII ?? true { return nil }
    return Self.doubtfulCurrencies.contains(word) && !isAside ? nil : Currency.code(of: Word(word))
  }

  private static let doubtfulCurrencies: Set = ["real", "pound", "pounds"]

  private var isAside: Bool { isBracketed || isLinked }
  private var isLinked: Bool { before == "in" || before == "per" }

  private var isUnit: Bool { AreaUnit.named(word) != nil && !isDoubtfulUnit }

  /// `Area (ground)` is that of a floor, `area (cents)` is not.
  var isDoubtfulUnit: Bool {
    if isLinked || !Self.doubtfulUnits.contains(word) { return false }
    return word == "ground" || !isBracketed && before != "size" && before != "area"
  }

  private static let doubtfulUnits: Set = [
    "ac", "cent", "cents", "ground", "grounds", "perch", "perches",
  ]

  /// What the figures are multiplied with.
  var factor: Int? {
    if let factor = Self.thousands[word] { return factor }
    if word.count > 1 { return MoneyParser.factor(of: Word(word)) }
    let isOfFigures = isBesideSign || before == "in" || isBracketed && !isOfLength
    return isOfFigures && Self.letters.contains(word) ? MoneyParser.factor(of: Word(word)) : nil
  }

  private static let thousands = ["000": 1000, "000s": 1000, "thousands": 1000]
  private static let letters: Set = ["k", "l", "m", "b"]

  /// Whether an `m` is one of metres: `per m`, `sq m`.
  private var isOfLength: Bool { before == "per" || before == "sq" || before == "square" }

  var isLooseLetter: Bool { word == "m" && factor == nil && before != "sq" && before != "square" }
}
