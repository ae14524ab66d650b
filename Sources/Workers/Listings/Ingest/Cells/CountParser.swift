/// Reads counts of rooms: `5 bedrooms`, `2 BHK`, `10+`, `1.5`, `three`.
enum CountParser {
  /// More than this is no count of rooms in one listing.
  static let countMax = 500.0

  static func read(_ tokens: [Token]) -> Reading<Double> {
    if Placeholder.isOne(tokens) { return .missing }
    guard let index = tokens.indices.first(where: { MixedNumber.read(tokens, at: $0) != nil }),
      let number = MixedNumber.read(tokens, at: index)
    else { return words(tokens) }
    if index > 0, tokens[index - 1] == .dash { return .unreadable("a count cannot be negative") }
    if tokens.contains(where: { $0.word.map(months.contains) ?? false }) {
      return .unreadable("a spreadsheet made a date of it: “3-4” becomes “03-Apr”")
    }
    if tokens[index].number?.isRounded ?? false { return .unreadable(Numeral.roundedReason) }
    // `0 beds` stands for a cell that was not filled in, a bare 0 for none.
    if number.value == 0 { return tokens.count == 1 ? .value(0) : .missing }
    if isRange(tokens, at: index) || isChoice(tokens, behind: number.end) {
      return .unreadable("a range is no count: which of them this one has is not said")
    }
    if number.value > countMax { return .unreadable("too many for one property") }
    // `1.75` bathrooms are written; the `2,3` of `2,3 BHK` are two counts.
    if (number.value * 4).rounded() != number.value * 4 {
      return .unreadable("a count of rooms has no such part")
    }
    return .value(number.value)
  }

  /// Whether another count is named beside the first: `3/4`, `3 or 4`, `2, 3 BHK`.
  private static func isChoice(_ tokens: [Token], behind index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].number != nil else { return false }
    return tokens[index] == .slash || tokens[index] == .sign(UInt8(ascii: ","))
      || tokens[index] == .sign(UInt8(ascii: "&"))
      || (tokens[index].word.map(choices.contains) ?? false)
  }

  private static let choices: Set<Word> = ["or", "and"]

  private static let months: Set<Word> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
  ]

  /// Whether a larger number of the same thing follows on the one at `index`: `3-4`, `3 bed - 4
  /// bed`.
  private static func isRange(_ tokens: [Token], at index: Int) -> Bool {
    guard let lower = tokens[index].number else { return false }
    let unit = tokens[(index + 1)...].prefix { $0.word != nil && $0.word != "to" }
    let rest = tokens[unit.endIndex...]
    guard let sign = rest.first, sign == .dash || sign.word == "to",
      let upper = rest.dropFirst().first?.number, upper.value > lower.value
    else { return false }
    return unit.isEmpty || rest.dropFirst(2).starts(with: unit)
  }

  private static func words(_ tokens: [Token]) -> Reading<Double> {
    for case .word(let word) in tokens {
      if let number = numbers[word] { return .value(number) }
    }
    let isUnit = tokens.allSatisfy { $0.word.map(units.contains) ?? true }
    return isUnit ? .missing : .unreadable("there is no number in it")
  }

  private static let numbers: [Word: Double] = [
    "studio": 0, "no": 0, "one": 1, "single": 1, "two": 2, "double": 2, "three": 3, "four": 4,
    "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
  ]

  private static let units: Set<Word> = [
    "bed", "beds", "bedroom", "bedrooms", "bath", "baths", "bathroom", Word("bathrooms"), "toilet",
    "toilets", "bhk", "rk", "room", "rooms",
  ]
}
