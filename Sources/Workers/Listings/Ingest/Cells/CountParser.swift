/// Reads counts of rooms: `5 bedrooms`, `2 BHK`, `10+`, `1.5`, `three`.
enum CountParser {
  /// More than this is no count of rooms in one listing.
  static let countMax = 500.0

  static func read(_ tokens: [Token]) -> Reading<Double> {
    if Placeholder.isOne(tokens) { return .missing }
    guard let index = tokens.firstIndex(where: { $0.number != nil }),
      let number = tokens[index].number
    else { return words(tokens) }
    if index > 0, tokens[index - 1] == .dash { return .unreadable("a count cannot be negative") }
    // `0 beds` stands for a cell that was not filled in, a bare 0 for none.
    if number.digits == 0 { return tokens.count == 1 ? .value(0) : .missing }
    if isRange(tokens, at: index) {
      return .unreadable("a range is no count: which of them this one has is not said")
    }
    if number.value > countMax { return .unreadable("too many for one property") }
    return .value(number.value)
  }

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
