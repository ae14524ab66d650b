import Executors
import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage

/// `dropmill top`
struct TopCommand: Command {
  static let name = "top"
  static let summary = "watch what is under way, redrawn as it changes"
  static let options = [
    Option.json,
    Option.value("--interval", of: "TIME", help: "between two looks (default: 1s)"),
    Option.value("--count", of: "N", help: "so many looks, then end (default: until Ctrl-C)"),
  ]
  static let details = """
    Counts, what is at work and since when, what ended last, and how many items end in a minute.
    Without a terminal it looks once; with --json each look is a line.

      dropmill top
      dropmill top --interval 10s --json >> pulse.jsonl
    """

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let interval =
      try Number.duration(arguments.values["--interval"], "--interval") ?? .seconds(1)
    let asked = try Number.positive(arguments.values["--count"], "--count")
    let console = session.console
    let count = asked ?? (console.isScreen || console.isJSON ? Int.max : 1)
    let database = try Index.open(session.workspace)
    defer { if console.isScreen && !console.isJSON { console.write(Array("\n".utf8)) } }
    let signals = Signals([Signals.interrupt, Signals.terminate])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in signals.received { return } }
      group.addTask {
        try await look(session, database, every: interval, count: count)
      }
      defer { group.cancelAll() }
      try await group.next()
    }
    await database.close()
    return .success
  }

  private func look(
    _ session: Session, _ database: SQLiteDatabase, every interval: Duration, count: Int
  ) async throws {
    let clock = ContinuousClock()
    let inboxLook = try InboxLook.current(session)
    var ended: [(time: ContinuousClock.Instant, count: Int)] = []
    for number in 1...count {
      let status = try await WorkspaceStatus(session.workspace, database, inboxLook, limit: 100)
      let now = clock.now
      let rest = [Workspace.Place.done, .failed, .hold].map(\.rawValue)
      ended.append((now, rest.reduce(0) { $0 + status.places[$1, default: 0] }))
      // The pace is that of the last minute.
      ended.removeAll { now - $0.time > .seconds(60) }
      try show(status, Self.perMinute(ended), session.console)
      if number < count { try await clock.sleep(for: interval) }
    }
  }

  /// Nil when there was one look only.
  private static func perMinute(_ ended: [(time: ContinuousClock.Instant, count: Int)]) -> Int? {
    guard let first = ended.first, let last = ended.last, last.time > first.time else { return nil }
    let seconds = (last.time - first.time) / .seconds(1)
    return Int((Double(last.count - first.count) / seconds * 60).rounded())
  }

  private func show(_ status: WorkspaceStatus, _ perMinute: Int?, _ console: Console) throws {
    if console.isJSON { return try console.line(json: TopLine(status, perMinute, Date())) }
    let lines = TopScreen(status, perMinute, Date(), console).lines
    if console.isScreen {
      console.redraw(screen: lines)
    } else {
      for line in lines { console.print(line) }
    }
  }
}

/// A line of `top --json`.
private struct TopLine: Encodable {
  let type = "status"
  var time: Date
  var isRunning: Bool
  var inbox: Int
  var places: [String: Int]
  var perMinute: Int?

  init(_ status: WorkspaceStatus, _ perMinute: Int?, _ time: Date) {
    self.time = time
    self.perMinute = perMinute
    (isRunning, inbox, places) = (status.isRunning, status.inbox, status.places)
  }
}
