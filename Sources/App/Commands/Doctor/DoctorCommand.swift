import Daemon
import Files
import Foundation
import Pipeline
import Rules
import SQLiteStorage
import Storage

/// `dropmill doctor`
struct DoctorCommand: Command {
  static let name = "doctor"
  static let summary = "check that everything here can work"
  static let options = [
    Option.json,
    Option.flag("--full", help: "look at every page of a large database, too"),
    Option.flag("--online", help: "ask the language models for a word, which costs a little"),
  ]
  static let details = """
    Each line is ✓ good, ! could be better, or ✗ broken, with what to do. Ends with 1 when
    something is broken. It changes nothing, and works beside a running daemon; only with --online
    is something asked of others, and written into the ledger of costs.

      dropmill doctor --workspace ~/agency
      dropmill doctor --json | jq '.[] | select(.verdict != "good")'
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let checks = try await Checkup(
      session, isFull: arguments.has("--full"), isOnline: arguments.has("--online")
    ).run()
    if session.console.isJSON {
      try session.console.print(json: checks)
    } else {
      for check in checks { show(check, session.console) }
    }
    return checks.contains { $0.verdict == .broken } ? .failure : .success
  }

  private func show(_ check: Checkup.Check, _ console: Console) {
    let sign =
      switch check.verdict {
      case .good: console.styled("✓", .green)
      case .better: console.styled("!", .yellow)
      case .broken: console.styled("✗", .red)
      }
    console.print("\(sign) \(check.name): \(check.found)")
    if let remedy = check.remedy { console.print("    \(remedy)") }
  }
}
