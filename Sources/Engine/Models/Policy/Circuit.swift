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

  /// Whether a question may go out now; when it may after a pause, it is the one that tries.
  mutating func allows(at now: Double) -> Bool {
    guard let opened else { return true }
    if now - opened < Self.openSeconds || isProbed { return false }
    isProbed = true
    return true
  }

  mutating func succeeded() { self = Circuit() }

  /// Nothing came of the try: somebody else may.
  mutating func gaveUp() { isProbed = false }

  mutating func failed(_ kind: ChatFault.Kind, at now: Double) {
    switch kind {
    case .overloaded, .server, .unreachable, .broken: break
    default: return gaveUp()
    }
    failures = failures.filter { now - $0 < Self.windowSeconds } + [now]
    if isProbed || failures.count >= Self.failuresMax {
      opened = now
      isProbed = false
      failures = []
    }
  }
}
