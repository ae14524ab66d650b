/// A number with the fraction that is written behind it: `3`, `2½`, `1 1/2`, `¾`.
struct MixedNumber: Sendable {
  let value: Double
  /// The token behind it.
  let end: Int

  /// Nil where no number stands at `index`.
  static func read(_ tokens: [Token], at index: Int) -> MixedNumber? {
    guard let number = tokens[index].number else {
      return vulgar(tokens[index]).map { MixedNumber(value: $0, end: index + 1) }
    }
    let next = index + 1
    if number.decimals == 0, next < tokens.count {
      if let part = vulgar(tokens[next]) {
        return MixedNumber(value: number.value + part, end: next + 1)
      }
      if let part = fraction(tokens, at: next) {
        return MixedNumber(value: number.value + part, end: next + 3)
      }
    }
    return MixedNumber(value: number.value, end: next)
  }

  /// The value of `1/2` or `3/4`: parts of one that people write.
  static func fraction(_ tokens: [Token], at index: Int) -> Double? {
    guard index + 2 < tokens.count, tokens[index + 1] == .slash,
      let part = tokens[index].number?.whole, let whole = tokens[index + 2].number?.whole,
      wholes.contains(whole), 1..<whole ~= part
    else { return nil }
    return Double(part) / Double(whole)
  }

  private static let wholes: Set = [2, 3, 4, 5, 8]

  private static func vulgar(_ token: Token) -> Double? { token.word.flatMap { vulgars[$0] } }

  private static let vulgars: [Word: Double] = ["¼": 0.25, "½": 0.5, "¾": 0.75]
}
