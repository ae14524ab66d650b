/// How much a log line asks of its reader.
package enum LogLevel: String, Sendable, Comparable, CaseIterable {
  /// Details for somebody who looks for a fault.
  case debug
  /// An item, job or service changed state.
  case info
  /// It will be tried again.
  case warning
  /// Someone must act.
  case error

  package static func < (left: LogLevel, right: LogLevel) -> Bool {
    left.rank < right.rank
  }

  /// As syslog(3) numbers them.
  var priority: Int {
    switch self {
    case .debug: 7
    case .info: 6
    case .warning: 4
    case .error: 3
    }
  }

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }
}
