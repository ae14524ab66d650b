import Storage
import Synchronization
import Testing

// What every implementation of `Database` promises, as functions over any of them.

/// The promises of ``Storage/Database``. Each function wants an empty database.
enum DatabaseConformance {
  private struct Refusal: Error, Equatable {}

  /// Every value comes back as it was: nothing, empty and foreign bytes are told apart.
  static func keepsValues(_ database: some Database) async throws {
    try await makeTable(database)
    let texts = ["", "plain", "'; drop table t; --", "a\0b", "é😀\u{202e}", "\u{feff}x"]
    let blobs: [[UInt8]] = [[], [0], Array(0...255)]
    let values: [SQLValue] =
      [.null, .integer(0), .integer(.max), .integer(.min), .real(-0.1), .real(1e300)]
      + texts.map(SQLValue.text) + blobs.map(SQLValue.blob)
    for (index, value) in values.enumerated() {
      let back = try await database.write { connection in
        try connection.execute("insert into t values($1, $2)", [.integer(index), value])
        return try connection.first(
          "select v from t where id = $1", [.integer(index)]
        ) { row in Self.value(row, like: value) }
      }
      #expect(back == value)
    }
  }

  /// Parameters are known by their numbers, wherever they stand and however often.
  static func knowsParameters(_ database: some Database) async throws {
    let texts = try await database.read { connection in
      try connection.query(
        "select $3 || $1, $2 || $2", [.text("a"), .text("b"), .text("c")]
      ) { [$0.text(0), $0.text(1)] }
    }
    #expect(texts == [["ca", "bb"]])
    for values: [SQLValue] in [[], [1], [1, 2, 3]] {
      await #expect(throws: StorageError.self) {
        try await database.read { try $0.query("select $1 + $2", values) { $0.integer(0) } }
      }
    }
  }

  /// A transaction that throws leaves nothing, and does not disturb those it shares a commit with.
  static func undoesAlone(_ database: some Database) async throws {
    try await makeTable(database)
    await withTaskGroup { group in
      for number in 0..<100 {
        group.addTask {
          let isRefused = number.isMultiple(of: 3)
          do {
            try await database.write { connection in
              try insert(number, connection)
              if isRefused { throw Refusal() }
            }
            #expect(!isRefused)
          } catch {
            #expect(isRefused && error is Refusal)
          }
        }
      }
    }
    let kept = try await numbers(database)
    #expect(kept == (0..<100).filter { !$0.isMultiple(of: 3) })
  }

  /// Writes that nobody waits for happen in the order in which they were handed in.
  static func keepsOrder(_ database: some Database) async throws {
    try await makeTable(database)
    for number in 0..<50 {
      database.enqueue { connection in
        let last = try connection.first("select max(id) from t") { $0.optionalInteger(0) } ?? nil
        #expect(last ?? -1 == number - 1)
        try insert(number, connection)
      }
    }
    let count = try await database.write { connection in
      try connection.first("select count(*) from t") { $0.integer(0) }
    }
    #expect(count == 50)
  }

  /// A failed write that nobody waited for is told at the next one.
  static func tellsLateFailures(_ database: some Database) async throws {
    database.enqueue { try $0.execute("insert into nowhere values(1)") }
    await #expect(throws: StorageError.self) {
      try await database.write { _ in }
      try await database.write { _ in }
    }
  }

  /// A read sees one state, whatever is committed meanwhile.
  static func readsOneSnapshot(_ database: some Database) async throws {
    try await makeTable(database)
    try await database.write { try insert(1, $0) }
    let gate = Gate()
    async let counts = database.read { connection in
      let before = try count(connection)
      gate.open()
      gate.waitForSecond()
      return (before, try count(connection))
    }
    await gate.waitForFirst()
    try await database.write { try insert(2, $0) }
    gate.openSecond()
    let (before, after) = try await counts
    #expect(before == 1)
    #expect(after == 1)
    #expect(try await numbers(database) == [1, 2])
  }

  /// A migration is applied once; a failing one leaves nothing of itself.
  static func migratesOnce(_ database: some Database) async throws {
    let first = Migration("x-1", ["create table a(v integer)", "insert into a values(1)"])
    try await Migration.apply([first], to: database)
    let second = Migration("x-2", ["insert into a values(2)"])
    try await Migration.apply([first, second], to: database)
    let broken = Migration("x-3", ["insert into a values(3)", "insert into nowhere values(1)"])
    await #expect(throws: StorageError.self) { try await Migration.apply([broken], to: database) }
    let values = try await database.read { connection in
      try connection.query("select v from a order by v") { $0.integer(0) }
    }
    #expect(values == [1, 2])
    try await Migration.apply([Migration("x-3", ["insert into a values(3)"])], to: database)
    let sum = try await database.read { try $0.first("select sum(v) from a") { $0.integer(0) } }
    #expect(sum == 6)
  }

  /// Two hundred writers that each read and add lose no addition.
  static func servesManyWriters(_ database: some Database) async throws {
    try await makeTable(database)
    try await database.write { try $0.execute("insert into t values(0, 0)") }
    try await withThrowingTaskGroup { group in
      for _ in 0..<200 {
        group.addTask {
          try await database.write { connection in
            let value = try connection.first("select v from t where id = 0") { $0.integer(0) } ?? 0
            try connection.execute("update t set v = $1 where id = 0", [.integer(value + 1)])
          }
        }
      }
      try await group.waitForAll()
    }
    let sum = try await database.read { try $0.first("select v from t") { $0.integer(0) } }
    #expect(sum == 200)
  }

  /// What the database refuses is told with the statement, and the next one works.
  static func refusesStatements(_ database: some Database) async throws {
    try await makeTable(database)
    try await database.write { try insert(1, $0) }
    for sql in ["insert into t values(1, null)", "select nonsense from t", "no sql"] {
      let error = await #expect(throws: StorageError.self) {
        try await database.write { try $0.execute(sql) }
      }
      #expect(error?.reason == .statement)
      #expect(error?.sql == sql)
    }
    #expect(try await numbers(database) == [1])
  }

  /// The number of changed rows is told; a reader changes nothing.
  static func countsChanges(_ database: some Database) async throws {
    try await makeTable(database)
    let changed = try await database.write { connection in
      for number in 0..<5 { try insert(number, connection) }
      return try connection.execute("update t set v = 1 where id > $1", [.integer(2)])
    }
    #expect(changed == 2)
    await #expect(throws: StorageError.self) {
      try await database.read { try $0.execute("delete from t") }
    }
    #expect(try await numbers(database).count == 5)
  }

  private static func makeTable(_ database: some Database) async throws {
    try await database.write { try $0.execute("create table t(id integer primary key, v)") }
  }

  private static func insert(_ number: Int, _ connection: any Connection) throws {
    try connection.execute("insert into t values($1, null)", [.integer(number)])
  }

  private static func count(_ connection: any Connection) throws -> Int {
    try connection.first("select count(*) from t") { $0.integer(0) } ?? 0
  }

  private static func numbers(_ database: some Database) async throws -> [Int] {
    try await database.read { try $0.query("select id from t order by id") { $0.integer(0) } }
  }

  private static func value(_ row: any Row, like value: SQLValue) -> SQLValue {
    if row.isNull(0) { return .null }
    return switch value {
    case .null: .text("not null")
    case .integer: .integer(row.integer(0))
    case .real: .real(row.real(0))
    case .text: .text(row.text(0))
    case .blob: .blob(row.blob(0))
    }
  }
}
