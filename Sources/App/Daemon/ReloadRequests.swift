import Synchronization

/// Somebody asks a running daemon to read its rules and settings again.
package final class ReloadRequests: Sendable {
  private let listener = Mutex<AsyncStream<Void>.Continuation?>(nil)

  package init() {}

  package func ask() { listener.withLock { _ = $0?.yield() } }

  /// What is asked from now on, for one listener at a time: a stream ends with its listener.
  func stream() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    listener.withLock { $0 = continuation }
    return stream
  }
}

/// `dropmill.yaml` says something else: everything but the lock is closed, and opened as it says.
struct SettingsChanged: Error {
  let configuration: DaemonConfiguration
}
