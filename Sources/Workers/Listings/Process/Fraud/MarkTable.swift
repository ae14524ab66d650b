import Storage

/// What the catalogue knows of a mark.
struct KnownMark: Sendable, Equatable {
  /// As ``ListingMarks`` and ``TextPrint`` make it.
  let hash: UInt64
  /// The owner of a contact; the whole print of a text.
  let detail: Int64
  /// Of the listing.
  let number: Int
  let title: String
  var kind = ""
  var places: [String] = []
}

/// The marks of all listings of a business's catalogue, as statements on a connection.
struct MarkTable {
  private let connection: any Connection
  private let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  static let migration = Migration(
    "listings-marks",
    [
      """
      create table listings_mark(
        business text not null,
        number bigint not null,
        mark bigint not null,
        detail bigint not null,
        primary key (business, mark, number))
      """,
      "create index listings_mark_number on listings_mark(business, number)",
    ])

  /// With more marks than this, all of the business's are read once.
  private static let askOneByOneMax = 5_000

  /// Forgets the marks of one listing.
  func remove(_ number: Int) throws {
    try connection.execute(
      "delete from listings_mark where business = $1 and number = $2",
      [business, .integer(number)])
  }

  /// Writes down the marks of one listing, which has none yet.
  func insert(_ number: Int, _ marks: ListingMarks) throws {
    for mark in marks.contacts + marks.photos {
      try insert(number, mark.hash, detail: mark.owner)
    }
    guard let print = marks.print else { return }
    for mark in print.marks { try insert(number, mark, detail: print.bits) }
  }

  private func insert(_ number: Int, _ mark: UInt64, detail: UInt64) throws {
    try connection.execute(
      """
      insert into listings_mark(business, number, mark, detail) values($1, $2, $3, $4)
      on conflict(business, mark, number) do update set detail = excluded.detail
      """,
      [business, .integer(number), Self.value(mark), Self.value(detail)])
  }

  /// The listings in which marks stand, by number and mark.
  ///
  /// - Parameter keys: of things that do not count, as ``hash(ofKey:)`` has them.
  func known(_ wanted: Set<UInt64>, besides keys: Set<UInt64>) throws -> [KnownMark] {
    let found = try wanted.count > Self.askOneByOneMax ? scan(wanted) : ask(wanted)
    var names: [Int: Name] = [:]
    for number in Set(found.map(\.number)) {
      names[number] = try connection.first(
        """
        select key, title, kind, places from listings_catalogue
        where business = $1 and number = $2
        """,
        [business, .integer(number)]
      ) {
        Name(
          key: $0.text(0), title: $0.text(1), kind: $0.text(2),
          places: SQLValue.list($0.text(3)))
      }
    }
    return found.compactMap { row in
      guard let name = names[row.number], !keys.contains(Self.hash(ofKey: name.key)) else {
        return nil
      }
      return KnownMark(
        hash: row.hash, detail: row.detail, number: row.number, title: name.title,
        kind: name.kind, places: name.places)
    }.sorted { ($0.number, $0.hash) < ($1.number, $1.hash) }
  }

  /// The same for all offers of one thing: for sale and to let.
  static func hash(ofKey key: String) -> UInt64 {
    var hash = ContentHash()
    hash.append(ListingKeys.thing(key))
    return hash.value
  }

  private struct Name {
    let key: String
    let title: String
    let kind: String
    let places: [String]
  }

  private typealias Found = (hash: UInt64, detail: Int64, number: Int)

  private func ask(_ wanted: Set<UInt64>) throws -> [Found] {
    let sql = "select mark, detail, number from listings_mark where business = $1"
    if try connection.first(sql + " limit 1", [business], { $0.integer(0) }) == nil { return [] }
    return try wanted.flatMap { mark in
      try connection.query(sql + " and mark = $2 limit 100", [business, Self.value(mark)]) {
        Self.found($0)
      }
    }
  }

  private func scan(_ wanted: Set<UInt64>) throws -> [Found] {
    var found: [Found] = []
    try connection.forEach(
      "select mark, detail, number from listings_mark where business = $1", [business]
    ) { row in
      let mark = Self.found(row)
      if wanted.contains(mark.hash) { found.append(mark) }
    }
    return found
  }

  private static func found(_ row: any Row) -> Found {
    (UInt64(bitPattern: Int64(row.integer(0))), Int64(row.integer(1)), row.integer(2))
  }

  private static func value(_ bits: UInt64) -> SQLValue {
    .integer(Int(Int64(bitPattern: bits)))
  }
}
