/// A store of tables: the index, the queue, the history, and what workers remember.
package protocol Database: Sendable {
  /// Runs `body` in a transaction; what it wrote is durable when this returns.
  ///
  /// When `body` throws, nothing of it is kept. Concurrent calls may share one commit.
  @discardableResult
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value

  /// As ``write(_:)`` without waiting for the end. The order among writes is kept; a failure shows
  /// at the next ``write(_:)``.
  func enqueue(_ body: @escaping @Sendable (any Connection) throws -> Void)

  /// Reads what was committed, in one snapshot.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value

  /// Finishes what was begun. Nothing may be asked of the database afterwards.
  func close() async
}
