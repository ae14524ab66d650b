import Files
package import Foundation
package import Storage
package import Telemetry

/// Takes away originals that are done, or that a person deleted, and that nobody wants to keep for
/// longer.
///
/// The index keeps its row of each: what came of it, and that its original is gone. That is
/// forgotten when nobody wants to know it any more. Without a limit nothing is ever taken away.
package struct Retention: Sendable {
  package struct Limits: Sendable, Equatable {
    /// Seconds since an item was done.
    package var age: Double?
    /// Bytes of all originals together; the oldest go first.
    package var bytes: Int?
    /// Seconds since a person deleted an item.
    package var trashAge: Double?
    /// Seconds since an item whose original is gone came to its end.
    package var historyAge: Double?

    package init(
      age: Double? = nil, bytes: Int? = nil, trashAge: Double? = nil, historyAge: Double? = nil
    ) {
      self.age = age
      self.bytes = bytes
      self.trashAge = trashAge
      self.historyAge = historyAge
    }
  }

  package struct Result: Sendable, Equatable {
    /// Of which the original was removed.
    package var items = 0
    package var bytes = 0
    /// Items that the index knows no more.
    package var forgotten = 0

    package init(items: Int = 0, bytes: Int = 0, forgotten: Int = 0) {
      self.items = items
      self.bytes = bytes
      self.forgotten = forgotten
    }
  }

  /// What is to go: where it lies, ended before when, and why.
  private struct Old: Sendable {
    let place: Workspace.Place
    let end: Double
    let reason: String
  }

  private struct Kept: Sendable {
    let id: ItemID
    let size: Int
  }

  /// So many are looked at in one go.
  private static let batchMax = 500
  /// So many are forgotten in one transaction: others write, too.
  private static let forgottenMax = 25

  private let workspace: Workspace
  private let database: any Database
  private let limits: Limits
  private let now: @Sendable () -> Date
  private let logger: Logger

  package init(
    workspace: Workspace, database: any Database, limits: Limits,
    now: @escaping @Sendable () -> Date, logger: Logger
  ) {
    self.workspace = workspace
    self.database = database
    self.limits = limits
    self.now = now
    self.logger = logger
  }

  /// Looks once, and takes away what is too old or too much.
  @discardableResult
  package func run() async throws -> Result {
    var result = Result()
    let time = now().timeIntervalSince1970
    if let age = limits.age {
      let old = Old(place: .done, end: time - age, reason: "it was done long enough ago")
      try await remove(old, &result) { _ in true }
    }
    if let age = limits.trashAge {
      let old = Old(place: .trash, end: time - age, reason: "it was deleted long enough ago")
      try await remove(old, &result) { _ in true }
    }
    if let limit = limits.bytes {
      var total = try await database.read { connection in
        try connection.first(
          "select coalesce(sum(size), 0) from item where place = 'done' and removed is null"
        ) { $0.integer(0) } ?? 0
      }
      let old = Old(place: .done, end: .infinity, reason: "the originals took too much room")
      try await remove(old, &result) { item in
        defer { total -= item.size }
        return total > limit
      }
    }
    if result.items > 0 {
      logger.info(
        "originals removed", ["items": "\(result.items)", "bytes": "\(result.bytes)"])
    }
    if let age = limits.historyAge {
      result.forgotten = try await forget(endedBefore: time - age)
      if result.forgotten > 0 { logger.info("history cut", ["items": "\(result.forgotten)"]) }
    }
    return result
  }

  /// Forgets items of which there is nothing but what the index says.
  private func forget(endedBefore time: Double) async throws -> Int {
    var count = 0
    var last = 0
    while true {
      let after = last
      let ids = try await database.read { connection in
        try ItemTable(connection).forgettable(
          after: after, endedBefore: time, limit: Self.forgottenMax)
      }
      guard let newest = ids.last else { return count }
      // One that somebody put back is none of them, whatever its row says.
      let gone = try ids.filter { try workspace.place(of: $0) == nil }
      try await database.write { connection in
        for id in gone { try ItemTable(connection).forget(id) }
      }
      count += gone.count
      last = newest.number
    }
  }

  /// Removes the oldest, as long as `isWanted` says so. What cannot be removed is told, and stays.
  private func remove(
    _ old: Old, _ result: inout Result, while isWanted: (Kept) -> Bool
  ) async throws {
    var last = 0
    while true {
      let batch = try await oldest(old, after: last)
      let wanted = batch.prefix { isWanted($0) }
      let gone = try wanted.filter { try remove($0, from: old.place) }
      // The directory first, and for good: a row that says “removed” is never wrong.
      if !gone.isEmpty { try Directory.sync(workspace.directory(old.place)) }
      let time = now().timeIntervalSince1970
      try await database.write { connection in
        let items = ItemTable(connection)
        for item in gone {
          try items.removeOriginal(of: item.id, in: old.place, old.reason, at: time)
        }
      }
      result.items += gone.count
      result.bytes += gone.reduce(0) { $0 + $1.size }
      guard wanted.count == batch.count, let newest = batch.last else { return }
      last = newest.id.number
    }
  }

  private func remove(_ item: Kept, from place: Workspace.Place) throws(FileError) -> Bool {
    do throws(FileError) {
      try Directory.remove(workspace.directory(of: item.id, in: place))
      return true
    } catch {
      if error.errno.isOfTheMachine { throw error }
      logger.warning("original not removed", ["item": "\(item.id)", "reason": "\(error)"])
      return false
    }
  }

  private func oldest(_ old: Old, after last: Int) async throws -> [Kept] {
    try await database.read { connection in
      try connection.query(
        """
        select id, size from item
        where id > $1 and place = $2 and removed is null and +finished < $3 order by id limit $4
        """,
        [
          .integer(last), .text(old.place.rawValue), .real(old.end), .integer(Self.batchMax),
        ]
      ) { Kept(id: ItemID($0.integer(0)), size: $0.integer(1)) }
    }
  }
}
