/// Phrases that no listing may be published with, found as whole words.
struct PhraseList: Sendable {
  static let standard = PhraseList(PackageResources.phrases_txt)

  struct Hit: Equatable {
    /// Why it is banned: `family`, `steering`.
    var category: String
    var phrase: String
  }

  private struct Phrase {
    var words: [ContentHash]
    var hit: Hit
  }

  /// Phrases by the hash of their first word.
  private var phrases: [ContentHash: [Phrase]] = [:]

  /// - Parameter bytes: lines of `category: phrase, phrase`; `#` begins a comment line.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1)
      precondition(parts.count == 2, "phrases.txt: no category in “\(line)”")
      for phrase in parts[1].split(separator: ",") {
        let hit = Hit(category: String(parts[0]), phrase: Spacing.single(phrase))
        let words = Self.words(hit.phrase)
        guard let first = words.first else { continue }
        phrases[first, default: []].append(Phrase(words: words, hit: hit))
      }
    }
  }

  /// The first banned phrase of a text; case does not matter for ASCII letters.
  func hit(in text: String) -> Hit? {
    let words = Self.words(text)
    for (index, word) in words.enumerated() {
      for phrase in phrases[word] ?? [] where words[index...].starts(with: phrase.words) {
        return phrase.hit
      }
    }
    return nil
  }

  /// The words of a text as hashes: letters and figures, divided by whatever else.
  private static func words(_ text: String) -> [ContentHash] {
    var words: [ContentHash] = []
    var word: ContentHash?
    for byte in text.utf8 {
      let isCapital = byte &- 0x41 < 26
      if isCapital || byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 {
        var longer = word ?? ContentHash()
        longer.append(isCapital ? byte | 0x20 : byte)
        word = longer
      } else if let whole = word {
        words.append(whole)
        word = nil
      }
    }
    if let word { words.append(word) }
    return words
  }
}
