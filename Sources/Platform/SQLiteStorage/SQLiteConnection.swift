import CSQLite
import Storage

/// An open SQLite database. Belongs to one thread.
final class SQLiteConnection: Connection {
  private let handle: OpaquePointer
  /// Prepared, by their text.
  private(set) var statements: [String: SQLiteStatement] = [:]

  /// The corresponding C function is `sqlite3_open_v2`.
  init(path: String, isReader: Bool) throws {
    let access =
      isReader
      ? SQLITE_OPEN_READONLY
      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var pointer: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &pointer, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let pointer else {
      throw StorageError(.broken, "out of memory", sql: "open \(path)")
    }
    handle = pointer
    guard result == SQLITE_OK else {
      let message = String(cString: sqlite3_errmsg(pointer))
      sqlite3_close_v2(pointer)
      throw StorageError(.broken, "\(message): \(path)", sql: "open")
    }
    do {
      try configure(isReader: isReader)
    } catch {
      close()
      throw error
    }
  }

  private func configure(isReader: Bool) throws {
    sqlite3_busy_timeout(handle, 5000)
    if !isReader {
      // Holds for a file that is made now: see `FreePages`.
      try run("pragma auto_vacuum=incremental")
      // FULL: a commit survives the loss of power. The group commit makes it affordable.
      try run("pragma journal_mode=wal")
      try run("pragma synchronous=full")
    }
    try run("pragma foreign_keys=on")
    try run("pragma trusted_schema=off")
    try run("pragma cell_size_check=on")
    try run("pragma cache_size=-\(isReader ? Self.readerCacheKiB : Self.writerCacheKiB)")
    try run("pragma temp_store=memory")
  }

  /// Rows are added all over the indexes: their pages are wanted again. Who only looks finds what
  /// is not here in the kernel's cache, and would fill as much again in the course of days.
  private static let (readerCacheKiB, writerCacheKiB) = (4 << 10, 16 << 10)

  /// Statements that are kept prepared, of some kilobytes each.
  static let statementsMax = 500

  func close() {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Runs a statement that has no parameters and whose rows nobody wants.
  func run(_ sql: String) throws {
    try statement(sql).run([], on: handle) { _ in }
  }

  @discardableResult
  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    try statement(sql).run(values, on: handle) { _ in }
    return Int(sqlite3_changes(handle))
  }

  func forEach(_ sql: String, _ values: [SQLValue], _ body: (any Row) throws -> Void) throws {
    try statement(sql).run(values, on: handle, body)
  }

  private func statement(_ sql: String) throws -> SQLiteStatement {
    if let statement = statements[sql], !statement.isRunning { return statement }
    // Some have their conditions in their text. One that runs is kept by who runs it.
    if statements.count >= Self.statementsMax { statements.removeAll() }
    let statement = try SQLiteStatement(sql, on: handle)
    statements[sql] = statement
    return statement
  }
}
