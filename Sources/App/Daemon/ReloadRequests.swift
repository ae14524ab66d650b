import Rules
import Synchronization

/// Somebody asks a running daemon to read its rules and settings again.
package final class ReloadRequests: Sendable {
  private struct State {
    var listener: AsyncStream<Void>.Continuation?
    /// Asked while nobody listened: while the daemon starts, or begins again.
    var isAsked = false
  }

  private let state = Mutex(State())

  package init() {}

  package func ask() {
    state.withLock { state in
      switch state.listener?.yield() {
      case nil, .terminated: state.isAsked = true
      // It waits to be heard, or one that was asked before does.
      default: break
      }
    }
  }

  /// What is asked from now on, and what nobody heard before, for one listener at a time: a stream
  /// ends with its listener.
  func stream() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { state in
      state.listener = continuation
      if state.isAsked { continuation.yield() }
      state.isAsked = false
    }
    return stream
  }
}

/// `dropmill.yaml` says something else: everything but the lock is closed, and opened as it says.
struct SettingsChanged: Error {
  let configuration: DaemonConfiguration
  /// Those in force.
  let rules: RuleSet
}
