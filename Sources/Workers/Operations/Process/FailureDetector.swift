import Logs

/// Says of an event whether something failed, and what kind of failure it is.
struct FailureDetector {
  struct Found {
    var kind: String
    var severity: Severity
    var trace: StackTrace
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
    let rule = rules.phrases.first(in: lower) { owner, _ in
      let failure = rules.failures[owner]
      if failure.isAlways { return true }
      return !isKnownGood && (isError || !failure.isForErrors)
    }
    if isKnownGood, rule == nil { return nil }
    if level == nil, isIgnored(lower) { return nil }
    let mayHaveTrace =
      isError || rule != nil || !record.details.isEmpty || Self.namesException(lower)
    guard mayHaveTrace else { return nil }
    let trace = StackTrace(text)
    if let rule {
      let failure = rules.failures[rule]
      return Found(kind: failure.kind, severity: failure.severity, trace: trace)
    }
    if !trace.exception.isEmpty, isError || isException(record, trace) {
      return Found(kind: Self.kind(of: trace), severity: .high, trace: trace)
    }
    if !isError { return nil }
    return Found(
      kind: "application_error", severity: level == .critical ? .critical : .high, trace: trace)
  }

  /// Words that say that nothing failed; not as the end of a longer number or word.
  private func isIgnored(_ text: [UInt8]) -> Bool {
    rules.ignored.first(in: text) { _, start in
      start == 0 || !Self.isWord(text[start - 1]) || !Self.isWord(text[start])
    } != nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

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
    case .python, .other: "python_exception"
    }
  }
}
