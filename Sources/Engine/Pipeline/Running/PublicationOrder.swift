import Files
import Synchronization

/// Lets files that change the same be published in the order in which they were taken: of two
/// tables that say different prices for a home, or have one name, the later one is right, however
/// long each takes.
///
/// Only who is at work is waited for: one that is tried again later, or held, has lost its turn. It
/// waits for those that had theirs meanwhile, so that it sees what they published.
final class PublicationOrder: Sendable {
  private struct State {
    /// Items at work, by their numbers, with what they share with others.
    var atWork: [Int: Shared] = [:]
    var waiting: [(number: Int, turn: CheckedContinuation<Void, Never>)] = []
    /// Those at work that had their turn.
    var publishing: Set<Int> = []

    private func isFirst(_ number: Int) -> Bool {
      guard let shared = atWork[number] else { return true }
      return atWork.allSatisfy { other, its in
        other < number
          ? its != .unknown && its != shared
          : other == number || its != shared || !publishing.contains(other)
      }
    }

    /// - Returns: whether it is its turn, which is noted.
    mutating func isTurn(of number: Int) -> Bool {
      // It keeps it to its end: who waits for it must not be waited for.
      if publishing.contains(number) { return true }
      if !isFirst(number) { return false }
      publishing.insert(number)
      return true
    }

    /// Whose turn it is now; they wait no longer.
    mutating func takeReady() -> [CheckedContinuation<Void, Never>] {
      var ready: [CheckedContinuation<Void, Never>] = []
      waiting = waiting.filter { number, turn in
        if !isTurn(of: number) { return true }
        ready.append(turn)
        return false
      }
      return ready
    }
  }

  /// What several items may change.
  enum Shared: Hashable, Sendable {
    /// It was not read yet.
    case unknown
    /// Below the outbox.
    case target(Path)
  }

  private let state = Mutex(State())

  /// An item is at work from now on. Called in the order of their numbers.
  func begin(_ number: Int) { state.withLock { $0.atWork[number] = .unknown } }

  /// What an item that is at work shares.
  func tell(_ number: Int, _ shared: Shared) {
    change { state in
      if state.atWork[number] != nil { state.atWork[number] = shared }
    }
  }

  func end(_ number: Int) {
    change { state in
      state.atWork[number] = nil
      state.publishing.remove(number)
    }
  }

  /// Waits until no earlier item that shares the same is at work, and no later one publishes.
  func turn(_ number: Int) async {
    await withCheckedContinuation { turn in
      let isFirst = state.withLock { state in
        if state.isTurn(of: number) { return true }
        state.waiting.append((number, turn))
        return false
      }
      if isFirst { turn.resume() }
    }
  }

  private func change(_ body: (inout sending State) -> Void) {
    let ready = state.withLock { state in
      body(&state)
      return state.takeReady()
    }
    for turn in ready { turn.resume() }
  }
}
