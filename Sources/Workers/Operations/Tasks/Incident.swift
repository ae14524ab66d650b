import Files
import Storage

/// A failure of a business, in one environment, over all logs that told of it.
struct Incident: Sendable, Equatable {
  /// 10 hexadecimal digits of fingerprint and environment: the same whichever log comes first.
  var id: String
  var fingerprint: String
  var environment: String
  var kind: String
  var severity: Severity
  var title: String
  var summary: String
  var cause: String
  var hints: [String]
  var exception: String
  var frames: [String]
  var excerpt: String
  /// Events in all logs.
  var count: Int
  /// Milliseconds since 1970.
  var first: Int
  var last: Int
  var opened: Int
  /// How often it came again after it was done, or after a day of quiet.
  var reopened: Int
  /// How many logs told of it: copies and pieces of one are one.
  var logs = 1

  /// - Parameter received: when the log arrived, for logs without times.
  init(_ failure: Failure, received: Int, now: Int) {
    id = Self.id(failure)
    fingerprint = failure.fingerprint
    environment = failure.environment
    kind = failure.kind
    severity = failure.severity
    title = failure.title
    summary = failure.summary
    cause = failure.cause
    hints = failure.hints
    exception = failure.exception
    frames = failure.frames
    excerpt = failure.excerpt
    count = failure.count
    first = failure.first ?? received
    last = failure.last ?? received
    opened = now
    reopened = 0
  }

  static func id(_ failure: Failure) -> String {
    let text = "\(failure.fingerprint)|\(failure.environment)"
    return String(Fingerprint(of: text.utf8).description.prefix(10))
  }

  /// Whether the first word of its environment says so: `prod-eu` does, `product-demo` does not.
  var isInProduction: Bool {
    let words = environment.lowercased().split { !$0.isLetter }
    return words.first == "prod" || words.first == "production"
  }

  /// Events an hour, counted over an hour at least.
  var rate: Double { Self.rate(count, first, last) }

  static func rate(_ count: Int, _ first: Int, _ last: Int) -> Double {
    Double(count) * Double(TaskPolicy.hour) / Double(max(TaskPolicy.hour, last - first))
  }

  static let columns = """
    id, fingerprint, environment, kind, severity, title, summary, cause, hints, exception, frames,
    excerpt, count, first, last, opened, reopened, logs
    """

  init(_ row: any Row) {
    id = row.text(0)
    fingerprint = row.text(1)
    environment = row.text(2)
    kind = row.text(3)
    severity = Severity(rawValue: row.text(4)) ?? .high
    title = row.text(5)
    summary = row.text(6)
    cause = row.text(7)
    hints = row.text(8).split(separator: "\n").map(String.init)
    exception = row.text(9)
    frames = row.text(10).split(separator: "\n").map(String.init)
    excerpt = row.text(11)
    count = row.integer(12)
    first = row.integer(13)
    last = row.integer(14)
    opened = row.integer(15)
    reopened = row.integer(16)
    logs = row.integer(17)
  }

  var values: [SQLValue] {
    [
      .text(id), .text(fingerprint), .text(environment), .text(kind), .text(severity.rawValue),
      .text(title), .text(summary), .text(cause), .text(hints.joined(separator: "\n")),
      .text(exception), .text(frames.joined(separator: "\n")), .text(excerpt), .integer(count),
      .integer(first), .integer(last), .integer(opened), .integer(reopened), .integer(logs),
    ]
  }
}
