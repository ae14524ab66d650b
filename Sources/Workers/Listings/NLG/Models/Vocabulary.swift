import NLG

/// The words that a model may use: those of the facts, those of our own grammar, and plain words
/// that claim nothing.
///
/// The gate knows claims by their words, but only those on its list. A model may claim anything; so
/// of a model's words each must be known.
struct Vocabulary: Sendable {
  static let standard = Vocabulary(
    plain: PackageResources.vocabulary_txt, grammar: PackageResources.descriptions_txt)

  private let words: Set<String>
  /// Words that no model may use, unless a fact has them.
  let never: Set<String>
  /// Words that stand only with a fact.
  private let bound: [String: [FactKey]] = {
    let groups: [([String], [FactKey])] = [
      (["sale", "buy", "sell", "selling", "purchase"], [.sale]),
      (["rent", "rental", "rented", "let", "lease", "renting"], [.rent, .shortLet]),
      (["night", "nightly", "nights"], [.nightly, .shortLet]),
      (
        [
          "month", "monthly", "annual", "annually", "yearly", "week", "weekly", "day",
          "daily",
        ],
        [.rent, .shortLet, .nightly]
      ),
      (["year"], [.year, .rent, .shortLet, .nightly]), (["request"], [.onRequest, .reference]),
      (["estimate", "estimated", "comparable"], [.estimate]),
      (["built", "build", "constructed", "dates"], [.year]),
      (["agent", "contact"], [.agent]), (["reference", "quote"], [.reference]),
      (["plot", "land", "lot"], [.plot, .land]), (["parking", "car", "cars"], [.parking]),
      (["bedroom", "bedrooms"], [.bedrooms]), (["bathroom", "bathrooms"], [.bathrooms]),
      (["toilet", "toilets"], [.toilets]),
    ]
    return Dictionary(
      groups.flatMap { words, keys in words.map { ($0, keys) } },
      uniquingKeysWith: { one, _ in one })
  }()

  /// - Parameters:
  ///   - plain: words, with `#` before comment lines, and `!` before those that are never to be.
  ///   - grammar: as `descriptions.txt`, of which the words that stand in frames count.
  init(plain: [UInt8], grammar: [UInt8]) {
    var words: Set<String> = []
    var never: Set<String> = []
    for line in String(decoding: plain, as: UTF8.self).split(separator: "\n")
    where line.first != "#" {
      if line.first == "!" {
        never.formUnion(Self.words(of: String(line)))
      } else {
        words.formUnion(Self.words(of: String(line)))
      }
    }
    for line in String(decoding: grammar, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("  ") && !line.contains("#") {
      words.formUnion(Self.words(of: Self.withoutMarks(line)))
    }
    self.words = words
    self.never = never
  }

  /// The words that neither the facts nor the vocabulary have, each once, in order.
  func unknown(in text: String, facts: Facts) -> [String] {
    let own = Set(facts.all.flatMap { Self.words(of: $0.value.words) })
    var unknown: [String] = []
    for word in Self.words(of: text) where !isKnown(word, own, facts) && !unknown.contains(word) {
      unknown.append(word)
    }
    return unknown
  }

  private func isKnown(_ word: String, _ own: Set<String>, _ facts: Facts) -> Bool {
    if own.contains(word) { return true }
    if never.contains(word) { return false }
    if Self.forms(of: word).contains(where: own.contains) { return true }
    if let keys = bound[word] { return keys.contains { facts.has($0) } }
    return words.contains(word)
  }

  /// The same word for one and for many.
  private static func forms(of word: String) -> [String] {
    var forms = [word + "s", word + "es"]
    if word.hasSuffix("s") { forms.append(String(word.dropLast())) }
    if word.hasSuffix("es") { forms.append(String(word.dropLast(2))) }
    if word.hasSuffix("'s") { forms.append(String(word.dropLast(2))) }
    return forms
  }

  /// In lower case; figures are no words.
  static func words(of text: String) -> [String] {
    text.lowercased().replacing("’", with: "'")
      .split { !($0.isLetter || $0 == "'") }
      .map { word in
        let inner = word.drop { $0 == "'" }
        return String(inner.reversed().drop { $0 == "'" }.reversed())
      }
      .filter { !$0.isEmpty }
  }

  /// A frame without its conditions and gaps.
  private static func withoutMarks(_ line: Substring) -> String {
    var depth = 0
    var result = ""
    for character in line {
      if "({".contains(character) { depth += 1 }
      result.append(depth > 0 ? " " : character)
      if ")}".contains(character) { depth -= 1 }
    }
    return result
  }
}

extension Fact.Value {
  /// All words of the value.
  fileprivate var words: String {
    switch self {
    case .text(let text): text
    case .list(let list): list.joined(separator: " ")
    case .measure(let measure): measure.written
    case .integer, .decimal, .money, .flag: ""
    }
  }
}
