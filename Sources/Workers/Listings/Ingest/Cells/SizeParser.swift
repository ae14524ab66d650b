/// Reads sizes: `450 m²`, `1,590 sqft`, `2100 - 2850`, `34.46Sq. Meter`, `1.5 acres`,
/// `100 x 70 sqft`, `2 plots`.
struct SizeParser: Sendable {
  /// What a cell says.
  struct Size: Hashable, Sendable {
    /// Of a range the lower end; rounded to hundredths.
    var squareMetres: Double
    /// It is the size of a site: two lengths, or a number of plots.
    var isPlot = false
    /// The cell names no unit, and is read in ``SizeParser/unit``.
    var isWithoutUnit = false
  }

  /// For cells that name no unit.
  var unit = AreaUnit.squareMetre
  /// How large a plot is: it differs from town to town, so that only a rule can say.
  var plotSquareMetres: Double?

  func read(_ tokens: [Token]) -> Reading<Size> {
    if Placeholder.isOne(tokens) { return .missing }
    guard let index = tokens.firstIndex(where: { $0.number != nil }),
      let number = tokens[index].number
    else { return .unreadable("there is no number in it") }
    if index > 0, tokens[index - 1] == .dash { return .unreadable("a size cannot be negative") }
    if number.digits == 0 { return .missing }
    let unit = tokens.indices.lazy.compactMap { AreaUnit.read(tokens, at: $0)?.unit }.first
    if let second = secondLength(tokens, after: index) {
      return area(number, second, tokens[(index + 1)...], unit)
    }
    if unit == nil, tokens.contains(where: { $0.word.map(Self.plots.contains) ?? false }) {
      return plots(number)
    }
    return Self.rounded(
      number.value * (unit ?? self.unit).squareMetres, isWithoutUnit: unit == nil)
  }

  /// Whether a size as written goes from its first number to another: `2100 - 2850`,
  /// `450 sqm to 600 sqm`, `4,000 sqft - 1 acre`.
  static func isRange(_ text: String) -> Bool {
    var lexer = Lexer()
    lexer.read(Array(text.utf8).span)
    let tokens = lexer.tokens
    guard let first = tokens.firstIndex(where: { $0.number != nil }) else { return false }
    let behind = tokens[(first + 1)...].drop { $0 == .dot || $0.word != nil && $0.word != "to" }
    guard let sign = behind.first, sign == .dash || sign.word == "to",
      behind.dropFirst().first?.number != nil
    else { return false }
    let rest = behind.dropFirst(2)
    return rest.isEmpty || rest.indices.contains { AreaUnit.read(tokens, at: $0) != nil }
  }

  /// A cell of one number and nothing else.
  func read(_ number: Numeral) -> Reading<Size> {
    number.digits == 0
      ? .missing : Self.rounded(number.value * unit.squareMetres, isWithoutUnit: true)
  }

  /// Larger than any estate that is sold: 1,000 km².
  private static let squareMetresMax = 1e9

  /// To hundredths, where a property can be that large.
  static func rounded(
    _ squareMetres: Double, isPlot: Bool = false, isWithoutUnit: Bool = false
  ) -> Reading<Size> {
    if squareMetres > squareMetresMax { return .unreadable("no property is that large") }
    let rounded = (squareMetres * 100).rounded() / 100
    if rounded == 0 { return .unreadable("no property is that small") }
    return .value(Size(squareMetres: rounded, isPlot: isPlot, isWithoutUnit: isWithoutUnit))
  }

  private func plots(_ number: Numeral) -> Reading<Size> {
    guard let plotSquareMetres else {
      return .unreadable("how large a plot is, only the rule's option “plot_size” can say")
    }
    return Self.rounded(number.value * plotSquareMetres, isPlot: true)
  }

  private static let plots: Set<Word> = ["plot", "plots"]

  /// The second of two lengths, as in `100x70`, `100/70`, `20m x 30m`, `40 by 100`.
  private func secondLength(_ tokens: [Token], after index: Int) -> Numeral? {
    var next = index + 1
    if next < tokens.count, Self.length(tokens[next]) != nil { next += 1 }
    guard next + 1 < tokens.count, let second = tokens[next + 1].number else { return nil }
    switch tokens[next] {
    case .word(let word): return Self.times.contains(word) ? second : nil
    case .sign(let sign):
      return sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/") ? second : nil
    case .number: return nil
    }
  }

  /// The area of `70 ft x 100 ft`, and of `70x100 sqft`, whose lengths can only be feet. With
  /// square metres behind it nobody can say what was meant: in Ghana `70x100 sqm` is a plot of 70
  /// by 100 feet.
  private func area(
    _ length: Numeral, _ width: Numeral, _ rest: ArraySlice<Token>, _ unit: AreaUnit?
  ) -> Reading<Size> {
    let named = unit == .squareFoot ? Self.foot : rest.lazy.compactMap(Self.length).first
    guard unit == nil || unit == .squareFoot, let metres = named else {
      return .unreadable("two lengths, and not the area: write the area with its unit")
    }
    if length.digits == 0 || width.digits == 0 { return .missing }
    return Self.rounded(length.value * width.value * metres * metres, isPlot: true)
  }

  private static let foot = 0.3048

  /// Metres of a unit of length.
  private static func length(_ token: Token) -> Double? { token.word.flatMap { lengths[$0] } }

  private static let times: Set<Word> = ["x", "by", "×"]

  private static let lengths: [Word: Double] = [
    "ft": foot, "feet": foot, "foot": foot, "m": 1, "metres": 1, "meters": 1, "mtrs": 1,
  ]
}
