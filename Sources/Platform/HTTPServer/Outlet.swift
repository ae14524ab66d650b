import CHTTP
import Synchronization

/// Where the parts of a streamed answer wait for the connection.
final class Outlet: @unchecked Sendable {
  fileprivate struct State {
    /// Valid until the answer is over.
    var connection: Handle?
    var bytes: [UInt8] = []
    var sent = 0
    var isSuspended = false
    var isFinished = false
    var isClosed = false
    var writer: CheckedContinuation<Void, Never>?
  }

  // Guards everything.
  private let state = Mutex(State())

  /// How much waits for a slow client before its writer waits too.
  private static let bytesMax = 64 << 10

  func connect(_ connection: Handle?) { state.withLock { $0.connection = connection } }

  /// Appends, waiting while the client has not taken what came before.
  ///
  /// - Returns: false when nobody listens any more.
  func send(_ part: [UInt8]) async -> Bool {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.isClosed || state.bytes.count - state.sent < Self.bytesMax {
          return continuation.resume()
        }
        state.writer = continuation
      }
    }
    return state.withLock { state in
      if state.isClosed { return false }
      state.bytes += part
      state.resume()
      return true
    }
  }

  /// Nothing more comes.
  func finish() {
    state.withLock { state in
      state.isFinished = true
      state.resume()
    }
  }

  /// Nobody listens any more.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.connection = nil
      state.bytes = []
      state.sent = 0
      state.wakeWriter()
    }
  }

  /// For the library: so many bytes; 0 and the connection is suspended; -1 at the end.
  func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    state.withLock { state in
      let count = min(buffer.count, state.bytes.count - state.sent)
      if count == 0 {
        if state.isFinished || state.isClosed { return -1 }
        state.isSuspended = true
        if let connection = state.connection { http_suspend(connection.pointer) }
        return 0
      }
      state.bytes[state.sent..<(state.sent + count)].withUnsafeBytes { buffer.copyMemory(from: $0) }
      state.sent += count
      if state.sent == state.bytes.count {
        state.bytes = []
        state.sent = 0
      }
      if state.bytes.count - state.sent < Self.bytesMax { state.wakeWriter() }
      return count
    }
  }
}

extension Outlet.State {
  fileprivate mutating func resume() {
    guard let connection, isSuspended else { return }
    isSuspended = false
    http_resume(connection.pointer)
  }

  fileprivate mutating func wakeWriter() {
    writer?.resume()
    writer = nil
  }
}
