/// Writes one text after a grammar: draws a plan and frames by a seed, fills them and joins them.
///
/// The same grammar, facts, flags and seed give the same text for ever. What is drawn does not
/// depend on what the facts say, only on which there are: a new price changes the price and leaves
/// the rest of a text as it was.
package struct Realiser: Sendable {
  /// A text, and what can be told of it without reading it.
  struct Candidate: Sendable {
    let bytes: [UInt8]
    let tokens: [UInt32]
    let used: UInt128
    let wordCount: Int
  }

  let grammar: Grammar

  package init(_ grammar: Grammar) { self.grammar = grammar }

  /// - Returns: `nil` when no plan fits.
  func write(_ wording: Wording, seed: UInt64) -> Candidate? {
    var random = SplitMix64(seed: seed)
    let plans = grammar.plans.filter { $0.condition.holds(wording.known, said: 0) }
    guard let plan = random.pick(from: plans, weight: \.weight) else { return nil }
    var composition = Composition(grammar, wording, random)
    for group in plan.groups { composition.say(group) }
    return Candidate(
      bytes: composition.text, tokens: composition.tokens, used: composition.used,
      wordCount: composition.wordCount)
  }
}
