/// The words of a command line: options by name, the others in order.
struct Arguments: Equatable {
  private(set) var values: [String: String] = [:]
  private(set) var flags: Set<String> = []
  private(set) var operands: [String] = []

  /// - Throws: ``UsageError`` for an option that the command does not know, naming the nearest.
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
      try take(word, &rest, options)
    }
  }

  private mutating func take(
    _ word: String, _ rest: inout ArraySlice<String>, _ options: [Option]
  ) throws {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard let option = options.first(where: { $0.names.contains(parts[0]) }) else {
      let names = options.flatMap(\.names)
      throw UsageError(
        message: "unknown option \(parts[0])",
        hint: Nearest.name(to: parts[0], among: names).map { "did you mean \($0)?" })
    }
    if option.value == nil {
      if parts.count > 1 { throw UsageError(message: "\(parts[0]) takes no value") }
      flags.insert(option.name)
      return
    }
    guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
      throw UsageError(message: "\(parts[0]) needs a value: \(option.help)")
    }
    values[option.name] = value
  }

  func has(_ name: String) -> Bool { flags.contains(name) }
}
