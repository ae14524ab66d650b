package import Cryptography
import Storage
import Synchronization

/// What came of a try to sign in.
package enum LoginResult: Sendable {
  case signedIn(Secret, Account)
  /// The password is right, and the code is asked for: by this secret.
  case needsCode(Secret)
  /// Name, password or code is wrong; which one, nobody is told.
  case refused
  case wait(seconds: Double)
}

extension AccountBook {
  /// - Throws: ``AccountError/busy``, ``Storage/StorageError``.
  package func logIn(
    name: String, password: String, from origin: Origin, agent: String
  ) async throws -> LoginResult {
    let start = now()
    if let wait = throttle.begin(name, from: origin.address, at: start) {
      if wait.isFirst { try await record("login.throttled", name, "", origin) }
      return .wait(seconds: wait.seconds)
    }
    let found = try await database.read { try AccountTable($0).credentials(of: name) }
    let isRight = try await passwords.matches(password, found?.password)
    guard isRight, let found, !found.account.isDisabled else {
      try await record("login.refused", name, "", origin)
      return .refused
    }
    throttle.succeeded(name, from: origin.address, at: start)
    if found.account.hasSecondFactor { return .needsCode(wait(forCodeOf: found.account.id)) }
    return .signedIn(try await begin(found.account, origin, agent), found.account)
  }

  /// - Parameter waiting: what ``LoginResult/needsCode(_:)`` said.
  package func logIn(
    waiting: Secret, code: String, from origin: Origin, agent: String
  ) async throws -> LoginResult {
    let start = now()
    let key = Base64URL.text(waiting.digest)
    let id = halfway.withLock { halfway in
      halfway = halfway.filter { $0.value.until > start }
      return halfway[key]?.account
    }
    guard let id, let account = try await account(id), !account.isDisabled else { return .refused }
    if let wait = throttle.begin(account.name, from: origin.address, at: start) {
      return .wait(seconds: wait.seconds)
    }
    guard try await useCode(code, of: id) else {
      try await record("login.refused", account.name, "code", origin)
      return .refused
    }
    halfway.withLock { $0[key] = nil }
    throttle.succeeded(account.name, from: origin.address, at: start)
    return .signedIn(try await begin(account, origin, agent), account)
  }

  private func wait(forCodeOf account: Int) -> Secret {
    let secret = Secret.make()
    let until = now() + configuration.codeSeconds
    halfway.withLock { halfway in
      // As many as passwords can be right within five minutes; the oldest would be over anyway.
      if halfway.count >= 1000 { halfway = [:] }
      halfway[Base64URL.text(secret.digest)] = (account, until)
    }
    return secret
  }

  /// Whether the code is right; it works no more afterwards.
  func useCode(_ code: String, of id: Int) async throws -> Bool {
    let time = now()
    return try await database.write { connection in
      guard let (secret, last) = try AccountTable(connection).secondFactor(of: id),
        let step = OneTimeCode(secret: secret).step(of: code, at: time, after: last)
      else { return false }
      try connection.execute(
        "update account set code_step=$1 where id=$2", [.integer(step), .integer(id)])
      return true
    }
  }

  private func begin(
    _ account: Account, _ origin: Origin, _ agent: String
  ) async throws -> Secret {
    let secret = Secret.make()
    let time = now()
    let limits = configuration
    try await database.write { connection in
      let sessions = SessionTable(connection)
      try sessions.removeOver(time, limits)
      try sessions.insert(secret, account.id, time, origin.address, agent)
      try sessions.keepNewest(limits.sessionsPerAccountMax, of: account.id)
      try AuditTable(connection).add(
        "login", account.name, "", Origin(account, origin), time)
    }
    return secret
  }
}

extension Origin {
  init(_ account: Account, _ origin: Origin) {
    self.init(
      accountID: account.id, name: account.name, address: origin.address, request: origin.request)
  }
}
