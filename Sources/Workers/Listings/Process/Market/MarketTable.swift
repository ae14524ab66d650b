import Analysis
import Storage

// What a market has taught is kept, so that one changed listing is judged without learning all of
// it again. What is kept is decided with a publication, like all that a business knows:
//
//   propose   process of a file that changes much learns anew, from the file and the catalogue
//   settle    in the transaction that decides the file's publication: its proposal is what counts;
//             a file without one has changed so many listings more
//   kept      process of a file that changes little, see ``Kept/suits(_:)``, and brings no market
//             of its own, see ``Markets/know(_:)``
//
// So a file is judged by the tables and itself, whoever runs it and how often.

/// What the markets of one business have taught, as statements on a connection.
struct MarketTable {
  private let connection: any Connection
  private let business: SQLValue

  /// `changed` has moved to ``changes``, and is zero.
  static let migration = Migration(
    "listings-markets-1",
    [
      """
      create table listings_market(
        business text not null,
        item bigint not null,
        model text not null,
        members bigint not null,
        changed bigint not null,
        is_current bigint not null,
        body blob not null,
        primary key (business, item))
      """
    ])

  /// Beside the body, megabytes, which must not be written again to count one listing more.
  static let changes = Migration(
    "listings-markets-2",
    [
      """
      create table listings_market_change(business text primary key, changed bigint not null)
      """,
      """
      insert into listings_market_change(business, changed)
      select business, max(changed) from listings_market where is_current = 1 group by business
      """,
    ])

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  /// What counts now, before it is unpacked.
  struct Kept: Sendable {
    let item: Int
    /// Listings with a price that it was learned from.
    let members: Int
    /// Listings that have changed since.
    let changed: Int

    /// Of a market that has changed by more than one listing in so many all is learned anew.
    static let changeShare = 20

    /// Whether a file with so many listings may be judged by it.
    func suits(_ rows: Int) -> Bool { (changed + rows) * Self.changeShare <= members }
  }

  func kept() throws -> Kept? {
    try connection.first(
      """
      select item, members, coalesce((
        select changed from listings_market_change c where c.business = $1), 0)
      from listings_market where business = $1 and is_current = 1 and model = $2
      """,
      [business, .text(PredictionTable.model)]
    ) { Kept(item: $0.integer(0), members: $0.integer(1), changed: $0.integer(2)) }
  }

  func body(of kept: Kept) throws -> [UInt8]? {
    try connection.first(
      "select body from listings_market where business = $1 and item = $2",
      [business, .integer(kept.item)]
    ) { $0.blob(0) }
  }

  /// Keeps what was learned for a file, until its publication is decided.
  func propose(_ body: [UInt8], members: Int, item: Int) throws {
    try connection.execute(
      """
      insert into listings_market(business, item, model, members, changed, is_current, body)
      values($1, $2, $3, $4, 0, 0, $5)
      on conflict(business, item) do update set model = excluded.model,
        members = excluded.members, changed = 0, is_current = 0, body = excluded.body
      """,
      [business, .integer(item), .text(PredictionTable.model), .integer(members), .blob(body)])
  }

  /// For the transaction that decides the publication of a file.
  ///
  /// - Parameter changed: how many listings it changes.
  func settle(item: Int, changed: Int) throws {
    let promoted = try connection.execute(
      """
      update listings_market set is_current = 1, changed = 0
      where business = $1 and item = $2 and is_current = 0
      """,
      [business, .integer(item)])
    if promoted == 0 {
      try connection.execute(
        """
        insert into listings_market_change(business, changed) values($1, $2)
        on conflict(business) do update set changed = listings_market_change.changed + $2
        """,
        [business, .integer(changed)])
    } else {
      // What older files proposed is no longer the newest, whatever becomes of them.
      try connection.execute(
        """
        delete from listings_market where business = $1 and (item < $2 or is_current = 1)
          and item <> $2
        """,
        [business, .integer(item)])
      try connection.execute(
        "delete from listings_market_change where business = $1", [business])
    }
  }
}

/// The markets of a business and the places that they know, as one piece.
struct LearnedMarkets: Sendable {
  let places: PlaceIndex
  let markets: Markets

  init(places: PlaceIndex, markets: Markets) {
    self.places = places
    self.markets = markets
  }

  /// From so many listings on trees are grown, in which neighbours are found sooner.
  private static let treesMin = 20

  /// - Parameters:
  ///   - body: as ``bytes`` laid it out.
  ///   - rows: of the file that is judged by it.
  ///   - lastDay: of the item that the file is.
  /// - Returns: nil when the bytes do not fit together.
  init?(_ body: [UInt8], rows: Int, until lastDay: Day? = nil) {
    var reader = PackReader(body)
    places = PlaceIndex(from: &reader)
    let isAskedOften = rows >= Self.treesMin
    guard let markets = Markets(from: &reader, isAskedOften: isAskedOften, until: lastDay),
      reader.isWhole
    else { return nil }
    self.markets = markets
  }

  var bytes: [UInt8] {
    var writer = PackWriter()
    places.write(to: &writer)
    markets.write(to: &writer)
    return writer.bytes
  }
}
