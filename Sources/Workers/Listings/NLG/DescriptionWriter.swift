import NLG

/// Writes headline, summary and description of a listing from its facts.
///
/// The same listing gives the same texts, in whatever file it comes: the seed is its key, and the
/// facts themselves.
struct DescriptionWriter: Sendable {
  private let realiser = Realiser(subject: DescriptionGrammar.subject)
  private let phrases: PhraseList

  /// - Parameter phrases: what may not be said; places and features that contain it are left out.
  init(phrases: PhraseList = .standard) { self.phrases = phrases }

  func draft(for plan: Plan) -> Draft {
    let known = facts(of: plan)
    let text = realiser.write(
      DescriptionGrammar.plans, facts: known.facts, seed: plan.listing.key)
    return Draft(
      plan: plan, headline: Headline.of(plan.listing, known.facts),
      summary: Summary.of(plan.listing, known.facts), description: text?.string ?? "",
      facts: fields(of: text?.used ?? []))
  }

  /// What the texts of a listing rest on.
  func facts(of plan: Plan) -> DescriptionFacts {
    DescriptionFacts(plan) { phrases.hit(in: $0) == nil }
  }

  private func fields(of keys: [FactKey]) -> [String] {
    var fields: [String] = []
    for key in keys {
      guard let field = DescriptionFacts.fieldOfKey[key], !fields.contains(field) else { continue }
      fields.append(field)
    }
    return fields
  }
}
