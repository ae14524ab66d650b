/// The facts of one subject, numbered and written out as a grammar needs them.
struct Wording: Sendable {
  struct Entry: Sendable {
    var bytes: [UInt8] = []
    /// What the fact counts; `nil` when it counts nothing.
    var count: Figure?
    var hasComma = false
  }

  /// A bit for each fact, flag, style and length that holds.
  let known: UInt128
  let entries: [Entry]

  /// - Parameter flags: What holds besides the facts: a style, a length.
  init(_ facts: Facts, flags: [FactKey], for grammar: Grammar) {
    var known: UInt128 = 0
    var entries = Array(repeating: Entry(), count: grammar.keys.count)
    for fact in facts.all {
      guard let number = grammar.numbers[fact.key] else { continue }
      known |= 1 << UInt128(number)
      if case .flag = fact.value { continue }
      let bytes = Array(fact.value.plain.utf8)
      entries[number] = Entry(
        bytes: bytes, count: fact.value.count, hasComma: bytes.contains(UInt8(ascii: ",")))
    }
    for flag in flags {
      if let number = grammar.numbers[flag] { known |= 1 << UInt128(number) }
    }
    self.known = known
    self.entries = entries
  }
}
