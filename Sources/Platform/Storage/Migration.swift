/// One step of a schema. Steps are applied once, in the order given, each in a transaction.
package struct Migration: Sendable {
  /// Unique and never changed: the module's or worker's name, and a number (`jobs-1`).
  package let id: String
  package let statements: [String]

  package init(_ id: String, _ statements: [String]) {
    self.id = id
    self.statements = statements
  }

  /// Applies those that are new to this database.
  package static func apply(_ migrations: [Migration], to database: some Database) async throws {
    try await apply(migrations, beyond: try await applied(to: database), to: database)
  }

  /// - Parameter applied: the ids of those that are not new.
  package static func apply(
    _ migrations: [Migration], beyond applied: [String], to database: some Database
  ) async throws {
    let applied = Set(applied)
    for migration in migrations where !applied.contains(migration.id) {
      try await database.write { connection in
        for statement in migration.statements { try connection.execute(statement) }
        try connection.execute("insert into migration(id) values($1)", [.text(migration.id)])
      }
    }
  }

  /// The ids of all that were applied to a database: those of which this program knows nothing come
  /// from a newer one.
  package static func applied(to database: some Database) async throws -> [String] {
    try await database.write { connection in
      try connection.execute("create table if not exists migration(id text primary key)")
    }
    return try await database.read { try applied($0) }
  }

  /// As ``applied(to:)``, of a database that is only read and had some applied.
  package static func applied(_ connection: any Connection) throws -> [String] {
    try connection.query("select id from migration order by id") { $0.text(0) }
  }
}
