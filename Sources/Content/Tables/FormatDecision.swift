/// One thing that was found out about how a table is written, and why.
package struct FormatDecision: Sendable, Equatable, Codable {
  /// What was decided, in the order in which it is.
  package enum Subject: String, Sendable, Codable, CaseIterable {
    case encoding, damage, layout, delimiter, quotes, tables, start, header, columns
  }

  package var subject: Subject
  /// What was chosen, in a word or two: `UTF-8`, `semicolon`, `line 4`.
  package var choice: String
  /// A sentence for people on why.
  package var reason: String

  package init(_ subject: Subject, _ choice: String, _ reason: String) {
    self.subject = subject
    self.choice = choice
    self.reason = reason
  }
}
