/// The faults found so far, file by file.
struct FaultList {
  private static let excerptMax = 200  // Unicode scalars

  private(set) var all: [RuleFault] = []
  private(set) var errorCount = 0
  private var folder = ""
  private var file = ""
  private var lines: [Substring] = []

  /// Turns to the next file.
  mutating func begin(folder: String = "rules/", file: String, text: String) {
    self.folder = folder
    self.file = file
    lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map(Substring.init)
  }

  /// A line of the file, 1-based; empty past its end.
  func line(_ number: Int) -> String {
    guard lines.indices.contains(number - 1) else { return "" }
    let line = lines[number - 1]
    return String(line.last == "\r" ? line.dropLast() : line)
  }

  mutating func error(_ message: String, at mark: YAMLNode.Mark, hint: String? = nil) {
    add(.error, message, mark, hint)
  }

  /// An error in a value that nobody may see: the line is shown as far as the value.
  mutating func error(_ message: String, atSecret mark: YAMLNode.Mark, hint: String) {
    add(.error, message, mark, hint, isSecret: true)
  }

  mutating func warning(_ message: String, at mark: YAMLNode.Mark, hint: String? = nil) {
    add(.warning, message, mark, hint)
  }

  private mutating func add(
    _ severity: RuleFault.Severity, _ message: String, _ mark: YAMLNode.Mark, _ hint: String?,
    isSecret: Bool = false
  ) {
    if severity == .error { errorCount += 1 }
    all.append(
      RuleFault(
        folder: folder, file: file, line: mark.line, column: mark.column, severity: severity,
        message: message, hint: hint,
        source: excerpt(mark.line, scalarsMax: isSecret ? mark.column - 1 : nil)))
  }

  /// A line as it can be shown on a terminal; empty when it is too long to be.
  private func excerpt(_ number: Int, scalarsMax: Int?) -> String {
    var scalars = line(number).unicodeScalars[...]
    if let scalarsMax { scalars = scalars.prefix(scalarsMax) + "…".unicodeScalars }
    guard scalars.count <= Self.excerptMax else { return "" }
    let shown = scalars.map { scalar -> Unicode.Scalar in
      let isControl = scalar.properties.generalCategory == .control
      return isControl && scalar != "\t" ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(shown))
  }
}
