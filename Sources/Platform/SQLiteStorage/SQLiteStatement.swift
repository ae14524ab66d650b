import CSQLite
import Storage

/// A prepared statement, and while it runs, its current row.
final class SQLiteStatement: Row {
  private let statement: OpaquePointer
  private let sql: String
  /// Where SQLite keeps the parameters `$1`, `$2` and so on: it numbers them as they occur.
  private let positions: [Int32]
  private(set) var isRunning = false

  /// The corresponding C function is `sqlite3_prepare_v3`.
  init(_ sql: String, on handle: OpaquePointer) throws {
    var pointer: OpaquePointer?
    let result = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
    guard result == SQLITE_OK, let pointer else {
      throw Self.error(result, handle, sql)
    }
    statement = pointer
    self.sql = sql
    let count = sqlite3_bind_parameter_count(pointer)
    positions = (0..<count).map { sqlite3_bind_parameter_index(pointer, "$\($0 + 1)") }
  }

  deinit { sqlite3_finalize(statement) }

  func run(
    _ values: [SQLValue], on handle: OpaquePointer, _ body: (any Row) throws -> Void
  ) throws {
    isRunning = true
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
      isRunning = false
    }
    // As many values as parameters, each with its number: anything else is a bug of the statement.
    if values.count != positions.count {
      let message = "\(values.count) values for \(positions.count) parameters"
      throw StorageError(.statement, message, sql: sql)
    }
    for (value, position) in zip(values, positions) { try bind(value, position, handle) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(self)
      case SQLITE_DONE: return
      case let code: throw Self.error(code, handle, sql)
      }
    }
  }

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
  }

  func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

  func real(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

  func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func blob(_ column: Int) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  private func bind(_ value: SQLValue, _ index: Int32, _ handle: OpaquePointer) throws {
    // SQLITE_TRANSIENT, a cast in C: SQLite copies the bytes at once.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let result =
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let integer): sqlite3_bind_int64(statement, index, Int64(integer))
      case .real(let real): sqlite3_bind_double(statement, index, real)
      case .text(let text): bind(text: text, index, copied)
      case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, index, 0)
      case .blob(let bytes):
        sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), copied)
      }
    if result != SQLITE_OK { throw Self.error(result, handle, sql) }
  }

  private func bind(
    text: String, _ index: Int32, _ copied: sqlite3_destructor_type
  ) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      // A nil base address would bind NULL instead of the empty text.
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_text(statement, index, "", 0, copied)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text64(
          statement, index, $0, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
      }
    }
  }

  private static func error(
    _ code: Int32, _ handle: OpaquePointer, _ sql: String
  ) -> StorageError {
    let reason: StorageError.Reason =
      switch code & 0xff {
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_BUSY: .broken
      case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
      default: .statement
      }
    return StorageError(reason, String(cString: sqlite3_errmsg(handle)), sql: sql)
  }
}
