package import Foundation
package import Storage

/// One action on all items that match a query, carried out in the background.
package struct BulkAction: Sendable, Equatable {
  package let number: Int
  package let action: ItemAction
  /// As it was when it began: ages count from then.
  package let query: ItemQuery
  package let by: String
  package let begun: Date
  /// How many matched at the begin.
  package let total: Int
  package var done = 0
  package var skipped = 0
  /// Why some were skipped: the first few, one a line.
  package var reasons = ""
  /// Nil while it is under way.
  package var ended: Date?
  /// The last item that was dealt with.
  var position = 0

  package var isUnderWay: Bool { ended == nil }
}

/// The bulk actions, as statements on a connection: what a restart goes on with.
package struct BulkActionTable {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  static let migrations = [
    Migration(
      "bulk-1",
      [
        """
        create table bulk_action(
          number integer primary key,
          action text not null,
          query text not null,
          decider text not null,
          begun real not null,
          total integer not null,
          done integer not null default 0,
          skipped integer not null default 0,
          reasons text not null default '',
          position integer not null default 0,
          ended real)
        """
      ])
  ]

  private static let columns = """
    select number, action, query, decider, begun, total, done, skipped, reasons, ended, position
    from bulk_action
    """

  private static func read(_ row: any Row) throws -> BulkAction? {
    guard let action = ItemAction(row.text(1)) else { return nil }
    let query = try JSONDecoder().decode(ItemQuery.self, from: Data(row.text(2).utf8))
    return BulkAction(
      number: row.integer(0), action: action, query: query, by: row.text(3),
      begun: Date(timeIntervalSince1970: row.real(4)), total: row.integer(5),
      done: row.integer(6), skipped: row.integer(7), reasons: row.text(8),
      ended: row.optionalReal(9).map(Date.init(timeIntervalSince1970:)),
      position: row.integer(10))
  }

  /// The newest first.
  package func latest(_ limit: Int) throws -> [BulkAction] {
    try connection.query(
      "\(Self.columns) order by number desc limit $1", [.integer(limit)], Self.read
    ).compactMap(\.self)
  }

  package func one(_ number: Int) throws -> BulkAction? {
    try connection.first("\(Self.columns) where number = $1", [.integer(number)], Self.read) ?? nil
  }

  /// The oldest that is not ended.
  func next() throws -> BulkAction? {
    try connection.first(
      "\(Self.columns) where ended is null order by number limit 1", [], Self.read) ?? nil
  }

  func add(
    _ action: ItemAction, _ query: ItemQuery, by name: String, total: Int, at time: Date
  ) throws -> Int {
    let text = String(decoding: try JSONEncoder().encode(query), as: UTF8.self)
    try connection.execute(
      """
      insert into bulk_action(action, query, decider, begun, total) values($1, $2, $3, $4, $5)
      """,
      [
        .text(action.description), .text(text), .text(name), .real(time.timeIntervalSince1970),
        .integer(total),
      ])
    return try connection.first("select max(number) from bulk_action") { $0.integer(0) } ?? 0
  }

  func save(_ bulk: BulkAction) throws {
    try connection.execute(
      """
      update bulk_action set done = $1, skipped = $2, reasons = $3, position = $4, ended = $5
      where number = $6
      """,
      [
        .integer(bulk.done), .integer(bulk.skipped), .text(bulk.reasons), .integer(bulk.position),
        SQLValue(bulk.ended?.timeIntervalSince1970), .integer(bulk.number),
      ])
  }
}
