package import Foundation
package import Storage

/// One row of the index with its job, for people and programs that look.
package struct ItemSummary: Sendable, Codable, Equatable {
  package let id: Int
  package let name: String
  package let origin: String
  package let worker: String
  package let route: String
  package let business: String
  package let rule: String
  package let size: Int
  package let place: String
  package let outcome: String?
  package let reason: String?
  package let received: Date
  package let finished: Date?
  package let published: String?
  package let records: Int
  package let rejects: Int
  package let held: Int
  package let parent: Int?
  /// Of its job: `running`, `retryable` and so on; nil when it never had one.
  package let state: String?
  package let stage: String?
  package let attempt: Int?
  /// Not before then.
  package let nextAttempt: Date?
  /// What the last attempt failed with.
  package let error: String?

  static let columns = """
    select item.id, name, origin, worker, business, place, outcome, reason, received, finished,
      published, records, rejects, held, route, item.rule, size, parent, state, stage, attempt,
      available_at, error
    from item left join job on job.item = item.id
    """

  init(_ row: any Row) {
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
    route = row.text(14)
    rule = row.text(15)
    size = row.integer(16)
    parent = row.optionalInteger(17)
    state = row.optionalText(18)
    stage = row.optionalText(19)
    attempt = row.optionalInteger(20)
    nextAttempt = row.optionalReal(21).map(Date.init(timeIntervalSince1970:))
    error = row.optionalText(22)
  }

  package static func one(_ id: ItemID, _ connection: any Connection) throws -> ItemSummary? {
    try connection.first("\(columns) where item.id = $1", [.integer(id.number)], ItemSummary.init)
  }

  /// The newest first.
  package static func latest(
    _ limit: Int, place: String? = nil, _ connection: any Connection
  ) throws -> [ItemSummary] {
    guard let place else {
      return try connection.query(
        "\(columns) order by item.id desc limit $1", [.integer(limit)], ItemSummary.init)
    }
    return try connection.query(
      "\(columns) where place = $1 order by item.id desc limit $2",
      [.text(place), .integer(limit)],
      ItemSummary.init)
  }

  /// The items that one was split into, oldest first; none where it was not.
  package static func parts(
    of id: ItemID, _ connection: any Connection
  ) throws -> [ItemSummary] {
    try connection.query(
      "\(columns) where parent = $1 order by item.id", [.integer(id.number)], ItemSummary.init)
  }

  /// What came from one place in the inbox after an item, oldest first.
  package static func from(
    origin: String, after id: Int, _ connection: any Connection
  ) throws -> [ItemSummary] {
    try connection.query(
      "\(columns) where origin = $1 and item.id > $2 order by item.id",
      [.text(origin), .integer(id)],
      ItemSummary.init)
  }
}
