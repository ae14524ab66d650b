import Cryptography
import Storage

/// Rows of `account`.
struct AccountTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  private static let columns =
    "id, name, role, businesses, is_disabled, code_secret is not null, created"

  func all() throws -> [Account] {
    try connection.query("select \(Self.columns) from account order by name", [], Self.account)
  }

  func account(_ id: Int) throws -> Account? {
    try connection.first(
      "select \(Self.columns) from account where id=$1", [.integer(id)], Self.account)
  }

  func account(named name: String) throws -> Account? {
    try connection.first(
      "select \(Self.columns) from account where name=$1", [.text(name)], Self.account)
  }

  func credentials(of name: String) throws -> (account: Account, password: PasswordHash?)? {
    try connection.first(
      "select \(Self.columns), password from account where name=$1", [.text(name)]
    ) { (try Self.account($0), $0.optionalText(7).map { PasswordHash(text: $0) }) }
  }

  func secondFactor(of id: Int) throws -> (secret: [UInt8], last: Int)? {
    try connection.first(
      "select code_secret, code_step from account where id=$1 and code_secret is not null",
      [.integer(id)]
    ) { ($0.blob(0), $0.integer(1)) }
  }

  /// Whether there is anybody who ``Account/managesAll``.
  func isManaged() throws -> Bool {
    try connection.first(
      """
      select 1 from account where role='admin' and businesses is null and is_disabled=0 limit 1
      """, []
    ) { $0.integer(0) } != nil
  }

  func count() throws -> Int {
    try connection.first("select count(*) from account", []) { $0.integer(0) } ?? 0
  }

  func insert(
    _ name: String, _ role: Role, _ scope: BusinessScope, _ password: PasswordHash?, _ time: Double
  ) throws -> Int {
    try connection.execute(
      """
      insert into account(name, role, businesses, password, created) values($1, $2, $3, $4, $5)
      """,
      [
        .text(name), .text(role.rawValue), SQLValue(scope.stored), SQLValue(password?.text),
        .real(time),
      ])
    guard let account = try account(named: name) else {
      throw AccountError.unknown("user “\(name)”")
    }
    return account.id
  }

  private static func account(_ row: any Row) throws -> Account {
    Account(
      id: row.integer(0), name: row.text(1), role: Role(rawValue: row.text(2)) ?? .viewer,
      scope: BusinessScope(stored: row.optionalText(3)), isDisabled: row.integer(4) != 0,
      hasSecondFactor: row.integer(5) != 0, created: row.real(6))
  }
}
