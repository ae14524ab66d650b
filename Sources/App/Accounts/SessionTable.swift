import Cryptography
import Storage

/// Rows of `session`.
struct SessionTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  func insert(
    _ secret: Secret, _ account: Int, _ time: Double, _ address: String, _ agent: String
  ) throws {
    try connection.execute(
      """
      insert into session(digest, number, account, begun, seen, address, agent)
        values($1, $2, $3, $4, $4, $5, $6)
      """,
      [
        .blob(secret.digest), .text(Base64URL.text(Random.bytes(9))), .integer(account),
        .real(time), .text(address), .text(String(agent.prefix(200))),
      ])
  }

  func all(of account: Int) throws -> [Session] {
    try connection.query(
      """
      select number, account, begun, seen, address, agent from session where account=$1
        order by seen desc
      """, [.integer(account)]
    ) { row in
      Session(
        number: row.text(0), accountID: row.integer(1), begun: row.real(2), seen: row.real(3),
        address: row.text(4), agent: row.text(5))
    }
  }

  /// The session and whose it is.
  func find(
    _ secret: Secret, _ time: Double, _ limits: AccountsConfiguration
  ) throws -> (number: String, account: Int, seen: Double)? {
    try connection.first(
      "select number, account, seen from session where digest=$1 and seen>$2 and begun>$3",
      [
        .blob(secret.digest), .real(time - limits.sessionIdleSeconds),
        .real(time - limits.sessionSeconds),
      ]
    ) { ($0.text(0), $0.integer(1), $0.real(2)) }
  }

  func remove(_ number: String, of account: Int) throws -> Bool {
    try connection.execute(
      "delete from session where number=$1 and account=$2", [.text(number), .integer(account)]) > 0
  }

  func removeAll(of account: Int, but number: String? = nil) throws {
    try connection.execute(
      "delete from session where account=$1 and number<>$2",
      [.integer(account), .text(number ?? "")])
  }

  func removeOver(_ time: Double, _ limits: AccountsConfiguration) throws {
    try connection.execute(
      "delete from session where seen<=$1 or begun<=$2",
      [.real(time - limits.sessionIdleSeconds), .real(time - limits.sessionSeconds)])
  }

  func keepNewest(_ count: Int, of account: Int) throws {
    try connection.execute(
      """
      delete from session where account=$1 and number not in
        (select number from session where account=$1 order by begun desc limit $2)
      """, [.integer(account), .integer(count)])
  }
}
