package import Cryptography
import Storage

extension AccountBook {
  /// Who a session belongs to; nil when it is over or never was.
  package func viewer(ofSession secret: Secret) async throws -> Viewer? {
    let time = now()
    let limits = configuration
    let token = Self.formToken(secret)
    let found = try await database.read { connection -> (Viewer, Double)? in
      guard let session = try SessionTable(connection).find(secret, time, limits),
        let account = try AccountTable(connection).account(session.account), !account.isDisabled
      else { return nil }
      let settings = try connection.query(
        "select name, value from setting where account=$1", [.integer(account.id)]
      ) { ($0.text(0), $0.text(1)) }
      let viewer = Viewer(
        accountID: account.id, name: account.name, role: account.role, scope: account.scope,
        proof: .session(session.number), formToken: token,
        settings: Dictionary(settings, uniquingKeysWith: { one, _ in one }))
      return (viewer, session.seen)
    }
    guard let (viewer, seen) = found else { return nil }
    if time - seen > 60 { noteSeen(secret, time) }
    return viewer
  }

  package func sessions(of account: Int) async throws -> [Session] {
    try await database.read { try SessionTable($0).all(of: account) }
  }

  /// - Parameter number: the public one.
  /// - Throws: ``AccountError/unknown(_:)``.
  package func endSession(_ number: String, of account: Int, by origin: Origin) async throws {
    let time = now()
    try await database.write { connection in
      guard try SessionTable(connection).remove(number, of: account) else {
        throw AccountError.unknown("such session")
      }
      try AuditTable(connection).add("session.end", number, "", origin, time)
    }
  }

  /// Ends all sessions of somebody, but one.
  package func endSessions(
    of account: Int, but number: String? = nil, by origin: Origin
  ) async throws {
    let time = now()
    try await database.write { connection in
      try SessionTable(connection).removeAll(of: account, but: number)
      try AuditTable(connection).add("session.end-all", "\(account)", "", origin, time)
    }
  }

  /// Nobody waits for it, and a minute less is no loss.
  private func noteSeen(_ secret: Secret, _ time: Double) {
    let digest = secret.digest
    database.enqueue { connection in
      try connection.execute(
        "update session set seen=$1 where digest=$2", [.real(time), .blob(digest)])
    }
  }

  /// Follows from the session's secret, and does not tell it.
  private static func formToken(_ secret: Secret) -> String {
    Base64URL.text(Array(Blake2b.digest(Array("form \(secret.text)".utf8)).prefix(18)))
  }
}
