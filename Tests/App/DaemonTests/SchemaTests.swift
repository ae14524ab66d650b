import Accounts
import Files
import Listings
import Operations
import Parcels
import Pipeline
import SQLiteStorage
import Storage
import Tabular
import TestSupport
import Testing
import Workshop

@testable import Daemon

@Suite struct `A database of an earlier version` {
  private static let workers: [any Worker] = [
    ListingsWorker(), OperationsWorker(), ParcelsWorker(), TabularWorker(),
    WorkshopWorker(),
  ]
  private static let steps = Schema.migrations(of: workers)

  /// Two rows in each table that there is after so many steps, whatever a table means: what it
  /// checks is not checked for them.
  @Test(arguments: steps.indices)
  func `becomes one of today, and keeps its rows`(_ count: Int) async throws {
    let place = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: (place.path / "old.sqlite").description)
    try await Migration.apply(Array(Self.steps[..<count]), to: database)
    try await database.write { try Self.fill($0) }
    let before = try await database.read { try Self.rows($0, of: Self.tables($0)) }
    await database.close()

    let mended = try await Schema.open(place.path / "old.sqlite", Self.steps, isIndex: true)
    let after = try await mended.read { try Self.rows($0, of: before.map(\.table)) }
    #expect(after == before)
    let columns = try await mended.read { try Self.tables($0) }
    await mended.close()

    let fresh = try await Schema.open(place.path / "new.sqlite", Self.steps, isIndex: true)
    #expect(try await fresh.read { try Self.tables($0) } == columns)
    await fresh.close()
  }

  @Test func `is not written by an older program`() async throws {
    let place = try TemporaryDirectory()
    let path = place.path / "new.sqlite"
    try await Self.makeNewer(path, Self.steps)
    await #expect {
      _ = try await Schema.open(path, Self.steps, isIndex: true)
    } throws: { error in
      "\(error)".contains("does not know items-900") && "\(error)".contains("dropmill rebuild")
    }
  }

  @Test func `of accounts is not written by an older program either`() async throws {
    let place = try TemporaryDirectory()
    let workspace = Workspace(place.path)
    try await Self.makeNewer(workspace.accounts, AccountBook.migrations)
    await #expect {
      _ = try await AccountsStore.open(workspace)
    } throws: { error in
      "\(error)".contains("does not know items-900") && !"\(error)".contains("dropmill rebuild")
    }
  }

  @Test func `of accounts that is damaged is told of under its own name`() async throws {
    let place = try TemporaryDirectory()
    try place.write("accounts.sqlite", "no database at all\n")
    await #expect {
      _ = try await AccountsStore.open(Workspace(place.path))
    } throws: { error in
      let text = "\(error)"
      return text.contains("accounts.sqlite” is damaged")
        && text.contains("put a copy in its place") && !text.contains("dropmill rebuild")
    }
  }

  /// Makes a database as a newer program leaves it.
  private static func makeNewer(_ path: Path, _ steps: [Migration]) async throws {
    let database = try SQLiteDatabase(path: path.description)
    let ahead = Migration("items-900", ["create table ahead(id integer)"])
    try await Migration.apply(steps + [ahead], to: database)
    await database.close()
  }

  /// A table or an index, and its columns.
  private struct Table: Equatable, Comparable {
    var name: String
    var columns: [String]

    static func < (one: Table, other: Table) -> Bool { one.name < other.name }
  }

  private struct Rows: Equatable {
    var table: Table
    var rows: [String]
  }

  private static func tables(_ connection: any Connection) throws -> [Table] {
    let names = try connection.query(
      """
      select name from sqlite_master where name not like 'sqlite_%' and name <> 'migration'
      order by name
      """
    ) { $0.text(0) }
    return try names.map { name in
      let columns = try connection.query(
        """
        select name from pragma_table_info($1)
        union all select coalesce(name, 'expression') from pragma_index_info($1)
        """, [.text(name)]
      ) { $0.text(0) }
      return Table(name: name, columns: columns)
    }
  }

  private static func fill(_ connection: any Connection) throws {
    try connection.execute("pragma ignore_check_constraints = on")
    for table in try onlyTables(connection) {
      for row in 1...2 {
        let values = table.columns.indices.map { "\(row * 100 + $0)" }.joined(separator: ", ")
        let columns = table.columns.joined(separator: ", ")
        // A trigger of a table before it may have written the row.
        try connection.execute(
          "insert or replace into \(table.name)(\(columns)) values(\(values))")
      }
    }
    try connection.execute("pragma ignore_check_constraints = off")
  }

  private static func onlyTables(_ connection: any Connection) throws -> [Table] {
    let names = Set(
      try connection.query("select name from sqlite_master where type = 'table'") { $0.text(0) })
    return try tables(connection).filter { names.contains($0.name) }
  }

  /// Of the columns that a table had then, under the name that it has now.
  private static func rows(_ connection: any Connection, of tables: [Table]) throws -> [Rows] {
    let now = Set(try onlyTables(connection).map(\.name))
    return try tables.compactMap { table in
      let renamed = table.name == "listings_photo" && !now.contains(table.name)
      let name = renamed ? "listings_media" : table.name
      guard now.contains(name) else { return nil }
      let values = table.columns.map { "quote(\($0))" }.joined(separator: " || ' ' || ")
      let rows = try connection.query("select \(values) from \(name) order by 1") { $0.text(0) }
      return Rows(table: table, rows: rows)
    }
  }
}
