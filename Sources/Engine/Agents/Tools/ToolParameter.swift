/// Something that a tool wants to be told.
package struct ToolParameter: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case text
    case integer(ClosedRange<Int>)
    case number
    case flag
    /// One of these words.
    case choice([String])
  }

  /// Small letters, digits and underscores.
  package let name: String
  package let kind: Kind
  package let sentence: String
  package let isRequired: Bool

  package init(_ name: String, _ kind: Kind, _ sentence: String, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.sentence = sentence
    self.isRequired = isRequired
  }

  /// Whether a value is of the parameter's kind; the words for a person when it is not.
  func fault(_ value: ToolValue) -> String? {
    switch (kind, value) {
    case (.text, .text), (.flag, .flag), (.number, .integer), (.number, .number): nil
    case (.integer(let range), .integer(let value)):
      range.contains(value) ? nil : "is not in \(range.lowerBound)…\(range.upperBound)"
    case (.choice(let words), .text(let word)):
      words.contains(word) ? nil : "is none of \(words.joined(separator: ", "))"
    default: "is not \(wanted)"
    }
  }

  /// The value of a word of a command line or a form; a word that is none is kept as text, and
  /// found out by ``ToolCall/init(_:_:isDryRun:by:at:)``.
  package func value(of word: String) -> ToolValue {
    switch kind {
    case .text, .choice: .text(word)
    case .integer: Int(word).map(ToolValue.integer) ?? .text(word)
    case .number: Double(word).map(ToolValue.number) ?? .text(word)
    case .flag: ["true": .flag(true), "false": .flag(false)][word] ?? .text(word)
    }
  }

  private var wanted: String {
    switch kind {
    case .text: "a text"
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "true or false"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    }
  }
}
