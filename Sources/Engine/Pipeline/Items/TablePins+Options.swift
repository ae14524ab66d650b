package import Rules
package import Tables

/// What a rule says about how its tables are written, in options that every worker understands.
///
/// | option | value |
/// |---|---|
/// | `encoding` | an iconv name, such as `WINDOWS-1250` |
/// | `delimiter`, `quote`, `escape` | one sign each; `tab`, and `none` for no quotes or no escape |
/// | `header` | whether the first row names the columns |
/// | `header_line` | the line of the header, or of the first row |
/// | `table` | which table of a file that holds several, from 1 |
/// | `widths` | widths of the columns in characters, for a table of fixed widths |
/// | `fixed_width` | that the columns have fixed widths, which its lines show |
extension TablePins {
  /// The names of these options.
  package static let optionNames: Set = [
    "encoding", "delimiter", "quote", "escape", "header", "header_line", "table", "widths",
    "fixed_width",
  ]

  /// What of these options cannot be used.
  package static func problems(in options: [String: RuleValue]) -> [OptionProblem] {
    var problems: [OptionProblem] = []
    _ = TablePins(options: options) { problems.append($0) }
    return problems
  }

  /// - Parameter problem: Told of each option whose value cannot be used.
  package init(options: [String: RuleValue], problem: (OptionProblem) -> Void) {
    self.init()
    encoding = Self.value(options, "encoding", problem) { option in
      option.string.flatMap { TextEncoding(rawValue: $0).isKnown ? $0 : nil }
    }
    delimiter = Self.value(options, "delimiter", problem) { Self.sign($0, "tab", "\t") }
    quote = Self.value(options, "quote", problem) { Self.sign($0, "none", "") }
    escape = Self.value(options, "escape", problem) { Self.sign($0, "none", "") }
    hasHeader = Self.value(options, "header", problem) { $0.bool }
    headerLine = Self.value(options, "header_line", problem, Self.count)
    table = Self.value(options, "table", problem, Self.count)
    widths = Self.value(options, "widths", problem, Self.counts)
    let isFixed = Self.value(options, "fixed_width", problem) { $0.bool }
    if isFixed == true || widths != nil { layout = .fixedWidth }
  }

  private static func value<Value>(
    _ options: [String: RuleValue], _ name: String, _ problem: (OptionProblem) -> Void,
    _ read: (RuleValue) -> Value?
  ) -> Value? {
    guard let option = options[name] else { return nil }
    let value = read(option)
    if value == nil {
      problem(OptionProblem(name, "has a value that cannot be used: \(option)"))
    }
    return value
  }

  /// One ASCII character, or what a word stands for.
  private static func sign(_ value: RuleValue, _ word: String, _ meaning: String) -> String? {
    guard let text = value.string else { return nil }
    if text == word { return meaning }
    guard let byte = text.utf8.first, text.utf8.count == 1 else { return nil }
    return byte == 0x09 || 0x20..<0x7F ~= byte ? text : nil
  }

  private static func count(_ value: RuleValue) -> Int? {
    value.int.flatMap { $0 >= 1 ? $0 : nil }
  }

  private static func counts(_ value: RuleValue) -> [Int]? {
    guard case .list(let values) = value, !values.isEmpty else { return nil }
    let counts = values.compactMap(count)
    return counts.count == values.count ? counts : nil
  }
}
