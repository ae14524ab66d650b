package import Foundation
package import Storage

/// Carries out bulk actions, one after the other; what was begun before a restart is finished.
package actor BulkDesk {
  private let desk: ItemDesk
  private let database: any Database
  private let now: @Sendable () -> Date
  private let wakeUps: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  /// Items between two notes of how far it is.
  private static let batch = 50
  private static let reasonsMax = 20

  package init(
    _ desk: ItemDesk, _ database: any Database, now: @escaping @Sendable () -> Date
  ) {
    self.desk = desk
    self.database = database
    self.now = now
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// From now on this is to be done to all that match now.
  ///
  /// - Returns: its number.
  package func begin(
    _ action: ItemAction, _ query: ItemQuery, by name: String
  ) async throws -> Int {
    let time = now()
    let asked = query.narrowed(to: action.places)
    let number = try await database.write { connection in
      var query = asked
      query.lastID = ItemID(try ItemTable(connection).lastID())
      let total = try ItemPage.matching(query, now: time, connection)
      return try BulkActionTable(connection).add(action, query, by: name, total: total, at: time)
    }
    wakeUp.yield()
    return number
  }

  /// Works until cancelled.
  package func run() async throws {
    wakeUp.yield()
    for await _ in wakeUps {
      try await carryOutAll()
    }
  }

  /// Carries out what was begun, and returns.
  package func carryOutAll() async throws {
    while let bulk = try await database.read({ try BulkActionTable($0).next() }) {
      try await carryOut(bulk)
    }
  }

  private func carryOut(_ bulk: BulkAction) async throws {
    var bulk = bulk
    while bulk.isUnderWay {
      try Task.checkCancellation()
      let (query, position, begun) = (bulk.query, ItemID(bulk.position), bulk.begun)
      let ids = try await database.read { connection in
        try ItemPage.ids(query, after: position, limit: Self.batch, now: begun, connection)
      }
      for id in ids { try await carryOut(&bulk, on: id) }
      if ids.isEmpty { bulk.ended = now() }
      let state = bulk
      try await database.write { try BulkActionTable($0).save(state) }
    }
  }

  private func carryOut(_ bulk: inout BulkAction, on id: ItemID) async throws {
    bulk.position = id.number
    do {
      try await desk.perform(bulk.action, on: id, by: bulk.by)
      bulk.done += 1
    } catch let error as StorageError {
      throw error
    } catch {
      bulk.skipped += 1
      if bulk.skipped <= Self.reasonsMax {
        bulk.reasons += bulk.reasons.isEmpty ? "\(error)" : "\n\(error)"
      }
    }
  }
}
