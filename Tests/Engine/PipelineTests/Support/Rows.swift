import Foundation
import SQLiteStorage
import Storage

@testable import Pipeline

/// Rows of items that never lay anywhere, for lists.
enum Rows {
  static let midnight = Date(timeIntervalSince1970: 1_800_000_000)

  /// What a test says of one item; the rest follows from its number.
  struct Row {
    var place = Workspace.Place.done
    var business = "acme"
    var name: String?
    var reason: String?
    /// Seconds after ``midnight`` when it was received.
    var received: Double?
    var milliseconds: Double = 10
    var parent: Int?
  }

  /// A database with items 1, 2, 3…
  static func database(_ rows: [Row], at path: String) async throws -> SQLiteDatabase {
    let database = try SQLiteDatabase(path: path)
    try await Migration.apply(Mill.migrations, to: database)
    try await add(rows, from: 1, to: database)
    return database
  }

  static func add(_ rows: [Row], from first: Int, to database: SQLiteDatabase) async throws {
    try await database.write { connection in
      for (index, row) in rows.enumerated() {
        try add(row, number: first + index, connection)
      }
    }
  }

  private static func add(_ row: Row, number: Int, _ connection: any Connection) throws {
    let name = row.name ?? "file-\(number).csv"
    let received = midnight.addingTimeInterval(row.received ?? Double(number))
    let id = ItemID(number)
    let item = Item(
      id: id, fingerprint: "f\(number)", nameBytes: Array(name.utf8),
      origin: "lines/\(row.business)/\(name)", isBundle: false, size: number * 10,
      received: received, worker: "lines", route: "lines", business: row.business, rule: "lines",
      options: [:], parent: row.parent.map { ItemID($0) })
    let table = ItemTable(connection)
    try table.add(item, place: row.place)
    if row.place.isUnderWay { return }
    try table.end(
      id,
      ItemTable.Ending(
        place: row.place, outcome: row.place == .done ? "published" : row.place.rawValue,
        reason: row.reason, finished: received.addingTimeInterval(1), records: 1,
        runs: Stage.allCases.map {
          Item.StageRun(stage: $0, milliseconds: row.milliseconds, records: 1, rejects: 0)
        }))
  }
}
