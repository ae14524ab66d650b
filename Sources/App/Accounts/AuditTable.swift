import Storage

/// Rows of `audit`, which are only ever added.
struct AuditTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  func add(
    _ action: String, _ subject: String, _ detail: String, _ origin: Origin, _ time: Double
  ) throws {
    try connection.execute(
      """
      insert into audit(at, account, name, action, subject, detail, address, request)
        values($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .real(time), SQLValue(origin.accountID), .text(origin.name), .text(action),
        .text(String(subject.prefix(500))), .text(String(detail.prefix(2000))),
        .text(origin.address), .text(origin.request),
      ])
  }

  /// The newest first.
  func entries(before id: Int?, action: String, limit: Int) throws -> [AuditEntry] {
    try connection.query(
      """
      select id, at, account, name, action, subject, detail, address, request from audit
        where id<$1 and substr(action, 1, length($2))=$2 order by id desc limit $3
      """, [.integer(id ?? .max), .text(action), .integer(limit)]
    ) { row in
      AuditEntry(
        id: row.integer(0), time: row.real(1),
        origin: Origin(
          accountID: row.optionalInteger(2), name: row.text(3), address: row.text(7),
          request: row.text(8)),
        action: row.text(4), subject: row.text(5), detail: row.text(6))
    }
  }

  func keepNewest(_ count: Int) throws {
    try connection.execute(
      "delete from audit where id<=(select max(id) from audit)-$1", [.integer(count)])
  }
}
