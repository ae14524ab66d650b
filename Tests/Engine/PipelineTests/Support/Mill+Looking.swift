import Files
import Foundation
import Jobs
import Pipeline
import SQLiteStorage
import Storage
import TestSupport

// What a test wants to see of a workspace.
extension Mill {
  /// The published files, without reports, as texts by path.
  func published() throws -> [String: String] {
    try TreeListing.of(workspace.outbox).mapValues { String(decoding: $0, as: UTF8.self) }
      .filter { path, _ in
        let name = path.split(separator: "/").last ?? ""
        return !name.hasPrefix("report.") && !path.hasPrefix(".building")
      }
  }

  /// Where an item lies.
  func place(of id: ItemID) throws -> Workspace.Place? { try workspace.place(of: id) }

  func directory(of id: ItemID) throws -> Path {
    guard let place = try place(of: id) else { throw Unexpected(what: "no item \(id)") }
    return workspace.directory(of: id, in: place)
  }

  func item(_ id: ItemID) throws -> Item { try Item.read(in: directory(of: id)) }

  /// The files that lie in the inbox, hidden ones too.
  func inbox() throws -> [String] {
    try TreeListing.paths(below: workspace.inbox).map(\.description)
  }

  /// The bytes that were dropped, as they are kept.
  func source(of id: ItemID) throws -> String {
    let files = try TreeListing.of(directory(of: id) / "source")
    return files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
  }

  /// What the index says, such as `done published`.
  func row(_ id: ItemID) async throws -> String {
    try await settleRows()
    return try await database.read { connection in
      let summary = try ItemSummary.one(id, connection)
      return "\(summary?.place ?? "none") \(summary?.outcome ?? "-")"
    }
  }

  /// What the queue says, such as `retryable nlg 2`: state, stage, attempts.
  func job(_ id: ItemID) async throws -> String {
    try await settleRows()
    return try await database.read { connection in
      try connection.first(
        "select state, stage, attempt from job where item = $1", [.integer(id.number)]
      ) { "\($0.text(0)) \($0.text(1)) \($0.integer(2))" } ?? "none"
    }
  }

  /// When a job may be run, in seconds from now.
  func delay(of id: ItemID) async throws -> Double {
    let time = try await database.read { connection in
      try connection.first(
        "select available_at from job where item = $1", [.integer(id.number)]
      ) { $0.real(0) }
    }
    return (time ?? .nan) - clock.date.timeIntervalSince1970
  }

  /// Everything that recovery may touch, to see that it touches nothing.
  func everything() async throws -> [String] {
    try await settleRows()
    let files = try TreeListing.of(place.path).filter { !$0.key.hasPrefix("dropmill.sqlite") }
      .map { "\($0.key) \(Fingerprint(of: $0.value))" }
    let rows = try await database.read { connection in
      try ["select * from item order by id", "select * from publication order by item"].flatMap {
        try connection.query($0) { row in
          (0..<6).map { row.text($0) }.joined(separator: "|")
        }
      }
        + connection.query("select item, stage, state, attempt from job order by item") { row in
          (0..<4).map { row.text($0) }.joined(separator: "|")
        }
    }
    return files.sorted() + rows
  }
}
