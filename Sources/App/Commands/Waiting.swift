import Files
import Pipeline
import SQLiteStorage
import Storage

/// Waits until something has come of items, and draws how far it is.
struct Waiting {
  let database: SQLiteDatabase
  let console: Console
  let limit: Duration
  private let redraws = RedrawLimit()

  /// - Parameter limit: how long all of it may take.
  init(_ database: SQLiteDatabase, _ console: Console, limit: Duration) {
    self.database = database
    self.console = console
    self.limit = limit
  }

  /// How long is waited, of a command that waits. It is asked for before anything is done: what is
  /// refused has done nothing.
  ///
  /// - Throws: ``UsageError`` for no such time, ``NotRunning`` where nobody would do anything.
  static func limit(_ arguments: Arguments, _ workspace: Workspace) throws -> Duration {
    let name = Option.timeout.name
    let limit = try Number.duration(arguments.values[name], name) ?? .seconds(3600)
    guard try Index.isRunning(workspace) else { throw NotRunning(root: workspace.root) }
    return limit
  }

  /// What is waited for.
  struct Awaited {
    let name: String
    /// Where it lies as long as nobody has taken it; nil for what is an item already.
    var file: Path?
    /// The item that has come of it, when it is at rest.
    let look: @Sendable (any Connection) throws -> ItemSummary?
  }

  /// The parts of an item that was split are waited for behind it.
  ///
  /// - Parameter found: told of each item as it is found, in order.
  /// - Throws: ``WaitingError`` when the time is over.
  func run(_ awaited: [Awaited], found: (ItemSummary) throws -> Void) async throws {
    let start = ContinuousClock.now
    var rest = awaited[...]
    var (done, total) = (0, awaited.count)
    while let next = rest.popFirst() {
      let item = try await item(of: next, since: start) { elapsed in
        Pace(done: done, total: total, elapsed: elapsed)
      }
      console.redraw("")
      try found(item)
      let parts = try await parts(of: item)
      rest = parts + rest
      done += 1
      total += parts.count
    }
  }

  private func item(
    of awaited: Awaited, since start: ContinuousClock.Instant, _ pace: (Duration) -> Pace
  ) async throws -> ItemSummary {
    let clock = ContinuousClock()
    while true {
      if let item = try await database.read(awaited.look) { return item }
      let elapsed = clock.now - start
      if elapsed > limit {
        let isWaiting = try awaited.file.map { try FileStatus.ifPresent($0) != nil } ?? false
        throw WaitingError(name: awaited.name, isInInbox: isWaiting)
      }
      if redraws.mayDraw(at: clock.now) {
        console.redraw("  \(pace(elapsed).text) · waiting for \(awaited.name)")
      }
      try await clock.sleep(for: .milliseconds(20))
    }
  }

  private func parts(of item: ItemSummary) async throws -> [Awaited] {
    try await database.read { try ItemSummary.parts(of: ItemID(item.id), $0) }.map { part in
      Awaited(name: part.origin) { connection in
        try ItemSummary.one(ItemID(part.id), connection).flatMap { $0.isAtRest ? $0 : nil }
      }
    }
  }
}

/// Something is still on its way when the time is over.
struct WaitingError: Error, CustomStringConvertible {
  let name: String
  /// Nobody has taken it yet.
  var isInInbox = false

  var description: String {
    isInInbox
      ? "“\(name)” lies in the inbox still: `dropmill rules explain inbox/\(name)` says what it"
        + " waits for"
      : "“\(name)” is still on its way: `dropmill status` says where"
  }
}

extension ItemSummary {
  /// Whether nothing more becomes of it by itself.
  var isAtRest: Bool { ["done", "hold", "failed"].contains(place) && outcome != nil }
}
