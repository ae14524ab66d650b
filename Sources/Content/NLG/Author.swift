/// Writes one text after another, each as good and as unlike the last ones as several tries allow.
///
/// ```swift
/// let grammar = try Grammar(text, keys: [.kind, .shelves, .price])
/// var author = Author(grammar)
/// let text = author.write(facts, flags: ["plain", "short"], seed: "item-17") { _ in true }
/// // This bookcase has three shelves. It costs £40.
/// ```
package struct Author: Sendable {
  /// A text and how it came about.
  package struct Text: Hashable, Sendable {
    package let string: String
    /// Which of the tries it is; with the same grammar, flags, seed and facts it comes out again.
    package let number: Int
    /// The facts spoken of, in the order in which the grammar knows them.
    package let used: [FactKey]
    /// Whether it was found good; otherwise no try was, and this is the first.
    package let isAccepted: Bool
  }

  /// How many tries there are for a text.
  package static let triesMax = 8

  private let realiser: Realiser
  private var freshness = Freshness()

  package init(_ grammar: Grammar) { realiser = Realiser(grammar) }

  /// Chooses the best of the tries and remembers its wording.
  ///
  /// - Parameter isGood: Judges a text; the best one that it accepts is taken.
  /// - Returns: `nil` when no plan of the grammar fits.
  package mutating func write(_ tries: Tries, isGood: (String) -> Bool) -> Text? {
    var tries = tries
    if tries.known != nil {
      if let text = accepted(tries.all, isGood) { return text }
      if !tries.addAll(by: realiser) { return nil }
    }
    rank(&tries.all, target: tries.target)
    if let text = accepted(tries.all, isGood) { return text }
    return text(tries.all[0], isAccepted: false)
  }

  /// Writes a text and remembers its wording.
  ///
  /// - Parameters: as of ``Tries`` and of ``write(_:isGood:)``.
  package mutating func write(
    _ facts: Facts, flags: [FactKey], seed: String, known: Int? = nil,
    isGood: (String) -> Bool
  ) -> Text? {
    let tries = Tries(facts, flags: flags, seed: seed, known: known, in: realiser.grammar)
    return tries.flatMap { write($0, isGood: isGood) }
  }

  private mutating func accepted(_ tries: [Try], _ isGood: (String) -> Bool) -> Text? {
    for one in tries {
      let text = text(one, isAccepted: true)
      guard isGood(text.string) else { continue }
      freshness.insert(one.candidate.tokens)
      return text
    }
    return nil
  }

  private func text(_ one: Try, isAccepted: Bool) -> Text {
    let keys = realiser.grammar.keys
    return Text(
      string: String(decoding: one.candidate.bytes, as: UTF8.self), number: one.number,
      used: keys.indices.filter { one.candidate.used & 1 << UInt128($0) != 0 }.map { keys[$0] },
      isAccepted: isAccepted)
  }

  /// Puts the tries in order, the best first: unlike the last texts, without repeats of its own,
  /// of the right length. Each is weighed against the worst of the tries, so that the weights mean
  /// the same whatever the texts.
  private func rank(_ tries: inout [Try], target: ClosedRange<Int>?) {
    let parts = tries.map { one in
      [
        freshness.staleness(one.candidate.tokens), Author.repetition(one.candidate.tokens),
        target.map { Author.distance(one.candidate.wordCount, from: $0) } ?? 0,
      ]
    }
    let worst = (0..<3).map { part in parts.map { $0[part] }.max() ?? 0 }
    for index in tries.indices {
      let shares = (0..<3).map { worst[$0] > 0 ? parts[index][$0] / worst[$0] : 0 }
      tries[index].cost = 0.7 * shares[0] + 0.2 * shares[1] + 0.1 * shares[2]
      if freshness.isKnown(tries[index].candidate.tokens) { tries[index].cost += 1 }
    }
    tries.sort { ($0.cost, $0.number) < ($1.cost, $1.number) }
  }

  /// How much a text repeats its own words, the more the closer they stand; facts do not count.
  ///
  /// After the score by which RosaeNLG chooses among its texts (its manual, “Choose best”).
  private static func repetition(_ tokens: [UInt32]) -> Double {
    let reach = 20
    var cost = 0.0
    for index in tokens.indices where tokens[index].isLongWord {
      for before in max(0, index - reach)..<index where tokens[before] == tokens[index] {
        cost += 1 / Double(index - before)
      }
    }
    return cost
  }

  private static func distance(_ count: Int, from target: ClosedRange<Int>) -> Double {
    if target.contains(count) { return 0 }
    let end = count < target.lowerBound ? target.lowerBound : target.upperBound
    return Double(abs(count - end)) / Double(end)
  }
}

extension UInt32 {
  /// Whether the token is of a word that is worth counting.
  fileprivate var isLongWord: Bool {
    self >= UInt32(Grammar.keysMax) && self & Grammar.Words.isLong != 0
  }
}
