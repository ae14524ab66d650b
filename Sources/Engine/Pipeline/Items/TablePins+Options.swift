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

  /// - Parameter problem: Told of each option whose value cannot be used, as a sentence.
  package init(options: [String: RuleValue], problem: (String) -> Void) {
    self.init()
    encoding = options["encoding"]?.string
    delimiter = options["delimiter"]?.string.map { $0 == "tab" ? "\t" : $0 }
    quote = options["quote"]?.string.map { $0 == "none" ? "" : $0 }
    escape = options["escape"]?.string.map { $0 == "none" ? "" : $0 }
    hasHeader = Self.value(options, "header", problem) { $0.bool }
    headerLine = Self.value(options, "header_line", problem, Self.count)
    table = Self.value(options, "table", problem, Self.count)
    widths = Self.value(options, "widths", problem, Self.counts)
    let isFixed = Self.value(options, "fixed_width", problem) { $0.bool }
    if isFixed == true || widths != nil { layout = .fixedWidth }
  }

  private static func value<Value>(
    _ options: [String: RuleValue], _ name: String, _ problem: (String) -> Void,
    _ read: (RuleValue) -> Value?
  ) -> Value? {
    guard let option = options[name] else { return nil }
    let value = read(option)
    if value == nil {
      problem("the rule's option “\(name)” has a value that cannot be used: \(option)")
    }
    return value
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
