// Titles by their words, and by three letters at a time for those that are misspelt. What stands in
// very many titles tells none from another and is passed over, which also bounds the work.

/// Finds titles that a name is made of, or is almost.
struct TitleIndex: Sendable {
  enum Answer: Equatable {
    /// One that is meant, or several that are called the same.
    case meant([Int], reason: String)
    /// A person is asked, of one too; the best first.
    case perhaps([Int], reason: String)
  }

  private struct Title {
    let number: Int
    let words: [String]
    let text: String
  }

  private var titles: [Title] = []
  private var byWord: [String: Places] = [:]
  private var byTrigram: [String: Places] = [:]

  /// The titles in which something stands.
  private struct Places {
    var indices: [Int] = []
    /// Of these, how many are on offer.
    var live = 0

    mutating func insert(_ index: Int, isOff: Bool) {
      indices.append(index)
      if !isOff { live += 1 }
    }
  }

  /// What stands in more titles on offer says nothing.
  private static let titlesMax = 2000
  /// Of 1: from here on a name is the title, misspelt.
  private static let alikeMin = 0.8
  /// From here on a person is asked.
  private static let askMin = 0.65
  /// So much better than the next must the best be.
  private static let marginMin = 0.1
  private static let lettersMax = 80

  mutating func insert(_ number: Int, _ title: String, isOff: Bool) {
    let words = Self.telling(MediaName.folded(title).split(separator: "-").map(String.init))
    // A title of asides alone, such as “Garden room”, is found by its whole name only.
    if words.allSatisfy(MediaWords.isAside) { return }
    let index = titles.count
    titles.append(
      Title(number: number, words: words, text: words.joined(separator: " ")))
    for word in Set(words) { byWord[word, default: Places()].insert(index, isOff: isOff) }
    for trigram in Self.trigrams(words) {
      byTrigram[trigram, default: Places()].insert(index, isOff: isOff)
    }
  }

  /// - Parameter name: of a file or a folder.
  func find(_ name: MediaName) -> Answer? {
    let words = Self.telling(name.words)
    let own = words.filter { !MediaWords.isAside($0) }
    if own.isEmpty { return nil }
    let figures = Self.figures(name.stem.split(separator: "-").map(String.init))
    return whole(Set(words)) ?? most(own, of: words, figures: Set(figures)) ?? alike(words)
  }

  private static func telling(_ words: [String]) -> [String] {
    words.filter { !MediaWords.small.contains($0) }
  }

  /// Titles all of whose words the name has, with nothing but asides beside them; the longest wins.
  private func whole(_ words: Set<String>) -> Answer? {
    let hits = hits(words, in: byWord)
    let fitting = hits.filter { index, count in
      let title = Set(titles[index].words)
      return count == title.count && words.subtracting(title).allSatisfy(MediaWords.isAside)
    }
    guard let longest = fitting.values.max() else { return nil }
    let best = fitting.filter { $0.value == longest }.keys
    return .meant(
      best.sorted().map { titles[$0].number }, reason: "its name has all words of the title")
  }

  /// Titles that have all words of the name and others, and no other figures than it: one that
  /// shares two words, and most of its own, is meant; else a person is asked. A figure at the end
  /// may be a counter: `palm-court-7` could be of “Palm Court 12”, and that is a question.
  ///
  /// - Parameter figures: of all of the name.
  private func most(_ own: [String], of name: [String], figures: Set<String>) -> Answer? {
    let words = Set(own)
    let isCounted = Self.figures(name).isEmpty
    let fitting = hits(words, in: byWord).filter { index, count in
      count == words.count && (isCounted || hasFigures(titles[index], figures))
    }.keys.sorted()
    if fitting.isEmpty || own.joined().count < 4 { return nil }
    if fitting.count == 1, words.count >= 2 {
      let title = titles[fitting[0]]
      let isMost = words.count * 5 >= Set(title.words).count * 3
      if isMost, figures.isEmpty || hasFigures(title, figures) {
        return .meant([title.number], reason: "its name has most words of the title, and no others")
      }
    }
    return .perhaps(
      fitting.map { titles[$0].number }, reason: "its name has some words of the title")
  }

  private func hasFigures(_ title: Title, _ figures: Set<String>) -> Bool {
    Self.figures(title.words).allSatisfy(figures.contains)
  }

  /// Titles written almost like the name, with the same figures.
  private func alike(_ words: [String]) -> Answer? {
    let name = words.joined(separator: " ")
    let shared = hits(Self.trigrams(words), in: byTrigram)
    let likeliest = shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
    let scored = likeliest.compactMap { index, _ -> (number: Int, score: Double)? in
      let title = titles[index]
      guard Self.figures(title.words) == Self.figures(words) else { return nil }
      let score = Self.likeness(name, title.text)
      return score >= Self.askMin ? (title.number, score) : nil
    }.sorted { ($1.score, $0.number) < ($0.score, $1.number) }
    guard let best = scored.first else { return nil }
    let close = scored.filter { $0.score > best.score - Self.marginMin }
    if close.count == 1, best.score >= Self.alikeMin {
      return .meant([best.number], reason: "its name is written almost like the title")
    }
    return .perhaps(close.map(\.number), reason: "its name is written somewhat like the title")
  }

  /// How many of the keys each title has.
  private func hits(_ keys: Set<String>, in index: [String: Places]) -> [Int: Int] {
    var hits: [Int: Int] = [:]
    for key in keys {
      guard let found = index[key], found.live <= Self.titlesMax else { continue }
      for title in found.indices { hits[title, default: 0] += 1 }
    }
    return hits
  }

  private static func trigrams(_ words: [String]) -> Set<String> {
    let letters = Array(" \(words.joined(separator: " ").prefix(lettersMax)) ")
    if letters.count < 3 { return [] }
    return Set((0...letters.count - 3).map { String(letters[$0..<$0 + 3]) })
  }

  private static func figures(_ words: [String]) -> [String] {
    words.filter { $0.contains(where: \.isNumber) }.sorted()
  }

  /// 1 for equal texts, 0 for those that share nothing: the edit distance against the longer one.
  ///
  /// Source: Levenshtein, “Binary codes capable of correcting deletions, insertions, and
  /// reversals”, Soviet Physics Doklady 10 (1966).
  static func likeness(_ one: String, _ other: String) -> Double {
    let left = Array(one.prefix(lettersMax))
    let right = Array(other.prefix(lettersMax))
    let longest = max(left.count, right.count)
    if longest == 0 { return 1 }
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, against) in right.enumerated() {
        let kept = diagonal + (letter == against ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(kept, row[j] + 1, diagonal + 1)
      }
    }
    return 1 - Double(row[right.count]) / Double(longest)
  }
}
