import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// `dropmill status`
struct StatusCommand: Command {
  static let name = "status"
  static let summary = "say what is under way, held, failed and done"
  static let options = [
    Option.json,
    Option.value("--limit", of: "N", help: "how many items to list (default: 20)"),
    Option.choice(
      "--place", of: Workspace.Place.allCases.map(\.rawValue), help: "only items that lie there"),
    Option.wait, Option.timeout.with(.wait),
  ]
  static let details = """
    Reads the index; it works beside a running daemon and without one. With --wait it first waits
    until no item is under way.

      dropmill status
      dropmill status --place failed
      dropmill status --json | jq '.places'
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let limit = try Number.positive(arguments.values["--limit"], "--limit") ?? 20
    let database = try Index.open(session.workspace)
    if arguments.has(Option.wait.name) {
      try await Self.waitForRest(database, try Waiting.limit(arguments, session.workspace))
    }
    let status = try await WorkspaceStatus(
      session.workspace, database, try InboxLook.current(session), limit: limit,
      place: arguments.values["--place"])
    await database.close()
    if arguments.has("--json") {
      try session.console.print(json: status)
    } else {
      show(status, session.console)
    }
    return .success
  }

  private static func waitForRest(_ database: SQLiteDatabase, _ limit: Duration) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    let stages = Set(Stage.allCases.map { Workspace.Place($0).rawValue })
    while try await database.read({ connection in
      try ItemTable(connection).unfinished().values.contains { stages.contains($0) }
    }) {
      if clock.now > deadline { throw WaitingError(name: "the last item") }
      try await clock.sleep(for: .milliseconds(50))
    }
  }

  private func show(_ status: WorkspaceStatus, _ console: Console) {
    let daemon = status.isRunning ? "running" : "not running"
    let files =
      status.staying == 0
      ? "\(status.inbox) in the inbox"
      : "in the inbox \(status.inbox) wait, \(status.staying) stay: "
        + "`dropmill rules explain FILE` says why"
    console.print("\(status.workspace): daemon \(daemon), \(files)")
    let order = Workspace.Place.allCases.map(\.rawValue)
    let counts = order.compactMap { place in status.places[place].map { "\(place) \($0)" } }
    console.print(counts.isEmpty ? "no items yet" : counts.joined(separator: " · "))
    for item in status.items { console.print(Self.line(item, console)) }
  }

  static func line(_ item: ItemSummary, _ console: Console) -> String {
    let sign =
      switch item.place {
      case "done": console.styled("✓", .green)
      case "failed": console.styled("✗", .red)
      case "hold": console.styled("!", .yellow)
      default: console.styled("·", .cyan)
      }
    let detail = item.reason ?? item.published.map { "outbox/\($0)" } ?? item.place
    return "\(sign) \(ItemID(item.id))  \(item.origin)  \(console.styled(detail, .dim))"
  }
}
