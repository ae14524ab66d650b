import NLG

/// Writes headline, summary and description of a listing from its facts.
///
/// A listing that is known keeps its wording: when its price changes, its text changes there and
/// nowhere else. What is new is worded unlike the last few hundred.
struct DescriptionWriter: Sendable {
  private let options: TextOptions
  /// How listings of the catalogue are worded.
  var known: KnownVariants
  private let phrases: PhraseList
  private let version: String
  private var author: Author

  /// - Parameter phrases: what may not be said; places and features that contain it are left out.
  init(
    _ options: TextOptions = TextOptions(), known: KnownVariants = KnownVariants(),
    phrases: PhraseList = .standard, grammar: Grammar = .descriptions
  ) {
    self.options = options
    self.known = known
    self.phrases = phrases
    version = grammar.version
    author = Author(grammar)
  }

  mutating func draft(for plan: Plan) -> Draft {
    let facts = DescriptionFacts(plan, phrases).facts
    let style = options.style.rawValue
    let length = options.length.rawValue
    let key = plan.listing.key
    let text = author.write(
      facts, flags: [FactKey(style), FactKey(length)], seed: key,
      known: known.number(key: key, style: style, length: length, version: version)
    ) { ListingGate.ofDescriptions.check($0, facts: facts).isEmpty }
    let variant = text.map {
      Variant(style: style, length: length, version: version, number: $0.number)
    }
    return Draft(
      plan: plan, headline: Headline.of(plan.listing, facts),
      summary: Summary.of(plan.listing, facts), description: text?.string ?? "",
      facts: DescriptionFacts.fields(of: text?.used ?? []), variant: variant?.text ?? "")
  }
}
