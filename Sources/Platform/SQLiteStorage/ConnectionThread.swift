import Executors
import Foundation
import Storage

/// One connection on one thread; callers hand in work and are told when it is done.
///
/// The writer's thread takes everything that waits and commits it at once, so that many callers
/// share the price of one durable commit. One that fails is undone alone: from its savepoint, or
/// with all that there is. While there is a savepoint SQLite holds in memory every page as it was
/// before it was changed, which of a large change is much; so the first one, which mostly is the
/// only one, has none.
final class ConnectionThread: @unchecked Sendable {
  struct Work {
    let run: (SQLiteConnection) throws -> Void
    let finish: ((any Error)?) -> Void
  }

  // Guarded by `condition`.
  private var waiting: [Work] = []
  /// How many of those somebody waits for.
  private var urgentCount = 0
  private var isClosed = false
  private var hasEnded = false
  private let condition = NSCondition()

  /// How much work one commit takes at most.
  private let batchMax = 1000
  /// How long work that nobody waits for may wait for company.
  private let patience = 0.02

  init(name: String, connection: SQLiteConnection, isWriter: Bool) {
    // The connection moves to the thread and is used nowhere else.
    nonisolated(unsafe) let connection = connection
    NamedThread.start(name) { [self] in
      while let batch = next() {
        if isWriter { commit(batch, on: connection) } else { read(batch, on: connection) }
      }
      connection.close()
      end()
    }
  }

  /// - Parameter isUrgent: somebody waits for it; otherwise it may wait a little for company.
  func submit(_ work: Work, isUrgent: Bool) {
    condition.lock()
    precondition(!isClosed, "the database was closed")
    waiting.append(work)
    if isUrgent { urgentCount += 1 }
    if isUrgent || waiting.count == 1 { condition.broadcast() }
    condition.unlock()
  }

  /// Waits until all work is done and the thread has closed its connection.
  func close() {
    beginClosing()
    condition.lock()
    while !hasEnded { condition.wait() }
    condition.unlock()
  }

  /// Has the thread end when all work is done.
  func beginClosing() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  private func next() -> [Work]? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty {
      if isClosed { return nil }
      condition.wait()
    }
    let deadline = Date(timeIntervalSinceNow: patience)
    while urgentCount == 0, !isClosed, waiting.count < batchMax {
      if !condition.wait(until: deadline) { break }
    }
    let batch = Array(waiting.prefix(batchMax))
    waiting.removeFirst(batch.count)
    if waiting.isEmpty { urgentCount = 0 }
    return batch
  }

  private func end() {
    condition.lock()
    hasEnded = true
    condition.broadcast()
    condition.unlock()
  }

  private func commit(_ batch: [Work], on connection: SQLiteConnection) {
    var errors: [(any Error)?] = []
    do {
      try connection.run("begin immediate")
      for work in batch {
        let isFirst = errors.allSatisfy { $0 != nil }
        errors.append(
          try isFirst ? attemptFirst(work, on: connection) : attempt(work, on: connection))
      }
      try connection.run("commit")
    } catch {
      // After a failed commit SQLite may or may not have rolled back: a second error says nothing.
      try? connection.run("rollback")
      for work in batch { work.finish(error) }
      return
    }
    for (work, error) in zip(batch, errors) { work.finish(error) }
  }

  /// As ``attempt(_:on:)``, with nothing before it that would have to be kept.
  private func attemptFirst(
    _ work: Work, on connection: SQLiteConnection
  ) throws -> (any Error)? {
    do {
      try work.run(connection)
      return nil
    } catch let error as StorageError where error.isOfTheDatabase {
      throw error
    } catch {
      try connection.run("rollback")
      try connection.run("begin immediate")
      return error
    }
  }

  /// - Returns: what `work` threw, its changes undone.
  /// - Throws: what makes the whole batch impossible.
  private func attempt(_ work: Work, on connection: SQLiteConnection) throws -> (any Error)? {
    try connection.run("savepoint one")
    do {
      try work.run(connection)
      try connection.run("release one")
      return nil
    } catch let error as StorageError where error.isOfTheDatabase {
      throw error
    } catch {
      try connection.run("rollback to one")
      try connection.run("release one")
      return error
    }
  }

  private func read(_ batch: [Work], on connection: SQLiteConnection) {
    for work in batch {
      do {
        try connection.run("begin")
        defer { try? connection.run("rollback") }  // Ends the snapshot: nothing was changed.
        try work.run(connection)
        work.finish(nil)
      } catch {
        work.finish(error)
      }
    }
  }
}
