import Files
import Models
import SQLiteStorage
import Storage
import TestSupport

@testable import Listings

/// A database with the worker's tables and one outcome.
struct OutcomeTableFixture {
  private let directory: TemporaryDirectory
  private let database: SQLiteDatabase

  init() throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(path: (directory.path / "test.sqlite").description)
  }

  /// The second time its first rows only.
  func store(_ first: Int, then second: Int) async throws {
    try await Migration.apply(ModelTables.migrations + ListingsMigrations.all, to: database)
    for count in [first, second] {
      try await database.write { connection in
        let records = (0..<count).map { index in
          var record = OutcomeRecord(line: index + 2, listing: "\(index)")
          record.number = index + 1
          record.outcome = .sold
          record.day = "2025-11-02"
          return record
        }
        try OutcomeTable(connection, business: "acme").store(records, item: 7)
      }
    }
  }

  func count() async throws -> Int {
    try await database.read { connection in
      try OutcomeTable(connection, business: "acme").latest(limit: 10).count
    }
  }

  func close() async { await database.close() }
}
