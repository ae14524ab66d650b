/// How serious a log says that an event is.
package enum LogLevel: String, Sendable, CaseIterable, Comparable {
  case debug, info, warning, error, critical

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (one: LogLevel, other: LogLevel) -> Bool { one.rank < other.rank }

  /// The level that a word names, in any case.
  ///
  /// Sources: RFC 5424 (syslog), java.util.logging, log4j, Python's logging, nginx, systemd.
  package init?(word: some StringProtocol) {
    guard let level = Self.words[word.lowercased()] else { return nil }
    self = level
  }

  /// The level of a number: syslog's 0…7, or the tens of bunyan and pino.
  init?(number: Int) {
    switch number {
    case 0...2: self = .critical
    case 3: self = .error
    case 4: self = .warning
    case 5, 6, 30: self = .info
    case 7, 10, 20: self = .debug
    case 40: self = .warning
    case 50: self = .error
    case 60: self = .critical
    default: return nil
    }
  }

  private static let words: [String: LogLevel] = [
    "trace": .debug, "debug": .debug, "verbose": .debug, "fine": .debug, "finer": .debug,
    "finest": .debug, "info": .info, "information": .info, "notice": .info, "success": .info,
    "config": .info, "log": .info, "warn": .warning, "warning": .warning, "err": .error,
    "error": .error, "severe": .error, "failure": .error, "fatal": .critical, "crit": .critical,
    "critical": .critical, "alert": .critical, "emerg": .critical, "emergency": .critical,
    "panic": .critical,
    // Serilog, zerolog and .NET write them short.
    "trce": .debug, "dbug": .debug, "vrb": .debug, "dbg": .debug, "inf": .info, "wrn": .warning,
    "fail": .error, "ftl": .critical,
  ]
}
