/// What is known about the subject of one text. What is missing stays missing.
package struct Facts: Sendable {
  private let facts: [FactKey: Fact]

  /// - Parameter facts: The later of two facts with one key counts.
  package init(_ facts: [Fact]) {
    self.facts = Dictionary(facts.map { ($0.key, $0) }) { _, later in later }
  }

  /// The fact, unless it is missing or says nothing: an empty text, an empty list, a false flag.
  package subscript(key: FactKey) -> Fact? {
    guard let fact = facts[key], fact.value.isTelling else { return nil }
    return fact
  }

  package func has(_ key: FactKey) -> Bool { self[key] != nil }

  /// All facts that say something, in the order of their keys.
  package var all: [Fact] {
    facts.values.filter(\.value.isTelling).sorted { $0.key < $1.key }
  }
}

extension Fact.Value {
  /// The value as it stands in a text when nothing else is asked for.
  var plain: String {
    switch self {
    case .text(let text): text
    case .integer(let integer): Figure(integer).written(.commas)
    case .decimal(let figure): figure.written(.commas)
    case .money(let money): money.written
    case .measure(let measure): measure.inProse
    case .list(let list): English.list(list)
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}
