extension YAMLNode {
  /// The flag that a word such as “yes” means in other files; nil for every other value.
  ///
  /// YAML 1.2 reads these as text. Capitals are left alone: NO is Norway.
  var meantFlag: Bool? {
    guard case .scalar(let text, isPlain: true) = content else { return nil }
    switch text {
    case "yes", "Yes", "on", "On", "True", "TRUE": return true
    case "no", "No", "off", "Off", "False", "FALSE": return false
    default: return nil
    }
  }

  /// What stands in quotes; nil for every other value.
  var quoted: String? {
    guard case .scalar(let text, isPlain: false) = content else { return nil }
    return text
  }

  /// The place of a character within a text that stands on one line.
  func mark(atOffset offset: Int) -> Mark {
    Mark(line: mark.line, column: mark.column + offset)
  }
}

extension RuleValue {
  /// - Returns: nil for a mapping, and for a list with anything but scalars in it.
  init?(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, let isPlain): self = isPlain ? Self.plain(text) : .text(text)
    case .list(let nodes):
      var values: [RuleValue] = []
      for node in nodes {
        guard case .scalar = node.content, let value = RuleValue(node) else { return nil }
        values.append(value)
      }
      self = .list(values)
    case .mapping: return nil
    }
  }

  /// A number is written as people write one: no leading nought, plus sign or exponent.
  private static func plain(_ text: String) -> RuleValue {
    if text == "true" || text == "false" { return .flag(text == "true") }
    let figures = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = figures.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber =
      parts.count <= 2 && (parts[0] == "0" || !parts[0].hasPrefix("0"))
      && parts.allSatisfy { part in
        (1...15).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber }
      }
    guard isNumber else { return .text(text) }
    if let integer = Int(text) { return .integer(integer) }
    return Double(text).map(RuleValue.number) ?? .text(text)
  }
}
