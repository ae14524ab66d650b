/// Reads sizes: `450 m²`, `1,590 sqft`, `2100 - 2850`, `34.46Sq. Meter`, `1½ acres`,
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
    if tokens.contains(.sign(UInt8(ascii: "#"))) { return .unreadable(Self.tooLarge) }
    guard let index = tokens.indices.first(where: { MixedNumber.read(tokens, at: $0) != nil }),
      let figure = MixedNumber.read(tokens, at: index)
    else { return .unreadable("there is no number in it") }
    if index > 0, tokens[index - 1] == .dash { return .unreadable("a size cannot be negative") }
    if figure.value == 0 { return .missing }
    if let reason = Self.doubt(tokens) { return .unreadable(reason) }
    if let second = Lengths(tokens, first: figure) { return area(second, tokens) }
    if let size = WrittenSize.first(tokens) { return read(size, tokens) }
    return withoutUnit(figure, tokens, at: index)
  }

  /// What no figure may have about it, wherever it stands.
  private static func doubt(_ tokens: [Token]) -> String? {
    for (index, token) in tokens.enumerated() {
      guard let number = token.number else { continue }
      if number.isRounded { return Numeral.roundedReason }
      if number.isSpaced, index > 0, tokens[index - 1].word.map(numbered.contains) ?? false {
        return "its figures may be the number of a plot and a size"
      }
      let end = MixedNumber.read(tokens, at: index)?.end ?? index + 1
      if let upper = WrittenSize.upperEnd(tokens, behind: end), upper.value < number.value {
        return two
      }
      let isLocal = end < tokens.count && (tokens[end].word.map(localUnits.contains) ?? false)
      // What a sign parts from it says the same in another unit: `1 kanal (4,500 sqft)`.
      let goesOn = end + 1 < tokens.count && tokens[end + 1].number != nil
      let follows = index > 0 && tokens[index - 1].word != nil && index > 1
      if isLocal, goesOn || follows && isUnit(tokens, endingAt: index) { return localUnit }
    }
    return nil
  }

  private static func isUnit(_ tokens: [Token], endingAt end: Int) -> Bool {
    WrittenSize.unit(tokens, before: end) != nil
  }

  /// Words before the number that something has.
  static let numbered: Set<Word> = [
    "plot", "flat", "unit", "house", "block", "lot", "phase", "villa", "no", "number",
    Word("apartment"),
  ]

  /// Units whose size differs from place to place: in Lahore a marla has 225 square feet, elsewhere
  /// 272.25.
  private static let localUnits: Set<Word> = [
    "marla", "marlas", "kanal", "kanals", "bigha", "bighas", "katha", "kathas", "cottah", "cottahs",
    "biswa", "dhur", "ropani", "aana", "rood", "roods", "decimal", "dismil", "rai", "tsubo",
    "pyeong", "dunam", "dunum", "feddan",
  ]

  private static let localUnit = "its unit differs from place to place: write the size in another"

  private func read(_ size: WrittenSize, _ tokens: [Token]) -> Reading<Size> {
    var sum = size.squareMetres
    var last = size
    while let next = WrittenSize.first(tokens, from: last.unitEnd) {
      let more = next.squareMetres
      if next.start == last.unitEnd, Self.isPart(next.unit, of: size.unit), more < sum {
        // `2 acres 20 gunthas` is one size.
        sum += more
      } else if !Self.isUpperEnd(tokens, next, of: sum), !Self.isSame(more, sum) {
        return .unreadable(Self.two)
      }
      last = next
    }
    let isPlot = tokens[..<size.start].contains { $0.word == "plots" }
    return Self.rounded(sum, isPlot: isPlot)
  }

  private static func isPart(_ unit: AreaUnit, of whole: AreaUnit) -> Bool {
    whole == .acre && (unit == .guntha || unit == .cent || unit == .perch)
  }

  /// Of a range the lower end counts.
  private static func isUpperEnd(
    _ tokens: [Token], _ size: WrittenSize, of lower: Double
  ) -> Bool {
    let before = tokens[size.start - 1]
    return size.squareMetres >= lower && (before == .dash || before.word == "to")
  }

  /// Whether two sizes differ by no more than one that was rounded in another unit.
  private static func isSame(_ left: Double, _ right: Double) -> Bool {
    max(left, right) <= min(left, right) * 1.1
  }

  /// A figure that has no unit behind it: what else stands there must not be another one.
  private func withoutUnit(
    _ figure: MixedNumber, _ tokens: [Token], at index: Int
  ) -> Reading<Size> {
    if let unit = WrittenSize.unit(tokens, before: index) {
      return Self.rounded(figure.value * unit.squareMetres)
    }
    let part = MixedNumber.fraction(tokens, at: index)
    let last = part == nil ? figure.end : index + 3
    let end = WrittenSize.upperEnd(tokens, behind: last)?.end ?? last
    let behind = tokens[end...].lazy.compactMap(\.word).first { !WrittenSize.isPlain($0) }
    if let behind, Self.plots.contains(behind) { return plots(part ?? figure.value) }
    if part != nil { return .unreadable("it is a part of something, and not of what") }
    if tokens[..<index].contains(where: { $0.word.map(Self.plots.contains) ?? false }) {
      return .unreadable(
        "it may be the number of a plot, or its size: write the size with its unit")
    }
    if end < tokens.count, Lengths.metres(tokens[end]) != nil {
      return .unreadable("a length is no area: write the area with its unit")
    }
    if let behind {
      return .unreadable(
        Self.localUnits.contains(behind)
          ? Self.localUnit : "the word behind its figure is no unit of area that is known")
    }
    if tokens[end...].contains(where: { $0.number != nil }) { return .unreadable(Self.two) }
    return Self.rounded(figure.value * unit.squareMetres, isWithoutUnit: true)
  }

  /// Whether a size as written goes from its first number to another: `2100 - 2850`,
  /// `450 sqm to 600 sqm`, `4,000 sqft - 1 acre`.
  static func isRange(_ text: String) -> Bool {
    let tokens = Lexer.tokens(of: text)
    let first = WrittenSize.first(tokens)?.start
    guard let first = first ?? tokens.firstIndex(where: { $0.number != nil }) else { return false }
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
  private static let two = "it names two sizes, and does not say which counts"
  private static let tooLarge = "no property is that large"

  /// To hundredths, where a property can be that large.
  static func rounded(
    _ squareMetres: Double, isPlot: Bool = false, isWithoutUnit: Bool = false
  ) -> Reading<Size> {
    if squareMetres > squareMetresMax { return .unreadable(tooLarge) }
    let rounded = (squareMetres * 100).rounded() / 100
    if rounded == 0 { return .unreadable("no property is that small") }
    return .value(Size(squareMetres: rounded, isPlot: isPlot, isWithoutUnit: isWithoutUnit))
  }

  private func plots(_ count: Double) -> Reading<Size> {
    guard let plotSquareMetres else {
      return .unreadable("how large a plot is, only the rule's option “plot_size” can say")
    }
    return Self.rounded(count * plotSquareMetres, isPlot: true)
  }

  private static let plots: Set<Word> = ["plot", "plots"]

  /// The area of `70 ft x 100 ft`, and of `70x100 sqft`, whose lengths can only be feet. With
  /// square metres behind it nobody can say what was meant: in Ghana `70x100 sqm` is a plot of 70
  /// by 100 feet.
  private func area(_ lengths: Lengths, _ tokens: [Token]) -> Reading<Size> {
    let unit = tokens.indices.lazy.compactMap { AreaUnit.read(tokens, at: $0)?.unit }.first
    let named = unit == .squareFoot ? Lengths.foot : lengths.metres
    guard unit == nil || unit == .squareFoot, let metres = named else {
      return .unreadable("two lengths, and not the area: write the area with its unit")
    }
    if lengths.second == 0 { return .missing }
    return Self.rounded(lengths.first * lengths.second * metres * metres, isPlot: true)
  }
}

/// Two lengths, as in `100x70`, `100/70`, `20m x 30m`, `40 by 100`, `50' x 100'`.
private struct Lengths {
  let first: Double
  let second: Double
  /// Metres of their unit; nil where they name none, or two.
  let metres: Double?

  init?(_ tokens: [Token], first: MixedNumber) {
    self.first = first.value
    let (own, sign) = Self.unit(tokens, at: first.end)
    guard sign < tokens.count, Self.isTimes(tokens[sign], isDirect: own == nil),
      sign + 1 < tokens.count, let second = MixedNumber.read(tokens, at: sign + 1)
    else { return nil }
    // `1/2 acre` is a part of one.
    let start = first.end - 1
    if tokens[sign] == .slash, MixedNumber.fraction(tokens, at: start) != nil { return nil }
    self.second = second.value
    let (other, end) = Self.unit(tokens, at: second.end)
    let isThird = end < tokens.count && Self.isTimes(tokens[end], isDirect: false)
    let isOne = own == nil || other == nil || own == other
    metres = isThird || !isOne ? nil : own ?? other
  }

  private static func isTimes(_ token: Token, isDirect: Bool) -> Bool {
    if token == .slash { return isDirect }
    return token == .sign(UInt8(ascii: "*")) || (token.word.map(times.contains) ?? false)
  }

  private static let times: Set<Word> = ["x", "by", "×"]

  /// The unit of length at `index`, with the dot behind it, and the token behind both.
  private static func unit(_ tokens: [Token], at index: Int) -> (metres: Double?, end: Int) {
    guard index < tokens.count, let metres = metres(tokens[index]) else { return (nil, index) }
    let isDotted = index + 1 < tokens.count && tokens[index + 1] == .dot
    return (metres, isDotted ? index + 2 : index + 1)
  }

  static let foot = 0.3048

  /// Metres of a unit of length; nil for other tokens.
  static func metres(_ token: Token) -> Double? {
    token == .sign(UInt8(ascii: "'")) ? foot : token.word.flatMap { units[$0] }
  }

  private static let units: [Word: Double] = [
    "ft": foot, "feet": foot, "foot": foot, "m": 1, "metre": 1, "metres": 1, "meter": 1,
    "meters": 1, "mt": 1, "mtr": 1, "mtrs": 1, "mts": 1, "yard": 0.9144, "yards": 0.9144,
  ]
}
