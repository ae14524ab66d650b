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
    var faults = ListingGate.ofDescriptions.check(text, facts: facts).map { finding in
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
    if text.contains(where: { "*#`{}[]<>|_\\".contains($0) }) {
      faults.append("It has signs that are no prose: only sentences are wanted.")
    }
    if text.utf8.count < 40 { faults.append("It is too short.") }
    self.faults = faults
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
