import Logs

/// Says of an event whether something failed, and what kind of failure it is.
struct FailureDetector {
  struct Found: Equatable {
    var kind: String
    var severity: Severity
    var trace: StackTrace
    /// It only says that something has failed: what that was stands above it.
    var isConclusion = false
  }

  private let rules: OperationsRules

  init(_ rules: OperationsRules) { self.rules = rules }

  /// - Returns: nil when nothing failed.
  func failure(_ record: LogRecord) -> Found? {
    let level = LogLevel(rawValue: record.level)
    let text = record.details.isEmpty ? record.message : record.message + "\n" + record.details
    let lower = text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    let isError = level.map { $0 > .warning } ?? false
    let isKnownGood = level != nil && !isError
    let rule = rules.phrases.first(in: lower) { owner in
      let failure = rules.failures[owner]
      if failure.isAlways { return true }
      return !isKnownGood && (isError || !failure.isForErrors)
    }
    if isKnownGood, rule == nil { return nil }
    let message =
      record.details.isEmpty ? lower : Array(lower.prefix(record.message.utf8.count))
    if rules.ignored.first(in: message, where: { level == nil || $0 == OperationsRules.ownWords })
      != nil
    {
      return nil
    }
    let mayHaveTrace =
      isError || rule != nil || !record.details.isEmpty || Self.namesException(lower)
    guard mayHaveTrace else { return nil }
    let trace = StackTrace(text)
    let severity = level == .critical ? Severity.critical : .high
    if let rule {
      let failure = rules.failures[rule]
      return Found(
        kind: failure.kind, severity: failure.severity, trace: trace,
        isConclusion: Self.isConclusion(message))
    }
    if !trace.exception.isEmpty, isError || isException(record, trace) {
      return Found(kind: Self.kind(of: trace), severity: severity, trace: trace)
    }
    return isError ? Found(kind: "application_error", severity: severity, trace: trace) : nil
  }

  private static func isConclusion(_ message: [UInt8]) -> Bool {
    conclusions.first(in: message) { _ in true } != nil
  }

  /// What is said at the end, by GitHub's and Travis's runners, Gradle, pip, Swift's builds and
  /// systemd.
  private static let conclusions = {
    var phrases = PhraseIndex()
    let texts = [
      "process completed with exit code", "the command * exited with", "build failed in",
      "no matching distribution found", "fatalerror", "*.service: failed with result",
      "entered failed state", "start request repeated too quickly",
    ]
    for text in texts { phrases.add(text, owner: 0) }
    return phrases
  }()

  private static func namesException(_ text: [UInt8]) -> Bool {
    let line = text.prefix(200)
    guard let colon = line.firstIndex(of: 0x3a) else { return false }
    let name = line[..<colon]
    return name.count > 5
      && (name.suffix(5).elementsEqual("error".utf8)
        || name.suffix(9).elementsEqual("exception".utf8))
  }

  /// Without a level an exception counts when it has frames, or begins the event.
  private func isException(_ record: LogRecord, _ trace: StackTrace) -> Bool {
    !trace.frames.isEmpty || record.message.hasPrefix(trace.exception)
      || record.details.contains("Traceback (most recent call last)")
  }

  private static func kind(of trace: StackTrace) -> String {
    switch trace.language {
    case .java: "java_exception"
    case .node: "node_exception"
    case .swift: "swift_crash"
    case .go, .rust: "crash"
    case .python, .other: "python_exception"
    }
  }
}
