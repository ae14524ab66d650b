/// Something wrong in a rule file, or in the settings: where, what, and what to do about it.
package struct RuleFault: Error, Equatable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    case error  // the rule files cannot be used
    case warning  // they can, but hardly as meant
  }

  package let folder: String  // of the workspace: “rules/”, or empty for the workspace itself
  package let file: String  // below the folder
  package let line: Int  // 1-based
  package let column: Int  // 1-based, in Unicode scalars
  package let severity: Severity
  package let message: String
  package let hint: String?
  package let source: String  // the line of the file

  package init(
    folder: String = "rules/", file: String, line: Int, column: Int, severity: Severity,
    message: String, hint: String?, source: String
  ) {
    self.folder = folder
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.message = message
    self.hint = hint
    self.source = source
  }

  /// That no file holds a rule; told of the first.
  static func noRules(_ file: String) -> RuleFault {
    RuleFault(
      file: file, line: 1, column: 1, severity: .error, message: "there is no rule in any file",
      hint: "nothing would be taken; `dropmill init` in an empty folder writes the usual rules",
      source: "")
  }

  /// Where it is: `rules/listings.yaml:3:13`.
  package var place: String { "\(folder)\(file):\(line):\(column)" }

  /// The place and the message, the line with a caret under the column, and the hint.
  ///
  ///     rules/listings.yaml:3:13: error: no worker named “listing”
  ///         worker: listing
  ///                 ^
  ///     hint: did you mean “listings”?
  package var description: String {
    var lines = ["\(place): \(severity.rawValue): \(message)"]
    if !source.isEmpty {
      // Tabs are kept, so that the caret stands under its column whatever their width.
      let lead = source.unicodeScalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
      lines += ["    \(source)", "    \(lead)^"]
    }
    if let hint { lines.append("hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}
