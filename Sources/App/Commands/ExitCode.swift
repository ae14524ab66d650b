/// What a command says to the shell. Documented by `dropmill help exit-codes`.
enum ExitCode: Int32, CaseIterable {
  case success = 0
  case failure = 1
  case usage = 2
  case someFailed = 3
  case badConfiguration = 5
  case notRunning = 6
  case locked = 7
  case interrupted = 130

  var meaning: String {
    switch self {
    case .success: "done"
    case .failure: "failed; the message says why"
    case .usage: "the command line is wrong"
    case .someFailed: "done, and some items failed or wait for a decision"
    case .badConfiguration: "rules or settings are wrong"
    case .notRunning: "the daemon is not running"
    case .locked: "another daemon works on this workspace"
    case .interrupted: "interrupted"
    }
  }
}
