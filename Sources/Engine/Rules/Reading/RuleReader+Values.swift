// Each reads one kind of value. Whatever is not of that kind becomes a fault and is then absent.
extension RuleReader {
  /// The settings of a mapping; keys that are unknown or given twice are faults.
  mutating func fields(_ node: YAMLNode, of owner: String, keys: [String]) -> Fields? {
    guard case .mapping(let entries) = node.content else {
      faults.error(
        "\(owner) is made of settings, not \(node.kind)", at: node.mark,
        hint: "write one setting to a line, such as “\(keys[0]): …”")
      return nil
    }
    var seen: Set<String> = []
    var nodes: [String: YAMLNode] = [:]
    for entry in entries {
      guard let key = text(entry.key, "a key") else { continue }
      if !keys.contains(key) {
        faults.error(
          "\(owner) has no setting “\(key)”", at: entry.key.mark,
          hint: suggestion(key, among: keys, "the settings are", sorted: false))
      } else if !seen.insert(key).inserted {
        faults.error("“\(key)” is given twice", at: entry.key.mark, hint: "take one of them out")
      } else if !entry.value.isNothing {
        nodes[key] = entry.value
      }
    }
    return Fields(mark: node.mark, nodes: nodes)
  }

  /// The settings of a mapping within a mapping; none when it is absent.
  mutating func group(_ fields: Fields, _ key: String, keys: [String]) -> Fields {
    fields[key].flatMap { self.fields($0, of: "“\(key)”", keys: keys) }
      ?? Fields(mark: fields.mark, nodes: [:])
  }

  mutating func list(_ fields: Fields, _ key: String) -> [YAMLNode] {
    guard let node = fields[key] else { return [] }
    if case .list(let nodes) = node.content { return nodes }
    faults.error(
      "“\(key)” wants a list, not \(node.kind)", at: node.mark,
      hint: "start each entry with “- ”, or write them in brackets: [one, two]")
    return []
  }

  mutating func text(_ node: YAMLNode, _ key: String) -> String? {
    if case .scalar(let text, _) = node.content, !node.isNothing { return text }
    let owner = key.hasPrefix("a ") ? key : "“\(key)”"
    faults.error(
      "\(owner) wants text, not \(node.kind)", at: node.mark,
      hint: "text that starts with { or [ goes in quotes, as in \"{a,b}.csv\"")
    return nil
  }

  mutating func requiredText(_ fields: Fields, _ key: String, hint: String) -> String? {
    guard let node = fields[key] else {
      faults.error("the rule has no \(key)", at: fields.mark, hint: hint)
      return nil
    }
    guard let text = text(node, key) else { return nil }
    if text.allSatisfy(\.isWhitespace) {
      faults.error("the \(key) of the rule is empty", at: node.mark)
      return nil
    }
    return text
  }

  /// One text, or a list of them.
  mutating func texts(_ fields: Fields, _ key: String) -> [(String, YAMLNode)] {
    guard let node = fields[key] else { return [] }
    let nodes = if case .list(let nodes) = node.content { nodes } else { [node] }
    if nodes.isEmpty { faults.error("“\(key)” is an empty list", at: node.mark) }
    return nodes.compactMap { node in text(node, key).map { ($0, node) } }
  }

  mutating func integer(_ fields: Fields, _ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let node = fields[key] else { return nil }
    if case .integer(let value) = RuleValue(node), range.contains(value) { return value }
    let quoted = node.quoted.flatMap { Int($0) }
    if let quoted, range.contains(quoted) {
      faults.error(
        "“\(key)” wants a number, and what stands in quotes is text", at: node.mark,
        hint: "take the quotes away: \(key): \(quoted)")
      return nil
    }
    faults.error(
      "“\(key)” wants a whole number from \(range.lowerBound) to \(range.upperBound), "
        + "not \(node.kind)", at: node.mark)
    return nil
  }

  mutating func flag(_ fields: Fields, _ key: String) -> Bool? {
    guard let node = fields[key] else { return nil }
    if case .flag(let value) = RuleValue(node) { return value }
    if let quoted = node.quoted, ["true", "false"].contains(quoted) {
      faults.error(
        "“\(key)” wants true or false, and what stands in quotes is text", at: node.mark,
        hint: "take the quotes away: \(key): \(quoted)")
      return nil
    }
    faults.error(
      "“\(key)” wants true or false, not \(node.kind)", at: node.mark,
      hint: node.meantFlag.map { "write \(key): \($0)" })
    return nil
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ fields: Fields, _ key: String, of type: Choice.Type
  ) -> Choice? {
    guard let node = fields[key], let text = text(node, key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue).joined(separator: " or ")
    faults.error("“\(key)” wants \(words), not \(node.kind)", at: node.mark)
    return nil
  }

  mutating func bytes(_ fields: Fields, _ key: String) -> Int? {
    guard let node = fields[key], let text = text(node, key) else { return nil }
    if let bytes = Quantity.bytes(text) { return bytes }
    faults.error(
      "“\(text)” is not a size", at: node.mark,
      hint: "write a number and a unit, such as 500 KB, 10MB or 1.5 GB")
    return nil
  }

  mutating func duration(
    _ fields: Fields, _ key: String, in range: ClosedRange<Duration>, _ longest: String
  ) -> Duration? {
    guard let node = fields[key], let text = text(node, key) else { return nil }
    guard let duration = Quantity.duration(text) else {
      let isBare = Quantity.duration(text + "s") != nil
      faults.error(
        "“\(text)” is not a duration", at: node.mark,
        hint: isBare
          ? "add the unit: \(text)s, \(text)m or \(text)h"
          : "write a number and a unit, such as 10s, 5m, 2h or 1d")
      return nil
    }
    if range.contains(duration) { return duration }
    faults.error("“\(key)” is longer than \(longest)", at: node.mark)
    return nil
  }

  /// The options for the worker. One that it does not know is kept, and named: a newer version of
  /// it may.
  mutating func options(_ fields: Fields, of worker: String) -> [String: RuleValue] {
    guard let node = fields["options"] else { return [:] }
    guard case .mapping(let entries) = node.content else {
      faults.error(
        "“options” is made of settings, not \(node.kind)", at: node.mark,
        hint: "write one to a line, such as “currency: EUR”")
      return [:]
    }
    var options: [String: RuleValue] = [:]
    var marks: [String: YAMLNode.Mark] = [:]
    for entry in entries {
      guard let key = text(entry.key, "a key"), let value = option(entry.value, key) else {
        continue
      }
      marks[key] = entry.value.mark
      if options.updateValue(value, forKey: key) != nil {
        faults.error("“\(key)” is given twice", at: entry.key.mark, hint: "take one of them out")
      } else if let known = workers[worker]?.options, !known.contains(key) {
        faults.warning(
          "the worker “\(worker)” has no option “\(key)”", at: entry.key.mark,
          hint: known.isEmpty
            ? "it has none: take it out" : suggestion(key, among: known, "its options are"))
      }
    }
    for problem in workers[worker]?.problems(options) ?? [] {
      let message = "the option “\(problem.option)” \(problem.message)"
      faults.error(message, at: marks[problem.option] ?? node.mark)
    }
    return options
  }

  /// - Returns: nil when nothing is written after the key, or what is written cannot be an option.
  private mutating func option(_ node: YAMLNode, _ key: String) -> RuleValue? {
    if node.isNothing { return nil }
    if let flag = node.meantFlag {
      faults.warning(
        "\(node.kind) is read as text", at: node.mark,
        hint: "write \(key): \(flag); or put the word in quotes if it is meant")
    }
    if let value = RuleValue(node) { return value }
    faults.error(
      "the option “\(key)” wants text, a number, true, false, or a list of these, not \(node.kind)",
      at: node.mark)
    return nil
  }

  /// A hint for a misspelt word.
  func suggestion(
    _ word: String, among known: some Collection<String>, _ lead: String, sorted: Bool = true
  ) -> String {
    if let near = Spelling.nearest(to: word, among: known) { return "did you mean “\(near)”?" }
    return "\(lead): " + (sorted ? known.sorted() : Array(known)).joined(separator: ", ")
  }
}
