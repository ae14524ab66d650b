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

  /// What a text is credited with when the files of two items tell who asked for it, the later
  /// item first.
  func credit(later: Int, earlier: Int) async throws -> Int? {
    try await Migration.apply(ModelTables.migrations + ListingsMigrations.all, to: database)
    return try await database.write { connection in
      try PromptUses(connection).note(
        [.init(subject: "a", prompt: "p", version: "v", passed: true)], business: "acme")
      for (item, inquiries) in [(9, later), (7, earlier)] {
        var record = OutcomeRecord(line: 2, listing: "a")
        record.number = 1
        record.inquiries = inquiries
        record.variant = ModelVariant(model: "small", version: "v", isMended: false).text
        try OutcomeTable(connection, business: "acme").store([record], item: item)
      }
      return try connection.first("select inquiries from prompt_use", []) { $0.integer(0) }
    }
  }

  func count() async throws -> Int {
    try await database.read { connection in
      try OutcomeTable(connection, business: "acme").latest(limit: 10).count
    }
  }

  func close() async { await database.close() }
}
