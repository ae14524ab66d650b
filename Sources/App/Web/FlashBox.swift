import Synchronization

/// Keeps what is to be shown on a session's next page. Lost with the process, as nobody misses it.
final class FlashBox: Sendable {
  private let flashes = Mutex<[String: [Flash]]>([:])

  /// More sessions, or more for one, lose theirs.
  private static let sessionsMax = 10_000
  private static let perSessionMax = 10

  func add(_ flash: Flash, to session: String) {
    flashes.withLock { flashes in
      if flashes.count >= Self.sessionsMax, flashes[session] == nil { flashes = [:] }
      flashes[session, default: []].append(flash)
      flashes[session] = flashes[session]?.suffix(Self.perSessionMax)
    }
  }

  func takeAll(of session: String) -> [Flash] {
    flashes.withLock { $0.removeValue(forKey: session) ?? [] }
  }
}
