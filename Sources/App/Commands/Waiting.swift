import Pipeline
import SQLiteStorage
import Storage

/// Waits until something has come of items, and draws how far it is.
struct Waiting {
  let database: SQLiteDatabase
  let console: Console
  let limit: Duration
  private let redraws = RedrawLimit()

  init(_ database: SQLiteDatabase, _ console: Console, _ arguments: Arguments) throws {
    self.database = database
    self.console = console
    limit =
      try Number.duration(arguments.values[Option.timeout.name], Option.timeout.name)
      ?? .seconds(3600)
  }

  /// - Parameters:
  ///   - names: of what is waited for, in order.
  ///   - look: the item that has come of one, when it is at rest.
  ///   - found: told of each as it is found.
  /// - Throws: ``WaitingError`` when the time is over.
  func run(
    _ names: [String], look: @escaping @Sendable (Int, any Connection) throws -> ItemSummary?,
    found: (ItemSummary) throws -> Void
  ) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    for (index, name) in names.enumerated() {
      while true {
        if let item = try await database.read({ try look(index, $0) }) {
          console.redraw("")
          try found(item)
          break
        }
        if clock.now - start > limit { throw WaitingError(name: name) }
        if redraws.mayDraw(at: clock.now) {
          let pace = Pace(done: index, total: names.count, elapsed: clock.now - start)
          console.redraw("  \(pace.text) · waiting for \(name)")
        }
        try await clock.sleep(for: .milliseconds(20))
      }
    }
    console.redraw("")
  }
}

/// Something is still on its way when the time is over.
struct WaitingError: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "“\(name)” is still on its way: `dropmill status` says where"
  }
}

extension ItemSummary {
  /// Whether nothing more becomes of it by itself.
  var isAtRest: Bool { ["done", "hold", "failed"].contains(place) && outcome != nil }
}
