import Chats

/// Keeps questions from a server that fails again and again: after five failures in a minute nobody
/// asks it for half a minute, then one may try.
struct Circuit: Sendable {
  static let failuresMax = 5
  static let windowSeconds = 60.0
  static let openSeconds = 30.0

  private var failures: [Double] = []
  private var opened: Double?
  private var isProbed = false

  /// Whether a question may go out.
  enum Verdict {
    case goes
    /// It is the one that tries after a pause: who asks says so when nothing came of it.
    case tries
    case waits
  }

  mutating func verdict(at now: Double) -> Verdict {
    guard let opened else { return .goes }
    if now - opened < Self.openSeconds || isProbed { return .waits }
    isProbed = true
    return .tries
  }

  mutating func succeeded() { self = Circuit() }

  /// Nothing came of the one that tried: somebody else may.
  mutating func gaveUp() { isProbed = false }

  mutating func failed(_ kind: ChatFault.Kind, at now: Double) {
    switch kind {
    case .overloaded, .server, .unreachable, .broken: break
    default: return
    }
    failures = failures.filter { now - $0 < Self.windowSeconds } + [now]
    if isProbed || failures.count >= Self.failuresMax {
      opened = now
      isProbed = false
      failures = []
    }
  }
}
