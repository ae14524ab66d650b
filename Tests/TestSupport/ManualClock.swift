package import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
///
/// It is the clock that things sleep on, and ``date`` is the same time as a date.
package final class ManualClock: Clock, Sendable {
  package struct Instant: InstantProtocol {
    /// Since the clock was made.
    package let offset: Duration

    package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

    package func duration(to other: Instant) -> Duration { other.offset - offset }

    package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct State {
    var now = Instant(offset: .zero)
    var lastID = 0
    var sleepers: [Int: (deadline: Instant, wake: CheckedContinuation<Void, any Error>)] = [:]
    /// Sleeps that were cancelled before they began.
    var cancelled: Set<Int> = []
    /// Tests that wait for so many sleepers.
    var watchers: [(count: Int, wake: CheckedContinuation<Void, Never>)] = []
  }

  private let start: Date
  private let state = Mutex(State())

  /// - Parameter start: the date when the clock is made.
  package init(start: Date = Date(timeIntervalSince1970: 1_800_000_000)) { self.start = start }

  package var now: Instant { state.withLock(\.now) }

  package var minimumResolution: Duration { .nanoseconds(1) }

  package var date: Date { start.addingTimeInterval(now.offset / .seconds(1)) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { begin(id, deadline, $0) }
    } onCancel: {
      cancel(id)
    }
  }

  /// Moves the time and wakes those whose time has come.
  package func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.value.deadline <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.wake.resume() }
  }

  /// Returns when at least so many sleep on the clock.
  package func waitForSleepers(_ count: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  private func begin(_ id: Int, _ deadline: Instant, _ wake: CheckedContinuation<Void, any Error>) {
    let (isOver, watchers) = state.withLock { state in
      let isCancelled = state.cancelled.remove(id) != nil
      if isCancelled || deadline <= state.now {
        return (Optional(isCancelled), [CheckedContinuation<Void, Never>]())
      }
      state.sleepers[id] = (deadline, wake)
      let ready = state.watchers.filter { $0.count <= state.sleepers.count }
      state.watchers.removeAll { $0.count <= state.sleepers.count }
      return (nil, ready.map(\.wake))
    }
    for watcher in watchers { watcher.resume() }
    guard let isCancelled = isOver else { return }
    if isCancelled { wake.resume(throwing: CancellationError()) } else { wake.resume() }
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { state in
      guard let sleeper = state.sleepers.removeValue(forKey: id) else {
        state.cancelled.insert(id)
        return CheckedContinuation<Void, any Error>?.none
      }
      return sleeper.wake
    }
    sleeper?.resume(throwing: CancellationError())
  }
}
