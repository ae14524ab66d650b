import Agents
import Daemon
import Pipeline

/// Why a command ends without having done what was asked: for people in words, for programs as one
/// JSON object.
struct Failure: Encodable {
  private let type = "error"
  private let code: Int32
  private let message: String
  private let hint: String?
  /// Faults have their places, and are told as they are.
  private let isListOfFaults: Bool

  private enum CodingKeys: String, CodingKey {
    case type, code, message, hint
  }

  init(_ error: any Error) {
    code = Self.code(of: error).rawValue
    hint = (error as? UsageError)?.hint ?? (error as? ItemActionError).flatMap(Self.hint)
    message = "\(error)"
    isListOfFaults =
      if case DaemonError.brokenRules = error { true } else { false }
  }

  /// - Parameter error: the error as the program knows it, for who mends the program.
  func tell(_ console: Console, showing error: (any Error)? = nil) -> ExitCode {
    if let error { console.log("\(Swift.type(of: error)): \(String(reflecting: error))\n") }
    // Without its JSON it is told in words.
    if console.isJSON, let line = try? JSONOutput.line(self) {
      console.log(line + "\n")
    } else if isListOfFaults {
      console.log(message + "\n")
    } else {
      console.error(message, hint: hint)
    }
    return ExitCode(rawValue: code) ?? .failure
  }

  /// What can be done instead with an item about which there is nothing to decide.
  private static func hint(_ error: ItemActionError) -> String? {
    switch error.reason {
    case .elsewhere(.done):
      "its page on the dashboard runs it again, from any stage; `dropmill show \(error.id)` tells"
        + " what came of it"
    case .elsewhere(.trash): "its page on the dashboard puts it back"
    default: nil
    }
  }

  private static func code(of error: any Error) -> ExitCode {
    switch error {
    case is UsageError: .usage
    case let error as ToolError where error.reason != .refused: .usage
    case DaemonError.locked: .locked
    case DaemonError.damaged, DaemonError.unknown: .failure
    case is DaemonError: .badConfiguration
    case is NotRunning: .notRunning
    case is CancellationError: .interrupted
    default: .failure
    }
  }
}
