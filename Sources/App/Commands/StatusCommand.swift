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
  ]
  static let details = """
    Reads the index; it works beside a running daemon and without one.

      dropmill status
      dropmill status --json | jq '.places'
    """

  /// What `--json` prints.
  struct Status: Encodable {
    var workspace: String
    var isRunning: Bool
    var inbox: Int
    var places: [String: Int]
    var items: [ItemSummary]
  }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let limit = try Number.positive(arguments.values["--limit"], "--limit") ?? 20
    let status = try await read(session.workspace, limit: limit)
    if arguments.has("--json") {
      session.console.print(try JSONOutput.text(status))
    } else {
      show(status, session.console)
    }
    return .success
  }

  private func read(_ workspace: Workspace, limit: Int) async throws -> Status {
    let database = try Index.open(workspace)
    let (places, items) = try await database.read { connection in
      let counts = try ItemTable(connection).counts()
      return (
        Dictionary(uniqueKeysWithValues: counts.map { ($0.place, $0.count) }),
        try ItemSummary.latest(limit, connection)
      )
    }
    await database.close()
    return Status(
      workspace: workspace.root.description, isRunning: try Index.isRunning(workspace),
      inbox: try waiting(in: workspace.inbox), places: places, items: items)
  }

  /// Files that lie in the inbox, dot files left out.
  private func waiting(in directory: Path) throws -> Int {
    try Directory.entries(of: directory).reduce(0) { count, entry in
      if entry.name.first == UInt8(ascii: ".") { return count }
      if entry.kind != .directory { return count + 1 }
      return try count + waiting(in: directory.appending(entry.name))
    }
  }

  private func show(_ status: Status, _ console: Console) {
    let daemon = status.isRunning ? "running" : "not running"
    console.print("\(status.workspace): daemon \(daemon), \(status.inbox) in the inbox")
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
