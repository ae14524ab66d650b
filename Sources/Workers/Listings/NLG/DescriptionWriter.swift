import NLG

/// Writes headline, summary and description of a listing from its facts.
///
/// A listing that is known keeps its wording: when its price changes, its text changes there and
/// nowhere else. What is new is worded unlike the last few hundred.
struct DescriptionWriter: Sendable {
  private let options: TextOptions
  private let phrases: PhraseList
  private let grammar: Grammar
  private var author: Author

  /// - Parameter phrases: what may not be said; places and features that contain it are left out.
  init(
    _ options: TextOptions = TextOptions(), phrases: PhraseList = .standard,
    grammar: Grammar = .descriptions
  ) {
    self.options = options
    self.phrases = phrases
    self.grammar = grammar
    author = Author(grammar)
  }

  /// All that is written of a listing, but for which of the tries it is.
  struct Sketch: Sendable {
    let facts: Facts
    let tries: Author.Tries?
    var draft: Draft
  }

  /// May be called for many plans at once: it knows nothing of the others.
  ///
  /// - Parameter known: how listings of the catalogue are worded.
  func sketch(of plan: Plan, known: KnownVariants = KnownVariants()) -> Sketch {
    let facts = DescriptionFacts(plan, phrases).facts
    let (style, length) = (options.style.rawValue, options.length.rawValue)
    let key = plan.listing.key
    let tries = Author.Tries(
      facts, flags: [FactKey(style), FactKey(length)], seed: key,
      known: known.number(key: key, style: style, length: length, version: grammar.version),
      in: grammar)
    return Sketch(
      facts: facts, tries: tries,
      draft: Draft(
        plan: plan, headline: Headline.of(plan.listing, facts),
        summary: Summary.of(plan.listing, facts), description: "", facts: [], variant: ""))
  }

  /// The sketch with its description, worded unlike the last ones.
  mutating func draft(of sketch: Sketch) -> Draft {
    var draft = sketch.draft
    let facts = sketch.facts
    let text = sketch.tries.flatMap { tries in
      author.write(tries) { ListingGate.ofDescriptions.check($0, facts: facts).isEmpty }
    }
    guard let text else { return draft }
    draft.description = text.string
    draft.facts = DescriptionFacts.fields(of: text.used)
    draft.variant =
      Variant(
        style: options.style.rawValue, length: options.length.rawValue, version: grammar.version,
        number: text.number
      ).text
    return draft
  }
}
