/// Reads one entry of a grammar: `(sale !plot *3) A {home} is [offered|available] {place}.`
struct PatternReader {
  private let line: Int
  private let numbers: [FactKey: Int]
  private let says: [UInt128]
  private let sets: [String: Grammar.Ways]
  private let bytes: [UInt8]
  private var index = 0

  init(
    _ text: Substring, line: Int, numbers: [FactKey: Int], says: [UInt128],
    sets: [String: Grammar.Ways]
  ) {
    self.line = line
    self.numbers = numbers
    self.says = says
    self.sets = sets
    bytes = Array(text.utf8)
  }

  /// What has not been read yet.
  var rest: String { String(decoding: bytes[index...], as: UTF8.self) }

  typealias Way = (head: Grammar.Head, pieces: [Grammar.Piece])

  mutating func way() throws(GrammarError) -> Way {
    let way = try way(within: false)
    if index < bytes.count { throw fault("“|” and “]” stand within brackets only") }
    return way
  }

  /// A way that is a sentence or a part of one: its ends tell which.
  mutating func frame() throws(GrammarError) -> Way {
    var (head, pieces) = try way()
    head.isOpen = pieces.removeEnding("…")
    if pieces.begins(with: ",") || pieces.removeBeginning("+") {
      head.shape = .tail
    } else if pieces.removeEnding(",") {
      head.shape = .lead
    } else if case .subject = pieces.first {
      head.shape = .clause
    }
    let isSentence = head.shape == .sentence || head.shape == .clause
    if isSentence, !head.isOpen, !pieces.removeEnding(".") {
      throw fault("a sentence ends with a full stop, or with “…” where more may follow")
    }
    return (head, pieces)
  }

  // MARK: Conditions

  /// `(sale !plot *3)`, if it is there: known, not known, a weight; `^price` said already, `~price`
  /// not yet.
  mutating func conditions() throws(GrammarError) -> (Grammar.Condition, weight: Int) {
    var condition = Grammar.Condition()
    var weight = 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "(") else { return (condition, 1) }
    guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) else {
      throw fault("a bracket is not closed")
    }
    for word in bytes[(index + 1)..<end].split(separator: UInt8(ascii: " ")) {
      let text = String(decoding: word, as: UTF8.self)
      if text.hasPrefix("*") {
        guard let number = Int(text.dropFirst()), number > 0 else {
          throw fault("“\(text)” is no weight")
        }
        weight = number
      } else if text.hasPrefix("!") {
        condition.excluded |= 1 << UInt128(try number(String(text.dropFirst())))
      } else if text.hasPrefix("^") {
        condition.said |= 1 << UInt128(try number(String(text.dropFirst())))
      } else if text.hasPrefix("~") {
        condition.unsaid |= 1 << UInt128(try number(String(text.dropFirst())))
      } else {
        condition.needed |= 1 << UInt128(try number(text))
      }
    }
    index = end + 1
    skipBlanks()
    return (condition, weight)
  }

  // MARK: Patterns

  private mutating func way(within isChoice: Bool) throws(GrammarError) -> Way {
    var way = PendingWay(says: says)
    (way.head.condition, way.head.weight) = try conditions()
    var words: [UInt8] = []
    reading: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"):
        way.append(words)
        words = []
        way.append(try gap())
      case UInt8(ascii: "["):
        way.append(words)
        words = []
        way.append(try choice())
      case UInt8(ascii: "|"), UInt8(ascii: "]"): break reading
      default:
        words.append(bytes[index])
        index += 1
      }
    }
    way.append(words, isLast: !isChoice)
    way.head.isPronoun = way.pieces.count == 1 && words.elementsEqual("it".utf8)
    return (way.head, way.pieces)
  }

  /// `[one|(plot) another|]`
  private mutating func choice() throws(GrammarError) -> Grammar.Piece {
    var ways = Grammar.Ways()
    repeat {
      index += 1
      ways.append(try way(within: true))
    } while index < bytes.count && bytes[index] == UInt8(ascii: "|")
    guard index < bytes.count else { throw fault("a bracket is not closed") }
    index += 1
    return .choice(ways)
  }

  /// `{it}`, `{fact}`, `{fact,}`, `{fact noun}`, `{fact: one|other}`, `{set}`
  private mutating func gap() throws(GrammarError) -> Grammar.Piece {
    guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
      throw fault("a bracket is not closed")
    }
    let text = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    index = end + 1
    if text == "it" { return .subject }
    if let set = sets[text] { return .choice(set) }
    if text.hasSuffix(",") { return .enclosed(try number(String(text.dropLast()))) }
    if let colon = text.firstIndex(of: ":") {
      let words = text[text.index(after: colon)...].drop { $0 == " " }.split(separator: "|")
      guard words.count == 2 else { throw fault("agreement is written “{fact: is|are}”") }
      return .agree(
        try number(String(text[..<colon])), one: Grammar.Words(words[0].utf8),
        other: Grammar.Words(words[1].utf8))
    }
    guard let space = text.firstIndex(of: " ") else { return .value(try number(text)) }
    let noun = Noun(stringLiteral: String(text[text.index(after: space)...]))
    return .count(try number(String(text[..<space])), noun)
  }

  private func number(_ name: String) throws(GrammarError) -> Int {
    guard let number = numbers[FactKey(name)] else {
      throw fault("there is no fact, flag or set “\(name)”")
    }
    return number
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
  }

  private func fault(_ reason: String) -> GrammarError { GrammarError(line: line, reason: reason) }
}

/// A way that is being read.
private struct PendingWay {
  let says: [UInt128]
  var head = Grammar.Head()
  var pieces: [Grammar.Piece] = []

  /// Appends words; an `a` at their end becomes an article to be fitted to what follows.
  mutating func append(_ words: [UInt8], isLast: Bool = false) {
    var trimmed = words[...]
    while trimmed.last == 0x20 { trimmed.removeLast() }
    let isWord = trimmed.count == 1 || trimmed.dropLast().last == 0x20
    guard !isLast, trimmed.last.map({ $0 | 0x20 }) == UInt8(ascii: "a"), isWord else {
      if !words.isEmpty { pieces.append(.words(Grammar.Words(words))) }
      return
    }
    if trimmed.count > 1 { pieces.append(.words(Grammar.Words(trimmed.dropLast()))) }
    pieces.append(.article)
    if trimmed.count < words.count { pieces.append(.words(Grammar.Words([0x20]))) }
  }

  /// Appends a gap. What it needs has to be known for the way to be used, and what it says must not
  /// have been said.
  mutating func append(_ piece: Grammar.Piece) {
    pieces.append(piece)
    switch piece {
    case .value(let key), .enclosed(let key), .count(let key, _):
      head.condition.needed |= 1 << UInt128(key)
      head.condition.unsaid |= says[key]
      head.mayState |= says[key]
    case .agree(let key, _, _): head.condition.needed |= 1 << UInt128(key)
    case .choice(let ways): append(ways.heads)
    case .words, .subject, .article: break
    }
  }

  /// What all ways of a choice ask for, the whole asks for.
  private mutating func append(_ ways: [Grammar.Head]) {
    var common = Grammar.Condition(needed: ~0, excluded: ~0, said: ~0, unsaid: ~0)
    for way in ways {
      head.mayState |= way.mayState
      common.needed &= way.condition.needed
      common.excluded &= way.condition.excluded
      common.said &= way.condition.said
      common.unsaid &= way.condition.unsaid
    }
    head.condition.needed |= common.needed
    head.condition.excluded |= common.excluded
    head.condition.said |= common.said
    head.condition.unsaid |= common.unsaid
    if !ways.contains(where: { !$0.hasConditions && $0.condition == common }) {
      head.hasConditions = true
    }
  }
}

extension [Grammar.Piece] {
  fileprivate func begins(with text: String) -> Bool {
    guard case .words(let words) = first else { return false }
    return words.bytes.starts(with: text.utf8)
  }

  fileprivate mutating func removeEnding(_ text: String) -> Bool {
    guard case .words(let words) = last, words.bytes.reversed().starts(with: text.utf8.reversed())
    else { return false }
    self[count - 1] = .words(Grammar.Words(words.bytes.dropLast(text.utf8.count)))
    return true
  }

  fileprivate mutating func removeBeginning(_ text: String) -> Bool {
    guard case .words(let words) = first, words.bytes.starts(with: text.utf8) else { return false }
    self[0] = .words(Grammar.Words(words.bytes.dropFirst(text.utf8.count)))
    return true
  }
}
