import NLG
import Pipeline

/// Looks at what was written about a listing before anybody else does.
struct TextGate: Sendable {
  let phrases: PhraseList

  /// Characters; see ``Draft``.
  private static let headlineMax = 80
  private static let summaryMax = 160

  /// Why the text must not be published; nil for a good one.
  func fault(_ draft: Draft) -> String? {
    if draft.headline.isEmpty { return "it has no headline" }
    if Self.isLonger(draft.headline, than: Self.headlineMax) { return "its headline is too long" }
    if Self.isLonger(draft.summary, than: Self.summaryMax) { return "its summary is too long" }
    if draft.description.isEmpty { return "it has no description" }
    for text in [draft.headline, draft.summary, draft.description]
    where text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
      return "its text has a gap that was not filled: a brace is left of it"
    }
    return nil
  }

  /// Counts characters only when there are more bytes than that.
  private static func isLonger(_ text: String, than limit: Int) -> Bool {
    text.utf8.count > limit && text.count > limit
  }

  /// A banned phrase in what would be published, the owner's own text aside. Whom a title is meant
  /// for is no ban: see `Resources/phrases.txt`.
  func bannedPhrase(_ draft: Draft) -> PhraseList.Hit? {
    for text in [draft.headline, draft.summary, draft.description, draft.plan.listing.title] {
      let hits = Redaction(text, phrases: phrases, places: draft.plan.listing.places).hits
      if let hit = hits.first(where: { $0.category != Self.mildCategory }) { return hit }
    }
    return nil
  }

  private static let mildCategory = "audience"

  /// What the texts say and the row does not bear out, whoever wrote them.
  func unfounded(_ draft: Draft) -> [Gate.Finding] {
    let facts = DescriptionFacts(draft.plan, phrases).facts
    return ListingGate.ofDescriptions.check(draft.description, facts: facts)
      + ListingGate.ofExtracts.check(draft.summary, facts: facts)
  }
}
