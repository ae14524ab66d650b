import Synchronization

/// How many questions may be under way at each model, or in the same words; whoever comes later
/// waits for a place, in the order of coming. Those who go on with a talk come before those who
/// begin one: else a slow model would only ever begin.
final class Places: Sendable {
  private struct Waiter: Sendable {
    let ticket: Int
    let goesOn: Bool
    let place: CheckedContinuation<Void, any Error>
  }

  private struct Line: Sendable {
    var taken = 0
    /// Those who go on first, both in the order of coming.
    var waiting: [Waiter] = []

    mutating func append(_ waiter: Waiter) {
      let index = waiter.goesOn ? waiting.firstIndex { !$0.goesOn } : nil
      waiting.insert(waiter, at: index ?? waiting.count)
    }
  }

  private struct State: Sendable {
    var lines: [String: Line] = [:]
    var tickets = 0
    /// Those that were cancelled before they began to wait.
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Takes a place, once there is one; it is to be given back with ``give(_:)``.
  ///
  /// - Parameter goesOn: whether it is a further question of a talk.
  /// - Throws: `CancellationError`; then no place is taken.
  func take(_ name: String, of placesMax: Int, goesOn: Bool = false) async throws {
    let ticket = state.withLock { state in
      state.tickets += 1
      return state.tickets
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        let answer = state.withLock { state -> Result<Void, any Error>? in
          if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
          var line = state.lines[name] ?? Line()
          defer { state.lines[name] = line }
          if line.taken < placesMax {
            line.taken += 1
            return .success(())
          }
          line.append(Waiter(ticket: ticket, goesOn: goesOn, place: waiter))
          return nil
        }
        if let answer { waiter.resume(with: answer) }
      }
    } onCancel: {
      cancel(ticket, name)
    }
  }

  /// How many wait for a place.
  func waiting(_ name: String) -> Int { state.withLock { $0.lines[name]?.waiting.count ?? 0 } }

  /// Gives a place back: the next that waits has it.
  func give(_ name: String) {
    let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      guard var line = state.lines[name] else { return nil }
      // A line in which nobody is left is none.
      defer { state.lines[name] = line.taken > 0 ? line : nil }
      if line.waiting.isEmpty {
        line.taken -= 1
        return nil
      }
      return line.waiting.removeFirst().place
    }
    next?.resume()
  }

  private func cancel(_ ticket: Int, _ name: String) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      guard let index = state.lines[name]?.waiting.firstIndex(where: { $0.ticket == ticket })
      else {
        state.cancelled.insert(ticket)
        return nil
      }
      return state.lines[name]?.waiting.remove(at: index).place
    }
    waiter?.resume(throwing: CancellationError())
  }
}
