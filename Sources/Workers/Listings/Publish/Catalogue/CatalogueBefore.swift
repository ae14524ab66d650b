import Storage

// An update changes the catalogue before its publication is decided, since pages are made from it.
// Until then what it changes is kept as it was:
//
//   open      before its first change
//   keep      in the transaction that changes a row for the first time, before it does
//   settle    in the transaction that decides the publication: what is there counts
//   takeBack  before the next update, or when this one fails: nothing of it was ever there
//   sweep     what a large update has kept and nobody needs, before the next one begins
//
// New listings have the highest numbers, and are taken back by them. Of photos and documents only
// is kept to which listing they belong; files that an update brings are MediaTable's.

/// What the catalogue of one business was before an update that is not decided, as statements on a
/// connection.
struct CatalogueBefore {
  private let connection: any Connection
  private let business: SQLValue

  /// What is kept at once.
  enum Part: String, CaseIterable {
    /// All of a listing but its photos, by its number.
    case listing
    /// Who told of the listings of a chunk.
    case teller
    /// What a file of outcomes tells, by its item.
    case outcome
    /// What the rule of the business's tables says of its site and channels.
    case settings

    var tables: [String] {
      switch self {
      case .listing:
        ["listings_catalogue", "listings_draft", "listings_mark", "listings_prediction"]
      case .teller: ["listings_teller"]
      case .outcome: ["listings_outcome"]
      case .settings: ["listings_site", "listings_channel_option"]
      }
    }

    /// By which its rows are told apart; nil where a business has them once.
    fileprivate var place: String? {
      switch self {
      case .listing: "number"
      case .teller: "chunk"
      case .outcome: "item"
      case .settings: nil
      }
    }

    fileprivate var key: String { place.map { "business, \($0)" } ?? "business" }

    fileprivate var isRow: String { "business = $1 and \(place ?? "0") = $2" }
  }

  static let migration = Migration(
    "listings-before-1",
    [
      "create table listings_update(business text primary key, first_new bigint not null)",
      """
      create table listings_before(
        business text not null,
        part text not null,
        place bigint not null,
        primary key (business, part, place))
      """,
      """
      create table listings_binding_before(
        business text not null,
        name text not null,
        number bigint,
        position bigint not null,
        primary key (business, name))
      """,
    ]
      + Part.allCases.flatMap { part in
        part.tables.flatMap { table in
          [
            "create table \(table)_before as select * from \(table) where 0 = 1",
            "create index \(table)_was on \(table)_before(\(part.key))",
          ]
        }
      })

  init(_ connection: any Connection, business: String) {
    self.init(connection, business: .text(business))
  }

  init(_ connection: any Connection, business: SQLValue) {
    self.connection = connection
    self.business = business
  }

  /// Whether there is something to take back, or to sweep.
  func isThere() throws -> Bool {
    try connection.first(
      """
      select 1 where exists(select 1 from listings_update where business = $1)
        or exists(select 1 from listings_before where business = $1)
      """, [business]
    ) { $0.integer(0) } != nil
  }

  /// An update begins.
  func open() throws {
    try connection.execute(
      """
      insert into listings_update(business, first_new)
      select $1, coalesce(max(number), 0) + 1 from listings_catalogue where business = $1
      """, [business])
    try keep(.settings, 0)
  }

  /// Keeps what is changed next, if an update is under way and has not changed it yet.
  func keep(_ part: Part, _ place: Int) throws {
    let isChangedFirst =
      try connection.execute(
        """
        insert into listings_before(business, part, place)
        select $1, $2, $3 from listings_update where business = $1 and ($4 = 0 or $3 < first_new)
        on conflict(business, part, place) do nothing
        """,
        [business, .text(part.rawValue), .integer(place), .integer(part == .listing ? 1 : 0)]) > 0
    if !isChangedFirst { return }
    for table in part.tables {
      try connection.execute(
        "insert into \(table)_before select * from \(table) where \(part.isRow)",
        [business, .integer(place)])
    }
  }

  /// As ``keep(_:_:)``, to which listing a file belongs.
  func keepBinding(of name: String) throws {
    try connection.execute(
      """
      insert into listings_binding_before(business, name, number, position)
      select business, name, number, position from listings_media
      where business = $1 and name = $2
        and exists(select 1 from listings_update where business = $1)
      on conflict(business, name) do nothing
      """, [business, .text(name)])
  }

  /// For the transaction that decides the publication. Who writes meanwhile waits for it, so that
  /// of a large update what was kept stays until it is swept.
  func settle() throws {
    try connection.execute("delete from listings_update where business = $1", [business])
    _ = try sweep()
  }

  /// Forgets some of what was kept for updates that are over.
  ///
  /// - Parameter rowsAtOnce: in one transaction, which others wait for.
  /// - Returns: whether there is more.
  func sweep(rowsAtOnce: Int = 1000) throws -> Bool {
    try connection.execute(
      "delete from listings_binding_before where business = $1", [business])
    let kept = try kept(atMost: rowsAtOnce)
    for (part, place) in kept {
      for table in part.tables {
        try connection.execute(
          "delete from \(table)_before where \(part.isRow)", [business, .integer(place)])
      }
      try forget(part, place)
    }
    return kept.count == rowsAtOnce
  }

  /// Takes some of an update back that was never decided; to be called until all is.
  ///
  /// - Parameter rowsAtOnce: in one transaction, which others wait for.
  /// - Returns: whether there is more.
  func takeBack(rowsAtOnce: Int = 1000) throws -> Bool {
    guard let firstNew = try firstNew() else { return try sweep(rowsAtOnce: rowsAtOnce) }
    if try takeBackNew(from: firstNew, atMost: rowsAtOnce) { return true }
    let kept = try kept(atMost: rowsAtOnce)
    for (part, place) in kept { try putBack(part, place) }
    try ChunkTable(connection, business: business)
      .forget(kept.lazy.filter { $0.part == .listing }.map(\.place))
    if kept.count == rowsAtOnce { return true }
    try putBindingsBack()
    try settle()
    return false
  }

  private func kept(atMost limit: Int) throws -> [(part: Part, place: Int)] {
    try connection.query(
      "select part, place from listings_before where business = $1 order by part, place limit $2",
      [business, .integer(limit)]
    ) { row in
      guard let part = Part(rawValue: row.text(0)) else {
        throw StorageError(.statement, "“\(row.text(0))” is no part", sql: "select part")
      }
      return (part, row.integer(1))
    }
  }

  private func firstNew() throws -> Int? {
    try connection.first(
      "select first_new from listings_update where business = $1", [business]
    ) { $0.integer(0) }
  }

  /// From the last, so that the numbers that are left have no hole.
  private func takeBackNew(from first: Int, atMost count: Int) throws -> Bool {
    let last = try connection.first(
      "select max(number) from listings_catalogue where business = $1", [business]
    ) { $0.optionalInteger(0) }
    guard let last = last ?? nil, last >= first else { return false }
    let numbers = max(first, last - count + 1)...last
    for table in Part.listing.tables {
      try connection.execute(
        "delete from \(table) where business = $1 and number >= $2",
        [business, .integer(numbers.lowerBound)])
    }
    try ChunkTable(connection, business: business).forget(numbers)
    return true
  }

  private func putBack(_ part: Part, _ place: Int) throws {
    let row: [SQLValue] = [business, .integer(place)]
    for table in part.tables {
      try connection.execute("delete from \(table) where \(part.isRow)", row)
      try connection.execute(
        "insert into \(table) select * from \(table)_before where \(part.isRow)", row)
      try connection.execute("delete from \(table)_before where \(part.isRow)", row)
    }
    try forget(part, place)
  }

  private func putBindingsBack() throws {
    try connection.forEach(
      "select name, number, position from listings_binding_before where business = $1", [business]
    ) { row in
      try connection.execute(
        """
        update listings_media set number = $1, position = $2 where business = $3 and name = $4
        """,
        [
          SQLValue(row.optionalInteger(1)), .integer(row.integer(2)), business, .text(row.text(0)),
        ])
    }
  }

  private func forget(_ part: Part, _ place: Int) throws {
    try connection.execute(
      "delete from listings_before where business = $1 and part = $2 and place = $3",
      [business, .text(part.rawValue), .integer(place)])
  }
}
