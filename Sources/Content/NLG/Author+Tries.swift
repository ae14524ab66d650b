extension Author {
  /// Several ways to tell some facts, before it is known what was said lately. They are by far the
  /// most of an author's work, and may be made for many texts at once.
  package struct Tries: Sendable {
    let known: Int?
    let target: ClosedRange<Int>?
    /// All of them; of a known text only that one, until it is refused.
    var all: [Try] = []
    private let wording: Wording
    private let seed: String

    /// - Parameters:
    ///   - flags: What holds besides the facts: a style, and a length of the grammar.
    ///   - seed: What makes this text another than that of equal facts, such as an identifier.
    ///   - known: The number that a text of this seed had before; it is kept.
    /// - Returns: `nil` when no plan of the grammar fits.
    package init?(
      _ facts: Facts, flags: [FactKey], seed: String, known: Int? = nil, in grammar: Grammar
    ) {
      wording = Wording(facts, flags: flags, for: grammar)
      target = flags.compactMap { grammar.lengths[$0.name] }.first
      self.seed = seed
      self.known = known
      let realiser = Realiser(grammar)
      let isWritten = if let known { add(known, by: realiser) } else { addAll(by: realiser) }
      if !isWritten { return nil }
    }

    private mutating func add(_ number: Int, by realiser: Realiser) -> Bool {
      let seed = FNV1a64.hash("\(seed)|\(number)|\(realiser.grammar.version)")
      guard let candidate = realiser.write(wording, seed: seed) else { return false }
      all.append(Try(number: number, candidate: candidate))
      return true
    }

    /// Those that are not there yet.
    ///
    /// - Returns: whether a plan of the grammar fits.
    mutating func addAll(by realiser: Realiser) -> Bool {
      for number in 0..<Author.triesMax where number != known {
        if !add(number, by: realiser) { return false }
      }
      return true
    }
  }

  struct Try: Sendable {
    let number: Int
    let candidate: Realiser.Candidate
    var cost = 0.0
  }
}
