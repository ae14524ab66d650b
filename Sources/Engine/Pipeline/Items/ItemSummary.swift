package import Foundation
package import Storage

/// One row of the index, for people and programs that look.
package struct ItemSummary: Sendable, Codable, Equatable {
  package let id: Int
  package let name: String
  package let origin: String
  package let worker: String
  package let business: String
  package let place: String
  package let outcome: String?
  package let reason: String?
  package let received: Date
  package let finished: Date?
  package let published: String?
  package let records: Int
  package let rejects: Int
  package let held: Int

  private static let columns = """
    select id, name, origin, worker, business, place, outcome, reason, received, finished,
      published, records, rejects, held from item
    """

  private init(_ row: any Row) {
    id = row.integer(0)
    name = row.text(1)
    origin = row.text(2)
    worker = row.text(3)
    business = row.text(4)
    place = row.text(5)
    outcome = row.optionalText(6)
    reason = row.optionalText(7)
    received = Date(timeIntervalSince1970: row.real(8))
    finished = row.optionalReal(9).map(Date.init(timeIntervalSince1970:))
    published = row.optionalText(10)
    records = row.integer(11)
    rejects = row.integer(12)
    held = row.integer(13)
  }

  package static func one(_ id: ItemID, _ connection: any Connection) throws -> ItemSummary? {
    try connection.first("\(columns) where id = $1", [.integer(id.number)], ItemSummary.init)
  }

  /// The newest first.
  package static func latest(
    _ limit: Int, place: String? = nil, _ connection: any Connection
  ) throws -> [ItemSummary] {
    guard let place else {
      return try connection.query(
        "\(columns) order by id desc limit $1", [.integer(limit)], ItemSummary.init)
    }
    return try connection.query(
      "\(columns) where place = $1 order by id desc limit $2", [.text(place), .integer(limit)],
      ItemSummary.init)
  }

  /// What came from one place in the inbox after an item, oldest first.
  package static func from(
    origin: String, after id: Int, _ connection: any Connection
  ) throws -> [ItemSummary] {
    try connection.query(
      "\(columns) where origin = $1 and id > $2 order by id", [.text(origin), .integer(id)],
      ItemSummary.init)
  }
}
