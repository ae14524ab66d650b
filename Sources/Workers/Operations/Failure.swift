package import Pipeline

/// One kind of failure in one log: every time that it happened there, taken together.
///
/// The first of a stream is its head: it has no fingerprint, and says what the log is made of.
package struct Failure: StageValue, Equatable {
  /// 16 hexadecimal digits; empty for the head.
  var fingerprint = ""
  /// The class, such as `disk_full`.
  var kind = ""
  var severity = Severity.high
  /// Where it ran, as the rule or the folder says; empty when neither does.
  var environment = ""
  /// What it says, in the log's words, one line.
  var message = ""
  /// The name of the exception; empty when there is none.
  var exception = ""
  /// Its own frames, the innermost first.
  var frames: [String] = []
  /// The name of the log.
  var file = ""
  /// 1-based, of the first and the last event.
  var line = 0
  var lastLine = 0
  /// Events.
  var count = 0
  /// Milliseconds since 1970 in UTC; nil when the log has no times.
  var first: Int?
  var last: Int?
  var run: String?
  var step: String?
  /// The first event as it stands in the log, with what came just before it.
  var excerpt = ""
  /// The first events: line, blank, time.
  var moments: [String] = []
  /// Written by nlg: what it is called, what happened, what mostly causes it, what to do.
  var title = ""
  var summary = ""
  var cause = ""
  var hints: [String] = []

  package static let fields = [
    "fingerprint", "class", "severity", "environment", "message", "exception", "frames", "file",
    "line", "last_line", "count", "first", "last", "run", "step", "excerpt", "moments", "title",
    "summary", "cause", "hints",
  ]

  package func write(to row: inout RowWriter) {
    row.put(fingerprint)
    row.put(kind)
    row.put(severity.rawValue)
    row.put(environment)
    row.put(message)
    row.put(exception)
    row.put(frames)
    row.put(file)
    row.put(line)
    row.put(lastLine)
    row.put(count)
    row.put(first)
    row.put(last)
    row.put(run)
    row.put(step)
    row.put(excerpt)
    row.put(moments)
    row.put(title)
    row.put(summary)
    row.put(cause)
    row.put(hints)
  }

  var isHead: Bool { fingerprint.isEmpty }
}

extension Failure {
  package init(from row: inout RowReader) throws {
    fingerprint = try row.text()
    kind = try row.text()
    severity = Severity(rawValue: try row.text()) ?? .high
    environment = try row.text()
    message = try row.text()
    exception = try row.text()
    frames = try row.list()
    file = try row.text()
    line = try row.integer()
    lastLine = try row.integer()
    count = try row.integer()
    first = try row.optionalInteger()
    last = try row.optionalInteger()
    run = try row.optionalText()
    step = try row.optionalText()
    excerpt = try row.text()
    moments = try row.list()
    title = try row.text()
    summary = try row.text()
    cause = try row.text()
    hints = try row.list()
  }
}
