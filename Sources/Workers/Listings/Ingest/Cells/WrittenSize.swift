/// Where the size stands among the words and numbers of a cell: `4 bed, 1,200 sqft` is 1,200.
struct WrittenSize: Sendable {
  let value: Double
  let unit: AreaUnit
  /// Of its figure.
  let start: Int
  /// The token behind its figure.
  let end: Int
  /// The token behind it and its unit.
  let unitEnd: Int

  var squareMetres: Double { value * unit.squareMetres }

  /// The next figure with a unit directly behind it, or lower end of a range that has one.
  static func first(_ tokens: [Token], from start: Int = 0) -> WrittenSize? {
    var index = start
    while index < tokens.count {
      if let size = read(tokens, at: index) { return size }
      index = MixedNumber.read(tokens, at: index)?.end ?? index + 1
    }
    return nil
  }

  private static func read(_ tokens: [Token], at start: Int) -> WrittenSize? {
    if let value = MixedNumber.fraction(tokens, at: start),
      let (unit, end) = unit(tokens, at: start + 3)
    {
      return WrittenSize(value: value, unit: unit, start: start, end: start + 3, unitEnd: end)
    }
    guard let figure = MixedNumber.read(tokens, at: start) else { return nil }
    if let (unit, end) = unit(tokens, at: figure.end) {
      return WrittenSize(
        value: figure.value, unit: unit, start: start, end: figure.end, unitEnd: end)
    }
    // Of `Plot 12 - 600 sqm` the first is no size.
    if start > 0, tokens[start - 1].word.map(SizeParser.numbered.contains) ?? false { return nil }
    guard let second = upperEnd(tokens, behind: figure.end),
      let (unit, end) = unit(tokens, at: second.end)
    else { return nil }
    return WrittenSize(
      value: figure.value, unit: unit, start: start, end: figure.end, unitEnd: end)
  }

  /// The second number of `2100 - 2850`.
  static func upperEnd(_ tokens: [Token], behind index: Int) -> MixedNumber? {
    guard index + 1 < tokens.count, tokens[index] == .dash || tokens[index].word == "to" else {
      return nil
    }
    return MixedNumber.read(tokens, at: index + 1)
  }

  /// The unit from `index` on, behind brackets and words that only say how the size was taken.
  private static func unit(
    _ tokens: [Token], at index: Int
  ) -> (unit: AreaUnit, end: Int)? {
    var index = index
    while index < tokens.count {
      if let (unit, length) = AreaUnit.read(tokens, at: index) { return (unit, index + length) }
      let isBracket = tokens[index] == .sign(UInt8(ascii: "(")) || tokens[index] == closing
      if !isBracket, !(tokens[index].word.map(plain.contains) ?? false) { return nil }
      index += 1
    }
    return nil
  }

  private static let closing = Token.sign(UInt8(ascii: ")"))

  /// The unit that stands before the figure at `start`: `Sq ft: 1,200`.
  static func unit(_ tokens: [Token], before start: Int) -> AreaUnit? {
    let end = start > 0 && tokens[start - 1].word == nil ? start - 1 : start
    return (0..<end).lazy.compactMap { index in
      AreaUnit.read(tokens, at: index).flatMap { $0.length + index == end ? $0.unit : nil }
    }.first
  }

  /// Words behind a figure that leave it as it is.
  static func isPlain(_ word: Word) -> Bool { plain.contains(word) }

  private static let plain: Set<Word> = [
    "approx", Word("approximately"), "total", "built", "net", "gross", "internal", "external",
    "gia", "nia", "each", "about", "circa", "c", "up", "or", "more", "size", "area",
    "of", "an", "th",
  ]
}
