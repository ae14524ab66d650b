/// Phrases of several classes, found in texts as whole words.
struct PhraseList: Sendable {
  /// Phrases that choose among people.
  static let standard = PhraseList(PackageResources.phrases_txt)
  /// Phrases of people who want money before anything has been seen.
  static let scam = PhraseList(PackageResources.scam_txt)

  struct Hit: Equatable {
    /// Its class: `family`, `steering`.
    var category: String
    var phrase: String
    /// Where it stands in the text.
    var bytes = 0..<0
  }

  private struct Phrase {
    var words: [UInt64]
    var hit: Hit

    /// Whether the text begins with it, within one sentence.
    func starts(_ text: ArraySlice<TextWords.Word>) -> Bool {
      guard text.count >= words.count, zip(text, words).allSatisfy({ $0.hash == $1 }) else {
        return false
      }
      return !text.dropFirst().prefix(words.count - 1).contains(where: \.beginsSentence)
    }
  }

  /// Phrases by the hash of their first word.
  private var phrases: [UInt64: [Phrase]] = [:]

  /// - Parameter bytes: lines of `category: phrase, phrase`; `#` begins a comment line.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1)
      precondition(parts.count == 2, "a phrase list has no category in “\(line)”")
      for phrase in parts[1].split(separator: ",") {
        let hit = Hit(category: String(parts[0]), phrase: Spacing.single(phrase))
        let words = TextWords.of(hit.phrase).map(\.hash)
        guard let first = words.first else { continue }
        phrases[first, default: []].append(Phrase(words: words, hit: hit))
      }
    }
  }

  /// The first phrase of a text; case does not matter for ASCII letters.
  func hit(in text: String) -> Hit? { hits(in: TextWords.of(text)).first }

  /// The phrases of a text, in their order; where two begin at one word, the first of the list.
  func hits(in words: [TextWords.Word]) -> [Hit] {
    var hits: [Hit] = []
    for (index, word) in words.enumerated() {
      guard let begun = phrases[word.hash] else { continue }
      let rest = words[index...]
      guard let phrase = begun.first(where: { $0.starts(rest) }) else { continue }
      var hit = phrase.hit
      hit.bytes = Int(word.start)..<Int(words[index + phrase.words.count - 1].end)
      hits.append(hit)
    }
    return hits
  }
}
