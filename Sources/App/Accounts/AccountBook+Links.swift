package import Cryptography
import Storage

extension AccountBook {
  /// Who a one-time link is for.
  package struct Invitation: Sendable, Equatable {
    /// Nil: the first admin, who takes a name.
    package let account: Account?
  }

  /// A link for the first admin, while there is no user at all; an earlier one works no more.
  package func firstLink() async throws -> Secret? {
    let secret = Secret.make()
    let expires = now() + configuration.linkSeconds
    return try await database.write { connection in
      if try AccountTable(connection).count() > 0 { return nil }
      try connection.execute("delete from link where account is null")
      try connection.execute(
        "insert into link(digest, account, expires) values($1, null, $2)",
        [.blob(secret.digest), .real(expires)])
      return secret
    }
  }

  /// A link by which a person chooses a password; an earlier one works no more.
  package func link(for id: Int, by origin: Origin) async throws -> Secret {
    let secret = Secret.make()
    let time = now()
    let expires = time + configuration.linkSeconds
    try await database.write { connection in
      guard let account = try AccountTable(connection).account(id) else {
        throw AccountError.unknown("such user")
      }
      try connection.execute("delete from link where account=$1", [.integer(id)])
      try connection.execute(
        "insert into link(digest, account, expires) values($1, $2, $3)",
        [.blob(secret.digest), .integer(id), .real(expires)])
      try AuditTable(connection).add("user.link", account.name, "", origin, time)
    }
    return secret
  }

  /// - Throws: ``AccountError/badLink``.
  package func invitation(_ secret: Secret) async throws -> Invitation {
    let time = now()
    return try await database.read { try Self.invitation(secret, time, $0) }
  }

  /// Sets the password and uses the link up.
  ///
  /// - Parameter name: of the first admin.
  /// - Throws: ``AccountError``.
  package func accept(
    _ secret: Secret, name: String, password: String, from origin: Origin
  ) async throws -> Account {
    let time = now()
    let name = try await invitation(secret).account?.name ?? name
    if !Self.isName(name) { throw AccountError.badName }
    if let objection = PasswordRules.objection(to: password, of: name) {
      throw AccountError.badPassword(objection)
    }
    let hash = try await passwords.make(of: password)
    return try await database.write { connection in
      let table = AccountTable(connection)
      let invitation = try Self.invitation(secret, time, connection)
      try connection.execute("delete from link where digest=$1", [.blob(secret.digest)])
      let id: Int
      if let account = invitation.account {
        id = account.id
        try connection.execute(
          "update account set password=$1 where id=$2", [.text(hash.text), .integer(id)])
        try SessionTable(connection).removeAll(of: id)
      } else {
        if try table.count() > 0 { throw AccountError.badLink }
        id = try table.insert(name, .admin, .all, hash, time)
      }
      guard let account = try table.account(id) else { throw AccountError.badLink }
      try AuditTable(connection).add("user.accept", name, "", Origin(account, origin), time)
      return account
    }
  }

  private static func invitation(
    _ secret: Secret, _ time: Double, _ connection: any Connection
  ) throws -> Invitation {
    let found = try connection.first(
      "select account from link where digest=$1 and expires>$2",
      [.blob(secret.digest), .real(time)]
    ) { $0.optionalInteger(0) }
    guard let found else { throw AccountError.badLink }
    guard let id = found else { return Invitation(account: nil) }
    guard let account = try AccountTable(connection).account(id) else { throw AccountError.badLink }
    return Invitation(account: account)
  }
}
