// Which of some hundred phrases stand in a text, in one pass: the first three bytes of each phrase
// are a key, and nearly all places of a text have a key that no phrase has.
//
// Words are whole: “eacces” does not stand in “ResourceAccessException”, “0 errors” not in “10
// errors”. With a star at its begin or end a phrase is meant as a part of words, too.

/// Finds phrases in a text; a star in a phrase stands for anything of some hundred bytes, capitals
/// do not matter.
struct PhraseIndex: Sendable {
  private struct Phrase: Sendable {
    /// The parts between the stars, in lower case.
    var parts: [[UInt8]]
    var owner: Int
    /// Whether it may begin, and end, within a word.
    var isOpen: (begin: Bool, end: Bool)
  }

  private var phrases: [Phrase] = []
  private var ofKey: [UInt32: [Int]] = [:]
  /// Whether any phrase has a key of this hash.
  private var filter = [Bool](repeating: false, count: 4096)

  /// So many bytes a star stands for, at most.
  static let starReach = 400

  /// The shortest first part of a phrase, in bytes.
  static let bytesMin = 3

  /// - Parameter owner: what is told when the phrase is found; the smallest one found wins.
  mutating func add(_ phrase: String, owner: Int) {
    let parts = phrase.lowercased().split(separator: "*").map { Array($0.utf8) }
    guard let first = parts.first, first.count >= Self.bytesMin else { return }
    let key = Self.key(first[0], first[1], first[2])
    phrases.append(
      Phrase(
        parts: parts, owner: owner, isOpen: (phrase.hasPrefix("*"), phrase.hasSuffix("*"))))
    ofKey[key, default: []].append(phrases.count - 1)
    filter[Self.hash(key)] = true
  }

  /// The smallest owner of the phrases in a text for which `accepts` holds.
  ///
  /// - Parameter text: in lower case.
  func first(in text: [UInt8], where accepts: (_ owner: Int) -> Bool) -> Int? {
    var best: Int?
    if text.count < Self.bytesMin { return nil }
    for start in 0...(text.count - Self.bytesMin) {
      let key = Self.key(text[start], text[start + 1], text[start + 2])
      guard filter[Self.hash(key)], let candidates = ofKey[key] else { continue }
      for candidate in candidates {
        let phrase = phrases[candidate]
        if let best, best <= phrase.owner { continue }
        if Self.matches(phrase, text, start), accepts(phrase.owner) { best = phrase.owner }
      }
    }
    return best
  }

  private static func matches(_ phrase: Phrase, _ text: [UInt8], _ start: Int) -> Bool {
    guard phrase.isOpen.begin || beginsWord(text, start) else { return false }
    var at = start
    for (index, part) in phrase.parts.enumerated() {
      let isWhole = index == phrase.parts.count - 1 && !phrase.isOpen.end
      let last = min(at + Self.starReach, text.count - part.count)
      while !holds(part, text, at) || isWhole && !endsWord(text, at + part.count) {
        at += 1
        if index == 0 || at > last { return false }
      }
      at += part.count
    }
    return true
  }

  /// Whether no letter or digit goes on here that stands before; `\n` as it is written is a sign.
  private static func beginsWord(_ text: [UInt8], _ start: Int) -> Bool {
    guard start > 0, text[start].isOfWord, text[start - 1].isOfWord else { return true }
    return start > 1 && text[start - 2] == 0x5c
  }

  /// Whether no letter goes on behind a letter; a digit may: “error TS2304”.
  private static func endsWord(_ text: [UInt8], _ end: Int) -> Bool {
    end == text.count || !text[end - 1].isLetter || !text[end].isLetter
  }

  private static func holds(_ part: [UInt8], _ text: [UInt8], _ at: Int) -> Bool {
    guard at + part.count <= text.count else { return false }
    for index in part.indices where text[at + index] != part[index] { return false }
    return true
  }

  private static func key(_ one: UInt8, _ two: UInt8, _ three: UInt8) -> UInt32 {
    UInt32(one) << 16 | UInt32(two) << 8 | UInt32(three)
  }

  private static func hash(_ key: UInt32) -> Int { Int((key &* 0x9e37_79b1) >> 20) }
}

extension UInt8 {
  /// Of a text in lower case.
  fileprivate var isLetter: Bool { self &- 0x61 < 26 }
  fileprivate var isOfWord: Bool { isLetter || self &- 0x30 < 10 }
}
