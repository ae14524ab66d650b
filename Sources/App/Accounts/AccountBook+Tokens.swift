package import Cryptography
import Storage

extension AccountBook {
  package func tokens(of account: Int) async throws -> [Token] {
    try await database.read { connection in
      try connection.query(
        """
        select id, account, name, role, businesses, created, expires, used from token
          where account=$1 order by id
        """, [.integer(account)], Self.token)
    }
  }

  /// The text is shown once, and only its digest is kept.
  ///
  /// - Parameter maker: the token that asks for it; nil for a person. What it makes lasts no longer
  ///   than itself, and ends when it is removed.
  /// - Throws: ``AccountError``.
  package func addToken(
    _ name: String, of id: Int, role: Role, scope: BusinessScope, seconds: Double,
    with maker: Int? = nil, by origin: Origin
  ) async throws -> (text: Secret, token: Token) {
    try scope.check()
    let text = Secret(text: Token.prefix + Secret.make().text)
    let time = now()
    let limit = configuration.tokensPerAccountMax
    let token = try await database.write { connection in
      guard let account = try AccountTable(connection).account(id) else {
        throw AccountError.unknown("such user")
      }
      let count = try connection.first(
        "select count(*) from token where account=$1", [.integer(id)]
      ) { $0.integer(0) }
      if count ?? 0 >= limit { throw AccountError.unknown("room for another token") }
      let end = try maker.map { try Self.end(of: $0, connection) } ?? .infinity
      try connection.execute(
        """
        insert into token(digest, account, name, role, businesses, created, expires, maker)
          values($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        [
          .blob(text.digest), .integer(id), .text(String(name.prefix(100))),
          .text(min(role, account.role).rawValue),
          SQLValue(scope.intersection(account.scope).stored), .real(time),
          .real(min(time + seconds, end)), SQLValue(maker),
        ])
      let token = try connection.first(
        """
        select id, account, name, role, businesses, created, expires, used from token
          where digest=$1
        """, [.blob(text.digest)], Self.token)
      guard let token else { throw AccountError.unknown("such token") }
      try AuditTable(connection).add("token.add", "\(token.id)", name, origin, time)
      return token
    }
    return (text, token)
  }

  private static func end(of token: Int, _ connection: any Connection) throws -> Double {
    let end = try connection.first(
      "select expires from token where id=$1", [.integer(token)]
    ) { $0.real(0) }
    guard let end else { throw AccountError.unknown("such token") }
    return end
  }

  /// Ends it, and those that it has made.
  ///
  /// - Throws: ``AccountError/unknown(_:)``.
  package func removeToken(_ id: Int, of account: Int, by origin: Origin) async throws {
    let time = now()
    try await database.write { connection in
      let count = try connection.execute(
        "delete from token where id=$1 and account=$2", [.integer(id), .integer(account)])
      if count == 0 { throw AccountError.unknown("such token") }
      try AuditTable(connection).add("token.remove", "\(id)", "", origin, time)
    }
  }

  /// Whom a token speaks for; nil when it is over or never was.
  package func viewer(ofToken text: Secret) async throws -> Viewer? {
    let time = now()
    let found = try await database.read { connection -> (Token, Account)? in
      let token = try connection.first(
        """
        select id, account, name, role, businesses, created, expires, used from token
          where digest=$1 and expires>$2
        """, [.blob(text.digest), .real(time)], Self.token)
      guard let token, let account = try AccountTable(connection).account(token.accountID),
        !account.isDisabled
      else { return nil }
      return (token, account)
    }
    guard let (token, account) = found else { return nil }
    if time - (token.used ?? 0) > 60 {
      database.enqueue { connection in
        try connection.execute(
          "update token set used=$1 where id=$2", [.real(time), .integer(token.id)])
      }
    }
    return Viewer(
      accountID: account.id, name: account.name, role: min(token.role, account.role),
      scope: token.scope.intersection(account.scope), proof: .token(token.id))
  }

  private static func token(_ row: any Row) -> Token {
    Token(
      id: row.integer(0), accountID: row.integer(1), name: row.text(2),
      role: Role(rawValue: row.text(3)) ?? .viewer,
      scope: BusinessScope(stored: row.optionalText(4)), created: row.real(5),
      expires: row.real(6), used: row.optionalReal(7))
  }
}
