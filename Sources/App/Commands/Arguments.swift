/// The words of a command line: options by name, the others in order.
struct Arguments: Equatable {
  private(set) var values: [String: String] = [:]
  /// How often each flag was given.
  private(set) var flags: [String: Int] = [:]
  private(set) var operands: [String] = []

  /// - Throws: ``UsageError`` for an option that the command does not know, naming the nearest, and
  ///   for a value that an option cannot have.
  init(_ words: [String], _ options: [Option]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      if let letters = Self.letters(word, options) {
        for name in letters { flags[name, default: 0] += 1 }
        continue
      }
      try take(word, &rest, options)
    }
  }

  func has(_ name: String) -> Bool { flags[name] != nil }

  private mutating func take(
    _ word: String, _ rest: inout ArraySlice<String>, _ options: [Option]
  ) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard let option = options.first(where: { $0.names.contains(parts[0]) }) else {
      let names = options.flatMap(\.names).filter { $0.hasPrefix("--") }
      throw UsageError(
        message: "unknown option \(parts[0])",
        hint: UsageError.suggestion(parts[0], names) { "did you mean \($0)?" })
    }
    if option.value == nil {
      if parts.count > 1 { throw UsageError(message: "\(parts[0]) takes no value") }
      flags[option.name, default: 0] += 1
      return
    }
    // What a script leaves empty was not meant as an option that follows.
    guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty else {
      throw UsageError(message: "\(parts[0]) needs a value: \(option.help)")
    }
    if !option.choices.isEmpty, !option.choices.contains(value) {
      throw UsageError(
        message: "\(parts[0]) cannot be “\(value)”",
        hint: UsageError.suggestion(value, option.choices) { "did you mean \($0)?" }
          ?? "one of: \(option.choices.joined(separator: ", "))")
    }
    values[option.name] = value
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
