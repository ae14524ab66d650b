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

  func storeTwice() async throws {
    try await Migration.apply(ModelTables.migrations + ListingsMigrations.all, to: database)
    for _ in 0..<2 {
      try await database.write { connection in
        var record = OutcomeRecord(line: 2, listing: "a")
        record.number = 1
        record.outcome = .sold
        record.day = "2025-11-02"
        try OutcomeTable(connection, business: "acme").store([record], item: 7)
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
