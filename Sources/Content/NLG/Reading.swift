/// One text being checked by a gate: what it says, and which facts that bears out.
struct Reading {
  let tokens: [Token]
  private(set) var findings: [Gate.Finding] = []

  private let text: [UInt8]
  private let facts: Facts
  private let gate: Gate
  private let licences: Licences
  /// For each token whether it is part of a name.
  private(set) var isName: [Bool]
  /// Of tokens that are the whole of a name and read like a figure: a reference `120`. What is
  /// counted or measured with it is told of something else.
  private var isNameOfFigure: [Bool]
  private var told: Set<FactKey> = []
  /// What a measure may be told of in this text, by its words.
  private var subjects: [String: FactKey]
  /// Behind the measure before.
  private var measureEnd = 0

  init(_ text: String, facts: Facts, gate: Gate) {
    self.text = Array(text.utf8)
    self.facts = facts
    self.gate = gate
    tokens = Lexer.tokens(of: text)
    licences = Licences(facts: facts, names: gate.names, units: gate.units)
    isName = Array(repeating: false, count: tokens.count)
    isNameOfFigure = isName
    subjects = gate.subjects
    for key in gate.thingKeys {
      for text in facts[key]?.value.texts ?? [] {
        if let last = Lexer.tokens(of: text).last(where: { $0.kind == .word }) {
          subjects[last.text] = subjects[last.text] ?? key
        }
      }
    }
    for key in gate.names {
      for range in places(of: key) {
        told.insert(key)
        if range.count == 1, Self.isFigure(tokens[range.lowerBound]) {
          isNameOfFigure[range.lowerBound] = true
        } else {
          for index in range { isName[index] = true }
        }
      }
    }
  }

  /// Where the text has a fact word for word.
  private func places(of key: FactKey) -> [Range<Int>] {
    (facts[key]?.value.texts ?? []).flatMap { phrase in
      PhraseIndex<Void>.places(of: PhraseIndex<Void>.words(phrase), in: tokens)
    }
  }

  private static func isFigure(_ token: Token) -> Bool {
    var reader = QuantityReader([token], units: [])
    return !reader.run { _ in false }.isEmpty
  }

  // MARK: Numbers

  mutating func checkQuantities() {
    var reader = QuantityReader(tokens, units: gate.units)
    let isName = isName
    for quantity in reader.run(skipping: { isName[$0] }) where !isNamed(quantity) {
      check(quantity)
    }
  }

  /// Whether a figure that counts and measures nothing is a name.
  private func isNamed(_ quantity: Quantity) -> Bool {
    quantity.kind == .plain && quantity.tokens.count == 1
      && isNameOfFigure[quantity.tokens.lowerBound] && counted(by: quantity) == nil
  }

  private mutating func check(_ quantity: Quantity) {
    if quantity.kind == .plain, let key = counted(by: quantity) {
      checkCount(quantity, key)
      return
    }
    let matches = licences.matching(quantity)
    guard let licence = matches.first(where: { $0.period == quantity.period }) ?? matches.first
    else {
      add(kind(of: quantity), quantity.tokens, "No fact bears this out.")
      return
    }
    told.formUnion(matches.map(\.key))
    if case .measure = quantity.kind, !gate.subjects.isEmpty { checkSubject(quantity, matches) }
    if licence.period != quantity.period {
      let said = quantity.period.map { "not per \($0.rawValue)" }
      let known = licence.period.map { "per \($0.rawValue), which is to be said beside it" }
      add(.period, quantity.tokens, "The fact \(licence.key) is \(said ?? known ?? "paid once").")
    } else if licence.isPerUnit, quantity.following.first != "per" {
      add(kind(of: quantity), quantity.tokens, "The fact \(licence.key) is that of one unit.")
    }
  }

  /// A measure is told of what it is the measure of.
  private mutating func checkSubject(_ quantity: Quantity, _ matches: [Licences.Licence]) {
    defer { measureEnd = quantity.tokens.upperBound }
    guard let subject = subject(of: quantity), !matches.contains(where: { $0.key == subject })
    else { return }
    add(.measure, quantity.tokens, "It is not that of \(subject), of which it is told.")
  }

  /// What stands behind it, `300 m² of land`, else what stands nearest before it in its sentence.
  private func subject(of quantity: Quantity) -> FactKey? {
    if let key = quantity.following.lazy.compactMap({ subjects[$0] }).first { return key }
    for token in tokens[measureEnd..<max(measureEnd, quantity.tokens.lowerBound)].reversed() {
      if token.kind == .mark, ".!?;:".contains(token.text) { return nil }
      if let key = subjects[token.text] { return key }
    }
    return nil
  }

  private func kind(of quantity: Quantity) -> Gate.Finding.Kind {
    switch quantity.kind {
    case .plain: .number
    case .money: .money
    case .measure: .measure
    }
  }

  private func counted(by quantity: Quantity) -> FactKey? {
    quantity.following.lazy.compactMap { gate.nounKeys[$0] }.first
  }

  private mutating func checkCount(_ quantity: Quantity, _ key: FactKey) {
    guard let count = facts[key]?.value.count else {
      if licences.isQuoted(quantity.figure, before: quantity.following) { return }
      add(.number, quantity.tokens, "Nothing is known of \(key).")
      return
    }
    if count == quantity.figure {
      told.insert(key)
    } else if !licences.isQuoted(quantity.figure, before: quantity.following) {
      add(.number, quantity.tokens, "The fact \(key) is \(count).")
    }
  }

  // MARK: Words

  mutating func checkClaims() {
    for match in gate.claims.matches(in: tokens) where !isAllName(match.tokens) {
      let evidence = licences.words
      let isBorneOut = match.tag.evidence.contains { beginning in
        evidence.contains { $0.hasPrefix(beginning) }
      }
      let words = PhraseIndex<Void>.words(match.tag.words)
      if !isBorneOut, !licences.areQuoted(words) {
        add(.claim, match.tokens, "The facts do not say this.")
      }
    }
  }

  mutating func checkMissing() {
    for key in gate.must
    where facts.has(key) && !told.contains(key) && places(of: key).isEmpty {
      findings.append(
        Gate.Finding(
          kind: .missing(key), place: text.count..<text.count, excerpt: "",
          reason: "The fact \(key) is not mentioned."))
    }
  }

  mutating func checkBanned() {
    for match in gate.banned.matches(in: tokens) where !isAllName(match.tokens) {
      let category = match.tag.category
      add(.banned(category), match.tokens, "This is not to be written: \(category).")
    }
  }

  private func isAllName(_ range: Range<Int>) -> Bool { range.allSatisfy { isName[$0] } }

  /// Notes a finding, with the words meant and the one after them for its place.
  private mutating func add(_ kind: Gate.Finding.Kind, _ range: Range<Int>, _ reason: String) {
    let end = min(range.upperBound, tokens.count - 1)
    let isWordNext = tokens[end].kind == .word
    let last = isWordNext ? end : range.upperBound - 1
    let bytes = tokens[range.lowerBound].range.lowerBound..<tokens[last].range.upperBound
    let excerpt = String(decoding: text[bytes], as: UTF8.self)
    findings.append(Gate.Finding(kind: kind, place: bytes, excerpt: excerpt, reason: reason))
  }
}

extension Fact.Value {
  /// The texts of the value: one, several for a list, none for a number.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let list): list
    case .integer, .decimal, .money, .measure, .flag: []
    }
  }
}
