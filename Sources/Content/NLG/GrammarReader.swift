/// Reads the text of a grammar; `docs/language.md` describes its form.
///
/// Sections begin at the left edge, `name:` or `kind name: …`; their entries are indented. An entry
/// is its conditions in brackets, if any, and a pattern.
struct GrammarReader {
  private var line = 0
  private var section = Section.none
  private var numbers: [FactKey: Int] = [:]
  private var keys: [FactKey] = []
  private var says: [UInt128] = []
  private var sets: [String: Grammar.Ways] = [:]
  private var version = ""
  private var lengths: [String: ClosedRange<Int>] = [:]
  private var limits = Grammar.Limits()
  private var names = Grammar.Ways()
  private var messageNumbers: [String: Int] = [:]
  private var messages: [Grammar.Ways] = []
  private var ways = Grammar.Ways()
  private var plans: [Grammar.Plan] = []

  private enum Section: Equatable {
    case none, names, plans
    case set(String), message(String)
  }

  private init() {}

  static func read(_ text: String, keys: [FactKey]) throws(GrammarError) -> Grammar {
    var reader = GrammarReader()
    for key in keys { reader.number(key) }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.line += 1
      try reader.read(line)
    }
    reader.endSection()
    return try reader.grammar()
  }

  private mutating func number(_ key: FactKey) {
    guard numbers[key] == nil else { return }
    numbers[key] = keys.count
    says.append(keys.count < Grammar.keysMax ? 1 << UInt128(keys.count) : 0)
    keys.append(key)
  }

  private func grammar() throws(GrammarError) -> Grammar {
    if keys.count > Grammar.keysMax {
      throw GrammarError(line: 0, reason: "it knows more than \(Grammar.keysMax) facts")
    }
    if plans.isEmpty { throw GrammarError(line: 0, reason: "it has no plans") }
    return Grammar(
      version: version, lengths: lengths, numbers: numbers, keys: keys, says: says,
      limits: limits, names: names, messages: messages, plans: plans)
  }

  // MARK: Lines

  private mutating func read(_ line: Substring) throws(GrammarError) {
    let text = line.drop { $0 == " " }
    if text.isEmpty || text.first == "#" { return }
    if line.first == " " { try readEntry(text) } else { try readHeading(text) }
  }

  private mutating func readHeading(_ text: Substring) throws(GrammarError) {
    endSection()
    guard let colon = text.firstIndex(of: ":") else { throw fault("a heading ends with a colon") }
    let words = text[..<colon].split(separator: " ").map(String.init)
    let rest = text[text.index(after: colon)...].split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("version", 1): version = rest.joined(separator: " ")
    case ("flags", 1), ("styles", 1): for word in rest { number(FactKey(word)) }
    case ("length", 2): try readLength(words[1], rest)
    case ("joining", 1): for word in rest { try readLimit(word) }
    case ("free", 1): for word in rest { says[try number(of: word)] = 0 }
    case ("says", 2):
      let key = try number(of: words[1])
      for word in rest { says[key] |= 1 << UInt128(try number(of: word)) }
    case ("names", 1): section = .names
    case ("plans", 1): section = .plans
    case ("set", 2): section = .set(words[1])
    case ("say", 2): section = .message(words[1])
    default: throw fault("“\(words.joined(separator: " "))” is no heading")
    }
  }

  private mutating func readLength(
    _ name: String, _ rest: [String]
  ) throws(GrammarError) {
    let ends = rest.joined().split(separator: "-").compactMap { Int($0) }
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw fault("a length is written “length short: 25-45”")
    }
    lengths[name] = ends[0]...ends[1]
    number(FactKey(name))
  }

  private mutating func readLimit(_ text: String) throws(GrammarError) {
    let parts = text.split(separator: "=")
    guard parts.count == 2, let value = Int(parts[1]), value >= 0 else {
      throw fault("a limit is written “sentence=28”")
    }
    switch parts[0] {
    case "sentence": limits.sentence = value
    case "tail": limits.tail = value
    case "favour": limits.favour = value
    case "join": limits.join = value
    default: throw fault("there is no limit “\(parts[0])”")
    }
  }

  private func number(of name: String) throws(GrammarError) -> Int {
    guard let number = numbers[FactKey(name)] else { throw fault("there is no fact “\(name)”") }
    return number
  }

  private mutating func readEntry(_ text: Substring) throws(GrammarError) {
    var reader = PatternReader(text, line: line, numbers: numbers, says: says, sets: sets)
    switch section {
    case .none: throw fault("an entry belongs below a heading")
    case .names: names.append(try reader.way())
    case .set: ways.append(try reader.way())
    case .message: ways.append(try reader.frame())
    case .plans:
      let (condition, weight) = try reader.conditions()
      plans.append(
        Grammar.Plan(
          condition: condition, weight: weight, groups: try groups(reader.rest)))
    }
  }

  private mutating func endSection() {
    switch section {
    case .set(let name): sets[name] = ways
    case .message(let name):
      messageNumbers[name] = messages.count
      messages.append(ways)
    case .none, .names, .plans: break
    }
    ways = Grammar.Ways()
    section = .none
  }

  /// `opening, rooms; ~ year, state; price`: groups, those with `~` in a drawn order.
  private func groups(_ text: String) throws(GrammarError) -> [Grammar.Group] {
    var groups: [Grammar.Group] = []
    for part in text.split(separator: ";") {
      let names = part.drop { $0 == " " }
      var numbers: [Int] = []
      for name in names.drop(while: { $0 == "~" }).split(separator: ",") {
        let name = String(name.filter { $0 != " " })
        guard let number = messageNumbers[name] else {
          throw fault("there is no message “\(name)” above the plans")
        }
        numbers.append(number)
      }
      groups.append(Grammar.Group(messages: numbers, isShuffled: names.first == "~"))
    }
    return groups
  }

  private func fault(_ reason: String) -> GrammarError { GrammarError(line: line, reason: reason) }
}

extension Grammar {
  /// - Parameters:
  ///   - text: The grammar.
  ///   - keys: The facts that the program can know; a grammar that names another is refused.
  package init(_ text: String, keys: [FactKey]) throws(GrammarError) {
    self = try GrammarReader.read(text, keys: keys)
  }
}
