import Pipeline

/// What must hold of a failure before anything of it leaves.
struct IncidentGate {
  private let redactor: Redactor

  init(_ redactor: Redactor) { self.redactor = redactor }

  /// - Returns: why it may not be published; empty when all is well.
  func findings(_ failure: Failure) -> [Finding] {
    var findings: [Finding] = []
    let texts = [
      failure.message, failure.excerpt, failure.title, failure.summary, failure.run ?? "",
      failure.step ?? "",
    ]
    if texts.contains(where: { redactor.redacted($0) != $0 }) {
      findings.append(
        Finding(
          .error, "secret", "what was written about it holds something secret or personal",
          line: failure.line))
    }
    if failure.title.isEmpty || failure.summary.isEmpty || failure.hints.isEmpty {
      findings.append(
        Finding(
          .error, "incomplete", "it has no title, no summary or nothing to do about it",
          line: failure.line))
    }
    if failure.count < 1 || failure.line < 1 || failure.lastLine < failure.line {
      findings.append(
        Finding(.error, "no-evidence", "no line of the log shows it", line: failure.line))
    }
    return findings
  }
}
