import Agents
import Files
import Logs

/// `watch`: what cannot stay as it is becomes a log, and so an incident like any other.
///
/// The same troubles in the same hour are one log, which is taken once.
enum WatchTool {
  /// The business that this program itself is.
  static let business = "dropmill"

  static func run(_ call: ToolCall, _ context: ToolContext) async throws -> ToolAnswer {
    let findings = try await HealthCheck(context).run()
    let critical = findings.bad.filter { $0.state == .critical }
    if !critical.isEmpty, !call.isDryRun {
      let now = context.milliseconds
      let hour = now - now % TaskPolicy.hour
      // Without figures: they change from look to look, and the trouble is the same.
      let lines = critical.map { "\(Day.text(hour)) CRITICAL health: \($0.name) is critical\n" }
      let folder = Path(context.worker) / business / "health"
      let name = critical.map(\.name).joined(separator: "-")
      try context.drop(
        Array(lines.joined().utf8), as: folder / "\(hour / TaskPolicy.hour)-\(name).log")
    }
    return findings.answer
  }
}
