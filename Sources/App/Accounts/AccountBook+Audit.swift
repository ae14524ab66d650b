import Storage

extension AccountBook {
  /// Keeps what somebody did.
  package func record(
    _ action: String, _ subject: String, _ detail: String, _ origin: Origin
  ) async throws {
    let time = now()
    let limit = configuration.auditEntriesMax
    try await database.write { connection in
      let table = AuditTable(connection)
      try table.add(action, subject, detail, origin, time)
      try table.keepNewest(limit)
    }
  }

  /// The newest first.
  ///
  /// - Parameters:
  ///   - id: of the last entry of the page before; nil to begin.
  ///   - action: what it begins with; empty for all.
  package func audit(
    before id: Int? = nil, action: String = "", limit: Int
  ) async throws -> [AuditEntry] {
    try await database.read { connection in
      try AuditTable(connection).entries(before: id, action: action, limit: limit)
    }
  }
}
