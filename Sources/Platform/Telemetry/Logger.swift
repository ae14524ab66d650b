package import Foundation

/// Writes log lines: a noun and a past verb, then fields.
///
/// One line per change of state. Nothing personal, no secrets, no file contents: what comes from
/// outside (file names, reasons) is escaped, so that it can neither forge a line nor steer a
/// terminal.
package struct Logger: Sendable {
  package enum Style: Sendable {
    /// `12:04:31 info item advanced item=000042 to=qa`
    case text
    /// One JSON object a line.
    case json
    /// `<6>item advanced item=000042 to=qa`: the journal has the time, and reads the number as the
    /// level (sd-daemon(3)).
    case journal
  }

  private let level: LogLevel
  private let style: Style
  private let now: @Sendable () -> Date
  private let write: @Sendable (String) -> Void
  private var recent: RecentLog?

  package init(
    level: LogLevel, style: Style, now: @escaping @Sendable () -> Date,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.level = level
    self.style = style
    self.now = now
    self.write = write
  }

  /// The same logger, which also keeps its lines where they can be looked at; those of level info
  /// too, whatever is written.
  package func remembering(_ recent: RecentLog) -> Logger {
    var logger = self
    logger.recent = recent
    return logger
  }

  /// A logger that writes nowhere.
  package static let silent = Logger(
    level: .error, style: .text, now: { Date(timeIntervalSince1970: 0) }, write: { _ in })

  package func debug(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
    log(.debug, message, fields)
  }

  package func info(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
    log(.info, message, fields)
  }

  package func warning(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
    log(.warning, message, fields)
  }

  package func error(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
    log(.error, message, fields)
  }

  private func log(
    _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String>
  ) {
    if level >= min(self.level, .info) { recent?.add(now(), level, message, fields) }
    guard level >= self.level else { return }
    switch style {
    case .text: write(textLine(level, message, fields))
    case .json: write(jsonLine(level, message, fields))
    case .journal: write("<\(level.priority)>\(message)\(Self.details(fields))\n")
    }
  }

  private func textLine(
    _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String>
  ) -> String {
    let time = Date.ISO8601FormatStyle(includingFractionalSeconds: false).format(now())
    return "\(time) \(level.rawValue) \(message)\(Self.details(fields))\n"
  }

  private static func details(_ fields: KeyValuePairs<String, String>) -> String {
    fields.map { " \($0)=\(LogText.quoted($1))" }.joined()
  }

  private func jsonLine(
    _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String>
  ) -> String {
    let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(now())
    let head = [("time", time), ("level", level.rawValue), ("message", message)]
    let pairs = (head + fields.map { ($0, $1) }).map { key, value in
      "\(LogText.json(key)):\(LogText.json(value))"
    }
    return "{\(pairs.joined(separator: ","))}\n"
  }
}
