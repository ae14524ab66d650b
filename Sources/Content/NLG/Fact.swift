// NLG: texts from facts.
//
// Facts are typed values read out of a record. A grammar, which is a text file, says what there is
// to say of them, in which orders and in which words; a realiser draws and fills; an author takes
// the best of several tries. A gate reads any text back and finds what the facts do not bear out,
// whoever wrote it. The same facts, grammar and seed always give the same text. See
// docs/language.md.
//
// The module does no I/O, reads no clock and knows no domain word.

/// The name of a fact. Callers declare theirs once: `extension FactKey { static let colour: Self =
/// "colour" }`.
package struct FactKey: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  package let name: String

  package init(_ name: String) { self.name = name }
  package init(stringLiteral name: String) { self.name = name }

  package var description: String { name }

  package static func < (left: FactKey, right: FactKey) -> Bool { left.name < right.name }
}

/// Something known about the subject of a text, and where it was read.
package struct Fact: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case decimal(Figure)
    case money(Money)
    case measure(Measure)
    case list([String])
    case flag(Bool)
  }

  package let key: FactKey
  package let value: Value
  /// The column of the source it was read from; empty when it was derived.
  package let source: String

  package init(_ key: FactKey, _ value: Value, source: String = "") {
    self.key = key
    self.value = value.cleaned
    self.source = source
  }
}

extension Fact.Value {
  /// The number that decides between singular and plural; `nil` for what cannot be counted.
  var count: Figure? {
    switch self {
    case .integer(let integer): Figure(integer)
    case .decimal(let figure): figure
    case .measure(let measure): measure.value
    case .list(let list): Figure(list.count)
    case .text, .money, .flag: nil
    }
  }

  /// Whether the value says anything: an empty text, an empty list and a false flag do not.
  var isTelling: Bool {
    switch self {
    case .text(let text): !text.isEmpty
    case .list(let list): !list.isEmpty
    case .flag(let flag): flag
    case .integer, .decimal, .money, .measure: true
    }
  }

  /// The value with control characters and surplus blanks taken out of its texts, so that what a
  /// file holds can neither break a sentence nor pass for a mark of the realiser.
  fileprivate var cleaned: Fact.Value {
    switch self {
    case .text(let text): .text(Fact.Value.clean(text))
    case .list(let list): .list(list.map(Fact.Value.clean).filter { !$0.isEmpty })
    case .integer, .decimal, .money, .measure, .flag: self
    }
  }

  private static func clean(_ text: String) -> String {
    if isClean(text) { return text }
    // A sign that turns the direction of writing would turn the figures behind it, too.
    let plain = text.unicodeScalars.filter { !$0.properties.isBidiControl }
    let words = plain.split { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.isWhitespace
    }
    return words.map { String($0) }.joined(separator: " ")
  }

  /// Whether a text is plain ASCII in single blanks, as most are.
  private static func isClean(_ text: String) -> Bool {
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      guard 0x20..<0x7F ~= byte, byte != 0x20 || last != 0x20 else { return false }
      last = byte
    }
    return last != 0x20
  }
}
