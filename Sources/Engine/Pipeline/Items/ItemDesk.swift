import Files
package import Foundation
import Jobs
package import Storage

/// Where people's decisions about items are carried out while the daemon runs: the directory moves,
/// the rows follow at once, and the pipeline hears of it.
package struct ItemDesk: Sendable {
  private let workspace: Workspace
  private let database: any Database
  private let recovery: Recovery
  private let now: @Sendable () -> Date
  private let signal: @Sendable () -> Void
  /// Two people may decide about one item in the same moment: the second finds what the first did.
  private let locks = KeyedLock()

  /// - Parameter signal: told when there is something to be run.
  package init(
    workspace: Workspace, database: any Database, recovery: Recovery,
    now: @escaping @Sendable () -> Date, signal: @escaping @Sendable () -> Void
  ) {
    self.workspace = workspace
    self.database = database
    self.recovery = recovery
    self.now = now
    self.signal = signal
  }

  /// - Parameters:
  ///   - records: numbers of held records, for release and reject; nil for all.
  ///   - name: who decides.
  /// - Throws: ``ItemActionError`` when the item is not where the action needs it.
  package func perform(
    _ action: ItemAction, on id: ItemID, records: [Int]? = nil, by name: String
  ) async throws {
    try await alone(with: id, by: name) { actions in
      switch action {
      case .retry: try actions.retry(id)
      case .release: try actions.release(id, records: records)
      case .reject: try actions.reject(id, records: records)
      case .replay(let stage): try actions.replay(id, from: stage)
      case .delete: try actions.delete(id)
      case .restore: try actions.restore(id)
      case .cancel: try await cancel(id, actions)
      case .purge: return try await purge(id, actions, by: name)
      }
      try await recovery.mendMoved(id)
    }
    if action.makesWork { signal() }
  }

  private func alone(
    with id: ItemID, by name: String, _ body: (ItemActions) async throws -> Void
  ) async throws {
    await locks.acquire(id.description)
    do {
      try await checkIsAtRest(id)
      try await body(
        ItemActions(workspace, by: ItemActions.Signature(name: name, time: now())))
      await locks.release(id.description)
    } catch {
      await locks.release(id.description)
      // The command line moves items too, and the pipeline takes what was moved to it.
      guard let error = error as? FileError, error.errno == .noSuchFile else { throw error }
      throw ItemActionError(reason: .running, id: id)
    }
  }

  /// What has just come to a rest may not be written down yet: until then it is not moved, or the
  /// rows would say of it what was true before.
  private func checkIsAtRest(_ id: ItemID) async throws {
    guard let place = try workspace.place(of: id), place.stage == nil else { return }
    let isRunning = try await database.write { try JobTable($0).isRunning(item: id.number) }
    if isRunning { throw ItemActionError(reason: .running, id: id) }
  }

  /// The directory first, and for good: a row that says “removed” is never wrong.
  private func purge(_ id: ItemID, _ actions: ItemActions, by name: String) async throws {
    try actions.purge(id)
    try Directory.sync(workspace.directory(.trash))
    let time = now().timeIntervalSince1970
    try await database.write { connection in
      try ItemTable(connection).removeOriginal(
        of: id, in: .trash, "\(name) removed it for good", at: time)
    }
  }

  /// Changes what an item is known by, and runs it again from its source.
  ///
  /// - Throws: ``ItemActionError``.
  package func change(_ id: ItemID, business: String, by name: String) async throws {
    try await alone(with: id, by: name) { actions in
      try actions.change(id, business: business)
      try await recovery.mendMoved(id)
    }
    signal()
  }

  /// How long the queue passes over an item while its directory is moved.
  private static let pauseSeconds = 60.0

  private func cancel(_ id: ItemID, _ actions: ItemActions) async throws {
    guard let place = try workspace.place(of: id) else {
      throw ItemActionError(reason: .unknown, id: id)
    }
    guard let stage = place.stage else {
      throw ItemActionError(reason: .elsewhere(place), id: id)
    }
    let time = now().timeIntervalSince1970 + Self.pauseSeconds
    let waits = try await database.write { connection in
      try JobTable(connection).postpone(item: id.number, until: time)
    }
    if !waits { throw ItemActionError(reason: .running, id: id) }
    try actions.cancel(id, at: stage)
  }
}
