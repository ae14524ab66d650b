import Logs
package import Pipeline

/// One event of a log, with secrets and personal data taken out.
package struct LogRecord: StageValue, Equatable {
  /// 1-based, of the event's first line.
  var line: Int
  var lines: Int
  /// Milliseconds since 1970 in UTC; nil when the log says none.
  var time: Int?
  /// As in ``Logs/LogLevel``; empty when the log says none.
  var level: String
  var source: String
  var message: String
  /// The lines below the first, with newlines.
  var details: String
  var run: String?
  var step: String?
  /// Whether the log is kept by runs.
  var isOfRuns: Bool
  /// Whether it is known to go on with nothing above: each event of the log begins with a time, or
  /// this one with its level.
  var isStamped: Bool

  package static let fields = [
    "line", "lines", "time", "level", "source", "message", "details", "run", "step", "of_runs",
    "stamped",
  ]

  package func write(to row: inout RowWriter) {
    row.put(line)
    row.put(lines)
    row.put(time)
    row.put(level)
    row.put(source)
    row.put(message)
    row.put(details)
    row.put(run)
    row.put(step)
    row.put(isOfRuns)
    row.put(isStamped)
  }
}

extension LogRecord {
  package init(from row: inout RowReader) throws {
    line = try row.integer()
    lines = try row.integer()
    time = try row.optionalInteger()
    level = try row.text()
    source = try row.text()
    message = try row.text()
    details = try row.text()
    run = try row.optionalText()
    step = try row.optionalText()
    isOfRuns = try row.flag()
    isStamped = try row.flag()
  }
}

extension LogRecord {
  /// An event as it may be written down: any of its texts may hold what is secret.
  ///
  /// - Parameters:
  ///   - keys: of the events before it.
  ///   - isStamped: whether the log's events begin with a time.
  init(_ event: LogEvent, _ redactor: Redactor, _ keys: inout KeyBlocks, isStamped: Bool) {
    // As one text: what begins in the first line may end in another.
    let text = redactor.redacted(keys.rest(of: event.text, stream: event.stream))
    let end = text.utf8.firstIndex(of: 0x0a)
    line = event.line
    lines = event.lines
    time = event.time
    level = event.level?.rawValue ?? ""
    source = redactor.redacted(event.source)
    message = end.map { String(text[..<$0]) } ?? text
    details = end.map { String(text[text.utf8.index(after: $0)...]) } ?? ""
    run = event.run.map(redactor.redacted)
    step = event.step.map(redactor.redacted)
    isOfRuns = event.isOfRuns
    self.isStamped = isStamped || event.saysLevel
  }
}
