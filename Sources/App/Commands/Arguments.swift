import Files

/// The words of a command line: options by name, the others in order.
struct Arguments: Equatable {
  private(set) var values: [String: String] = [:]
  /// How often each flag was given.
  private(set) var flags: [String: Int] = [:]
  private(set) var operands: [String] = []
  /// The operands as names of files, which need be no text.
  private(set) var paths: [Path] = []
  private var valuePaths: [String: Path] = [:]

  /// - Throws: ``UsageError`` for an option that the command does not know, naming the nearest, for
  ///   a value that an option cannot have, and for an empty word.
  init(_ words: [Word], _ options: [Option]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        for word in rest { try add(operand: word) }
        return
      }
      guard word.text.hasPrefix("-"), word != "-" else {
        try add(operand: word)
        continue
      }
      if let letters = Self.letters(word.text, options) {
        for name in letters { flags[name, default: 0] += 1 }
        continue
      }
      try take(word, &rest, options)
    }
  }

  func has(_ name: String) -> Bool { flags[name] != nil }

  /// Whether an option was given, be it a flag or not.
  func gives(_ name: String) -> Bool { has(name) || values[name] != nil }

  /// The value of an option that names a file or a folder; nil where it was not given.
  func path(_ option: String) -> Path? { valuePaths[option] }

  /// An empty word comes of a variable that a script has not set, and would name the folder in
  /// which one stands.
  private mutating func add(operand word: Word) throws {
    if word.bytes.isEmpty {
      throw UsageError(
        message: "word \(operands.count + 1) is empty",
        hint: "a variable of a script may not be set")
    }
    operands.append(word.text)
    paths.append(Path(bytes: word.bytes))
  }

  private mutating func take(
    _ word: Word, _ rest: inout ArraySlice<Word>, _ options: [Option]
  ) throws {
    let (name, own) = word.parts
    guard let option = options.first(where: { $0.names.contains(name) }) else {
      let names = options.flatMap(\.names).filter { $0.hasPrefix("--") }
      throw UsageError(
        message: "unknown option \(name)",
        hint: UsageError.suggestion(name, names) { "did you mean \($0)?" })
    }
    if option.value == nil {
      if own != nil { throw UsageError(message: "\(name) takes no value") }
      flags[option.name, default: 0] += 1
      return
    }
    // What a script leaves empty was not meant as an option that follows.
    guard let value = own ?? rest.popFirst(), !value.bytes.isEmpty else {
      throw UsageError(message: "\(name) needs a value: \(option.help)")
    }
    if !option.choices.isEmpty, !option.choices.contains(value.text) {
      throw UsageError(
        message: "\(name) cannot be “\(value.text)”",
        hint: UsageError.suggestion(value.text, option.choices) { "did you mean \($0)?" }
          ?? "one of: \(option.choices.joined(separator: ", "))")
    }
    if let first = values[option.name] {
      // One of them would have been passed over.
      throw UsageError(
        message: "\(option.name) is given twice",
        hint: option.takesList ? "`\(option.name) \(first),\(value.text)` names both" : nil)
    }
    values[option.name] = value.text
    valuePaths[option.name] = Path(bytes: value.bytes)
  }

  /// The flags of a word such as `-vv` or `-qv`; nil when it is not of that kind.
  private static func letters(_ word: String, _ options: [Option]) -> [String]? {
    if word.hasPrefix("--") || word.count < 3 { return nil }
    let flags = options.filter { $0.value == nil }
    let names = word.dropFirst().map { letter in
      flags.first { $0.names.contains("-\(letter)") }?.name
    }
    return names.contains(nil) ? nil : names.compactMap(\.self)
  }
}
