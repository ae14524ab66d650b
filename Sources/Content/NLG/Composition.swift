/// A text on its way: finished sentences, and the one that is still open.
///
/// Works on bytes, and beside them on tokens: one for each word of a frame and one for each fact.
/// Two texts with the same tokens differ only in their facts.
struct Composition {
  private(set) var text: [UInt8] = []
  private(set) var tokens: [UInt32] = []
  /// The facts spoken of, as bits.
  private(set) var used: UInt128 = 0
  private(set) var wordCount = 0

  private let grammar: Grammar
  private let wording: Wording
  private var random: SplitMix64

  private var sentence: [UInt8] = []
  private var lastName = -1
  /// Whether the sentence before spoke of the subject, so that `it` is clear.
  private var isSubjectFresh = false
  private var isLeading = false
  private var isOpen = false
  private var clauseCount = 0

  init(_ grammar: Grammar, _ wording: Wording, _ random: SplitMix64) {
    self.grammar = grammar
    self.wording = wording
    self.random = random
    text.reserveCapacity(800)
    tokens.reserveCapacity(160)
    sentence.reserveCapacity(200)
  }

  // MARK: Messages

  mutating func say(_ group: Grammar.Group) {
    let messages = group.isShuffled ? random.shuffled(group.messages) : group.messages
    for (index, message) in messages.enumerated() {
      let ways = grammar.messages[message]
      let next = messages[(index + 1)...].first(where: canSay)
      let fitting = ways.heads.indices.filter { way in
        isSayable(ways, way, said: used) && fits(ways.heads[way], before: next)
      }
      if let way = draw(ways, among: fitting) {
        say(ways.heads[way], ways.pieces[way])
      }
    }
    close()
  }

  private func canSay(_ message: Int) -> Bool {
    let ways = grammar.messages[message]
    return ways.heads.indices.contains { isSayable(ways, $0, said: used) }
  }

  /// Draws one of the ways by weight.
  private mutating func draw(_ ways: Grammar.Ways, among fitting: [Int]) -> Int? {
    var rest = fitting.reduce(0) { $0 + weight(ways.heads[$1]) }
    guard rest > 0 else { return nil }
    rest = random.draw(below: rest)
    return fitting.first { way in
      rest -= weight(ways.heads[way])
      return rest < 0
    }
  }

  /// A frame that joins others makes a richer sentence, and is the likelier for it.
  private func weight(_ head: Grammar.Head) -> Int {
    head.shape == .sentence ? head.weight : head.weight * grammar.limits.favour
  }

  private func fits(_ head: Grammar.Head, before next: Int?) -> Bool {
    switch head.shape {
    case .sentence: return !isLeading
    case .clause: return true
    case .lead:
      // A lead needs a clause behind it that does not say the same.
      guard !isLeading, let next else { return false }
      let ways = grammar.messages[next]
      return ways.heads.indices.contains { way in
        ways.heads[way].shape == .clause && isSayable(ways, way, said: used | head.mayState)
      }
    case .tail: return isOpen && !isLeading && words(in: sentence) <= grammar.limits.tail
    }
  }

  /// Whether its conditions hold, and those of one way in each of its choices.
  private func isSayable(_ ways: Grammar.Ways, _ way: Int, said: UInt128) -> Bool {
    let head = ways.heads[way]
    guard head.condition.holds(wording.known, said: said) else { return false }
    guard head.hasConditions else { return true }
    return ways.pieces[way].allSatisfy { piece in
      guard case .choice(let choice) = piece else { return true }
      return choice.heads.indices.contains { isSayable(choice, $0, said: said) }
    }
  }

  private mutating func say(_ head: Grammar.Head, _ pieces: [Grammar.Piece]) {
    switch head.shape {
    case .lead:
      close()
      fill(pieces)
      append(",")
      isLeading = true
      return
    case .tail: fill(pieces)
    case .clause:
      if isLeading {
        append(" ")
        fill(pieces)
      } else if !join(pieces) {
        close()
        fill(pieces)
      }
      clauseCount += 1
      isSubjectFresh = true
    case .sentence:
      close()
      // The first sentence of a text names the subject.
      isSubjectFresh = text.isEmpty
      fill(pieces)
    }
    isLeading = false
    isOpen = head.isOpen
  }

  /// Adds a statement to one that has the same subject, when the draw says so and the sentence
  /// stays short enough.
  private mutating func join(_ pieces: [Grammar.Piece]) -> Bool {
    guard clauseCount == 1, random.chance(percent: grammar.limits.join) else { return false }
    let before = (sentence.count, tokens.count, used)
    let hasAnd = sentence.contains(" and ")
    append(hasAnd ? "; it" : random.chance(percent: 70) ? " and" : ", and it")
    fill(pieces.dropFirst())
    if words(in: sentence) <= grammar.limits.sentence { return true }
    sentence.removeSubrange(before.0...)
    tokens.removeSubrange(before.1...)
    used = before.2
    return false
  }

  private mutating func close() {
    guard !sentence.isEmpty else { return }
    wordCount += words(in: sentence)
    Polish.append(sentence, to: &text)
    sentence.removeAll(keepingCapacity: true)
    isLeading = false
    isOpen = false
    clauseCount = 0
  }

  // MARK: Words

  private mutating func append(_ text: String) { sentence += text.utf8 }

  private mutating func append(_ words: Grammar.Words) {
    sentence += words.bytes
    tokens += words.tokens
  }

  private mutating func append(_ entry: Wording.Entry, _ key: Int) {
    sentence += entry.bytes
    note(key)
  }

  private mutating func note(_ key: Int) {
    tokens.append(UInt32(key))
    used |= grammar.says[key]
  }

  private mutating func fill(_ pieces: some Sequence<Grammar.Piece>) {
    for piece in pieces { fill(piece) }
  }

  private mutating func fill(_ piece: Grammar.Piece) {
    switch piece {
    case .words(let words): append(words)
    case .article: sentence.append(Polish.articleMark)
    case .subject: nameSubject()
    case .choice(let ways):
      let fitting = ways.heads.indices.filter { isSayable(ways, $0, said: used) }
      if let way = draw(ways, among: fitting) { fill(ways.pieces[way]) }
    case .value(let key): append(wording.entries[key], key)
    case .enclosed(let key):
      append(wording.entries[key], key)
      if wording.entries[key].hasComma { append(",") }
    case .count(let key, let noun):
      let count = wording.entries[key].count ?? 0
      append("\(English.number(count)) \(noun.form(for: count))")
      note(key)
    case .agree(let key, let one, let other):
      append(wording.entries[key].count == 1 ? one : other)
    }
  }

  /// Names the subject again, never twice in a row by the same name.
  private mutating func nameSubject() {
    let names = grammar.names
    let fitting = names.heads.indices.filter { name in
      name != lastName && isSayable(names, name, said: used)
        && (isSubjectFresh || !names.heads[name].isPronoun)
    }
    guard let name = draw(names, among: fitting) else { return }
    lastName = name
    fill(names.pieces[name])
  }

  private func words(in sentence: [UInt8]) -> Int {
    var count = 1
    for byte in sentence where byte == 0x20 { count += 1 }
    return count
  }
}

extension [UInt8] {
  fileprivate func contains(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    return text.withUTF8Buffer { wanted in
      (0...(count - length)).contains { self[$0..<($0 + length)].elementsEqual(wanted) }
    }
  }
}
