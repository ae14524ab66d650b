import Files
import Foundation
import Storage
import TestSupport
import Testing

@testable import SQLiteStorage

@Suite struct `A SQLite database` {
  private let place: TemporaryDirectory
  private var path: String { "\(place.path)/test.sqlite" }

  init() throws { place = try TemporaryDirectory() }

  typealias Promise = @Sendable (SQLiteDatabase) async throws -> Void

  @Test func `keeps values as they are`() async throws {
    try await holds { try await DatabaseConformance.keepsValues($0) }
  }

  @Test func `knows parameters by their numbers`() async throws {
    try await holds { try await DatabaseConformance.knowsParameters($0) }
  }

  @Test func `undoes a failed transaction alone`() async throws {
    try await holds { try await DatabaseConformance.undoesAlone($0) }
  }

  @Test func `keeps the order of writes`() async throws {
    try await holds { try await DatabaseConformance.keepsOrder($0) }
  }

  @Test func `tells late failures`() async throws {
    try await holds { try await DatabaseConformance.tellsLateFailures($0) }
  }

  @Test func `reads one snapshot`() async throws {
    try await holds { try await DatabaseConformance.readsOneSnapshot($0) }
  }

  @Test func `migrates once`() async throws {
    try await holds { try await DatabaseConformance.migratesOnce($0) }
  }

  @Test func `serves many writers`() async throws {
    try await holds { try await DatabaseConformance.servesManyWriters($0) }
  }

  @Test func `refuses statements and goes on`() async throws {
    try await holds { try await DatabaseConformance.refusesStatements($0) }
  }

  @Test func `counts changes`() async throws {
    try await holds { try await DatabaseConformance.countsChanges($0) }
  }

  @Test func `gives the room of deleted rows back in steps`() async throws {
    let database = try SQLiteDatabase(path: path)
    try await database.write { connection in
      try connection.execute("create table t(n integer primary key, v blob)")
      for number in 1...2000 {
        let bytes = SQLValue.blob([UInt8](repeating: 7, count: 4000))
        try connection.execute("insert into t values($1, $2)", [.integer(number), bytes])
      }
    }
    #expect(try await database.read { try !FreePages($0).areMany })
    // Every fourth stays, so that pages of all parts of the file are in use.
    try await database.write { try $0.execute("delete from t where n % 4 <> 0") }
    #expect(try await database.read { try FreePages($0).areMany })
    var left = Int.max
    while left > 0 {
      let next = try await database.write { connection in
        try FreePages(connection).giveSomeBack()
        return try FreePages(connection).count
      }
      try #require(next < left)
      left = next
    }
    let rows = try await database.read { connection in
      try connection.query("select n from t where length(v) = 4000") { $0.integer(0) }
    }
    #expect(rows == Array(stride(from: 4, through: 2000, by: 4)))
    await database.close()
    #expect(try FileStatus.of(Path(path)).size < 3_000_000)
  }

  @Test func `is compacted, and keeps its rows`() async throws {
    let database = try SQLiteDatabase(path: path)
    try await database.write { connection in
      try connection.execute("create table t(v blob)")
      for _ in 1...500 {
        let bytes = SQLValue.blob([UInt8](repeating: 7, count: 4000))
        try connection.execute("insert into t values($1)", [bytes])
      }
      try connection.execute("delete from t where rowid > 3")
    }
    await database.close()
    try SQLiteDatabase.compact(path: path)
    #expect(try FileStatus.of(Path(path)).size < 50_000)
    let again = try SQLiteDatabase(path: path)
    #expect(
      try await again.read { try $0.query("select count(*) from t") { $0.integer(0) } } == [3])
    await again.close()
  }

  @Test func `keeps what was committed or handed in before it was closed`() async throws {
    let first = try SQLiteDatabase(path: path)
    try await first.write { try $0.execute("create table t(v integer)") }
    for number in 1...20 {
      first.enqueue { try $0.execute("insert into t values($1)", [.integer(number)]) }
    }
    await first.close()
    let second = try SQLiteDatabase(path: path)
    let sum = try await second.read { try $0.first("select sum(v) from t") { $0.integer(0) } }
    #expect(sum == 210)
    await second.close()
  }

  @Test func `is durable at each commit`() async throws {
    try await holds { database in
      let settings = try await database.write { connection in
        ["journal_mode", "synchronous", "foreign_keys"].map { name in
          // A setting that cannot be read is shown as such by the expectation.
          (try? connection.first("pragma \(name)") { $0.text(0) }) ?? "none"
        }
      }
      #expect(settings == ["wal", "2", "1"])
    }
  }

  @Test func `opened for reading sees a writer's commits and writes nothing`() async throws {
    let writer = try SQLiteDatabase(path: path)
    try await writer.write { try $0.execute("create table t(v integer)") }
    let reader = try SQLiteDatabase(path: path, isReadOnly: true)
    try await writer.write { try $0.execute("insert into t values(1)") }
    let count = try await reader.read { try $0.first("select count(*) from t") { $0.integer(0) } }
    #expect(count == 1)
    await #expect(throws: StorageError.self) {
      try await reader.write { try $0.execute("delete from t") }
    }
    await reader.close()
    await writer.close()
  }

  @Test func `is not made by a reader`() throws {
    let error = #expect(throws: StorageError.self) {
      try SQLiteDatabase(path: path, isReadOnly: true)
    }
    #expect(error?.reason == .broken)
  }

  @Test func `that is none of SQLite's is called damaged`() throws {
    try place.write("test.sqlite", String(repeating: "this is no database\n", count: 500))
    let error = #expect(throws: StorageError.self) { try SQLiteDatabase(path: path) }
    #expect(error?.reason == .damaged)
  }

  /// A daemon tries again and again to open one.
  @Test func `that cannot be opened leaves nothing open`() throws {
    try place.write("test.sqlite", String(repeating: "this is no database\n", count: 500))
    #expect(throws: StorageError.self) { try SQLiteDatabase(path: path) }
    let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let names = numbers.map { number in
      // Another test may have closed it meanwhile.
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) ?? ""
    }
    #expect(!names.contains { $0.hasSuffix(path) })
  }

  @Test func `keeps so many statements prepared, and none that runs is lost`() throws {
    let connection = try SQLiteConnection(path: path, isReader: false)
    defer { connection.close() }
    var sum = 0
    try connection.forEach("values (1), (2), (3)", []) { row in
      for number in 1...SQLiteConnection.statementsMax {
        let found = try connection.first("select \(number + row.integer(0) * 1000)") {
          $0.integer(0)
        }
        sum += found ?? 0
      }
      #expect(connection.statements.count <= SQLiteConnection.statementsMax)
    }
    #expect(sum == 3 * 500 * 501 / 2 + 500 * 6000)
  }

  @Test func `whose pages were overwritten is called damaged`() async throws {
    let database = try SQLiteDatabase(path: path)
    try await database.write { connection in
      try connection.execute("create table t(v text)")
      for _ in 0..<200 {
        let text = String(repeating: "x", count: 500)
        try connection.execute("insert into t values($1)", [.text(text)])
      }
    }
    await database.close()
    let pages = try FileReader.contents(of: place.path / "test.sqlite")
    let rubbish = [UInt8](repeating: 0xa5, count: pages.count - 4096)
    try place.write("test.sqlite", pages.prefix(4096) + rubbish)
    let broken = try SQLiteDatabase(path: path)
    let error = await #expect(throws: StorageError.self) {
      try await broken.read { try $0.query("select v from t") { $0.text(0) } }
    }
    #expect(error?.reason == .damaged)
    await broken.close()
  }

  @Test func `in a directory that is missing is called broken`() {
    let error = #expect(throws: StorageError.self) { try SQLiteDatabase(path: "/nowhere/x") }
    #expect(error?.reason == .broken)
  }

  private func holds(_ promise: Promise) async throws {
    let database = try SQLiteDatabase(path: path)
    do {
      try await promise(database)
    } catch {
      Issue.record(error)
    }
    await database.close()
  }
}
