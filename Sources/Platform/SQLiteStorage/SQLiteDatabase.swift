package import Storage
import Synchronization

/// A database in one file: one writing connection, one reading, each on its own thread.
///
/// Write-ahead log: readers never wait for the writer, nor the writer for them.
package final class SQLiteDatabase: Database {
  private let writer: ConnectionThread?
  private let reader: ConnectionThread
  /// The first failure of a write that nobody waited for.
  private let failure = Mutex<(any Error)?>(nil)

  /// - Parameters:
  ///   - path: the file; made when it is missing, unless `isReadOnly`.
  ///   - isReadOnly: for commands that only look, beside a running daemon.
  /// - Throws: ``StorageError``.
  package init(path: String, isReadOnly: Bool = false) throws {
    let writing = isReadOnly ? nil : try SQLiteConnection(path: path, isReader: false)
    let reading: SQLiteConnection
    do {
      reading = try SQLiteConnection(path: path, isReader: true)
    } catch {
      writing?.close()
      throw error
    }
    writer = writing.map {
      ConnectionThread(name: "sqlite-writer", connection: $0, isWriter: true)
    }
    reader = ConnectionThread(name: "sqlite-reader", connection: reading, isWriter: false)
  }

  /// Writes a database anew, without the room that no row takes any more. Nobody may use it.
  ///
  /// - Throws: ``StorageError``; the database is then as it was.
  package static func compact(path: String) throws {
    let connection = try SQLiteConnection(path: path, isReader: false)
    defer { connection.close() }
    // The new one grows beside, whole: as large a database in memory could be the end of us.
    try connection.run("pragma temp_store=file")
    try connection.run("vacuum")
  }

  @discardableResult
  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    if let error = failure.withLock({ $0 }) { throw error }
    return try await submit(body, to: try requireWriter())
  }

  package func enqueue(_ body: @escaping @Sendable (any Connection) throws -> Void) {
    writer?.submit(
      ConnectionThread.Work(
        run: { try body($0) },
        finish: { [self] error in
          guard let error else { return }
          failure.withLock { $0 = $0 ?? error }
        }), isUrgent: false)
  }

  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await submit(body, to: reader)
  }

  package func close() async {
    // The last to close tidies up the write-ahead log, which a reader may not.
    reader.close()
    writer?.close()
  }

  /// Forgotten without ``close()``: what was asked for is done still, and nobody waits for it.
  deinit {
    reader.beginClosing()
    writer?.beginClosing()
  }

  private func requireWriter() throws -> ConnectionThread {
    guard let writer else {
      throw StorageError(.statement, "it was opened for reading only", sql: "begin")
    }
    return writer
  }

  private func submit<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value, to thread: ConnectionThread
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let box = ResultBox<Value>()
      thread.submit(
        ConnectionThread.Work(
          run: { box.value = try body($0) },
          finish: { error in
            if let error { return continuation.resume(throwing: error) }
            guard let value = box.value else { preconditionFailure("work that ran has a value") }
            continuation.resume(returning: value)
          }), isUrgent: true)
    }
  }
}

/// Carries a value from the work to its end; both run on the connection's thread.
private final class ResultBox<Value> {
  var value: Value?
}
