import Testing

/// One place that breaks a rule.
struct Violation: Comparable, CustomStringConvertible, Sendable {
  let path: String
  /// 1-based.
  let line: Int
  let rule: String
  /// What stands there, and what should.
  let message: String

  var description: String { "\(path):\(line): \(rule): \(message)" }

  static func < (one: Violation, other: Violation) -> Bool {
    (one.path, one.line) < (other.path, other.line)
  }
}

/// Fails with every violation on a line of its own.
func expectNone(
  _ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation
) {
  if violations.isEmpty { return }
  let lines = violations.sorted().map(\.description).joined(separator: "\n")
  Issue.record("\(violations.count) to mend\n\(lines)", sourceLocation: sourceLocation)
}
