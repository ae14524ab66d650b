import Chats
import NLG

/// A description that a model wrote, as it may be published, and what is wrong with it.
struct ModelText: Sendable, Equatable {
  let text: String
  /// For people, and for the model that is to mend it; empty for a good text.
  let faults: [String]

  /// - Parameter answer: of the model: JSON with a `text`, or the text alone.
  init(_ answer: String, facts: Facts, phrases: PhraseList = .standard) {
    text = Self.plain(answer)
    var faults = ListingGate.ofModels(facts).check(text, facts: facts).map { finding in
      finding.excerpt.isEmpty ? finding.reason : "“\(finding.excerpt)”: \(finding.reason)"
    }
    faults += phrases.hits(in: TextWords.of(text)).map { hit in
      "“\(hit.phrase)” speaks of people: describe the property."
    }
    let unknown = Vocabulary.standard.unknown(in: text, facts: facts)
    if !unknown.isEmpty {
      let words = unknown.map { "“\($0)”" }.joined(separator: ", ")
      faults.append("Not among the facts, nor plain words for them: \(words).")
    }
    faults += Self.roomsTooFew(text, facts)
    if text.contains(where: { "*#`{}[]<>|_\\".contains($0) }) {
      faults.append("It has signs that are no prose: only sentences are wanted.")
    }
    if text.utf8.count < 40 { faults.append("It is too short.") }
    self.faults = faults
  }

  /// “A built-in bathroom” says that there is one; the gate reads figures and numbers alone.
  private static func roomsTooFew(_ text: String, _ facts: Facts) -> [String] {
    let rooms =
      #/
      \b[Aa]n?\ (?:[a-z]+(?:-[a-z]+)?\ ){0,2}? (bedroom|bathroom|toilet)
      (?= [.,;] | \ and\b | \ with\b )
      /#
    return text.matches(of: rooms).compactMap { match in
      let key: FactKey =
        switch match.1 {
        case "bedroom": .bedrooms
        case "bathroom": .bathrooms
        default: .toilets
        }
      let count: Double? =
        switch facts[key]?.value {
        case .integer(let count): Double(count)
        case .decimal(let count): count.approximate
        default: nil
        }
      if count == 1 { return nil }
      let said = count.map { "there are \($0)" } ?? "the facts do not say this"
      return "“\(match.0)”: \(said)."
    }
  }

  /// One paragraph, without what models put around it.
  private static func plain(_ answer: String) -> String {
    let said = JSONValue(parsing: answer.utf8)?["text"]?.text ?? answer
    var text = Spacing.single(said[...])
    if text.count > 2, text.first == "\"", text.last == "\"" {
      text = String(text.dropFirst().dropLast())
    }
    return text
  }
}
