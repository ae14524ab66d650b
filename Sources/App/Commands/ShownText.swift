import Files

/// Texts on their way to a terminal, which obeys what it is sent.
///
/// Much of what is shown comes from files: cells, names of columns, answers of models. Only the
/// codes of our own colours go through; every other control character is shown as `\x1b`, but for
/// what parts lines and columns.
enum ShownText {
  private static let codes = (Console.Colour.allCases.map(\.rawValue) + [Console.Colour.end])
    .map { "[\($0)m" }

  /// - Parameter inColour: whether our own codes stay; they are taken out otherwise.
  static func of(_ text: String, inColour: Bool) -> String {
    let parts = text.split(separator: "\u{1b}", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(into: escaped(parts[0])) { result, part in
      guard let code = codes.first(where: { part.hasPrefix($0) }) else {
        result += "\\x1b" + escaped(part)
        return
      }
      result += (inColour ? "\u{1b}" + code : "") + escaped(part.dropFirst(code.count))
    }
  }

  /// A text from outside that is to stay in its line: what begins a line looks like ours.
  static func line(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: "⏎")
  }

  private static func escaped(_ text: Substring) -> String {
    if !text.unicodeScalars.contains(where: isUnsafe) { return String(text) }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if isUnsafe(scalar) {
        result += Path.escaped(String(scalar).utf8)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
  }
}
