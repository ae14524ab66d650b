import Storage

/// What is known of the issues that were filed.
struct IssueTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  static let migration = Migration(
    "operations-3",
    [
      """
      create table operations_issue(
        business text not null,
        incident text not null,
        number bigint,
        url text,
        digest text not null default '',
        tries bigint not null default 0,
        not_before bigint not null default 0,
        error text,
        primary key (business, incident))
      """
    ])

  struct Entry: Sendable, Equatable {
    var number: Int?
    var url: String?
    /// Of what was filed last.
    var digest = ""
    var tries = 0
    /// Milliseconds since 1970.
    var notBefore = 0
    var error: String?
  }

  func entry(_ business: String, _ incident: String) throws -> Entry {
    try connection.first(
      """
      select number, url, digest, tries, not_before, error from operations_issue
      where business = $1 and incident = $2
      """, [.text(business), .text(incident)]
    ) { row in
      Entry(
        number: row.optionalInteger(0), url: row.optionalText(1), digest: row.text(2),
        tries: row.integer(3), notBefore: row.integer(4), error: row.optionalText(5))
    } ?? Entry()
  }

  /// When the first issue that may not be as it should be may be filed; nil: all are.
  ///
  /// - Parameter businesses: empty: all.
  func next(_ businesses: [String]) throws -> Int? {
    let times = try connection.query(
      """
      select t.business, min(coalesce(i.not_before, 0)) from operations_task t
      left join operations_issue i on i.business = t.business and i.incident = t.incident
      where t.filed = 0 and t.incident is not null group by t.business
      """
    ) { (business: $0.text(0), time: $0.integer(1)) }
    let first = times.filter { businesses.isEmpty || businesses.contains($0.business) }
      .map(\.time).min()
    return try first.map { max($0, try entry("", "").notBefore) }
  }

  func put(_ entry: Entry, _ business: String, _ incident: String) throws {
    try connection.execute(
      """
      insert into operations_issue(business, incident, number, url, digest, tries, not_before,
        error)
      values($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict(business, incident) do update set number = excluded.number, url = excluded.url,
        digest = excluded.digest, tries = excluded.tries, not_before = excluded.not_before,
        error = excluded.error
      """,
      [
        .text(business), .text(incident), SQLValue(entry.number), SQLValue(entry.url),
        .text(entry.digest), .integer(entry.tries), .integer(entry.notBefore),
        SQLValue(entry.error),
      ])
  }
}
