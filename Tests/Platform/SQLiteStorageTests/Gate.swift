import Foundation

/// Lets a task and a thread wait for each other, once in each direction.
final class Gate: Sendable {
  private let first = AsyncStream<Void>.makeStream()
  private let second = DispatchSemaphore(value: 0)

  /// Lets the task go on.
  func open() { first.continuation.finish() }

  func waitForFirst() async { for await _ in first.stream {} }

  /// Lets the thread go on.
  func openSecond() { second.signal() }

  /// Blocks the calling thread.
  func waitForSecond() { second.wait() }
}
