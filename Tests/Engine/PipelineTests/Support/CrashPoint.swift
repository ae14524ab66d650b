import Files
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

/// What lies on the disk when the daemon ends at one point of the walk of item 1,
/// `lines/acme/a.txt`.
struct CrashPoint: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let arrange: @Sendable (Mill) async throws -> Void

  init(_ name: String, _ arrange: @escaping @Sendable (Mill) async throws -> Void) {
    testDescription = name
    self.arrange = arrange
  }

  static let all = [
    CrashPoint("claim not begun") { try $0.drop("lines/acme/a.txt", "one\n") },
    CrashPoint("claim half prepared") { mill in
      try mill.drop("lines/acme/a.txt", "one\n")
      try Directory.make(mill.claim / "source")
    },
    CrashPoint("claim prepared, or half of a copy in it") { mill in
      try await mill.submit("lines/acme/a.txt", "one\n")
      try Renaming.move(mill.directory(of: ItemID(1)), to: mill.claim)
      try Directory.remove(mill.claim / "source/a.txt")
      try FileWriter.write(Array("on".utf8), to: mill.claim / "copy")
      try await mill.forgetRows()
      try mill.drop("lines/acme/a.txt", "one\n")
    },
    CrashPoint("claimed, not settled") { mill in
      try await mill.submit("lines/acme/a.txt", "one\n")
      try Renaming.move(mill.directory(of: ItemID(1)), to: mill.claim)
      try await mill.forgetRows()
    },
    CrashPoint("settled, not committed") { mill in
      try await mill.submit("lines/acme/a.txt", "one\n")
      try await mill.forgetRows()
    },
    CrashPoint("leased") { mill in
      try await mill.submit("lines/acme/a.txt", "one\n")
      _ = try await mill.lease()
    },
    CrashPoint("half a stream written") { mill in
      try await mill.submit("lines/acme/a.txt", "one\n")
      _ = try await mill.lease()
      try FileWriter.write(
        Array("number\ttext\n1\twro".utf8), to: mill.directory(of: ItemID(1)) / "records.tsv")
    },
    CrashPoint("at process, its input only in memory") { try await $0.strand(at: .process) },
    CrashPoint("at nlg, its input only in memory") { try await $0.strand(at: .nlg) },
    CrashPoint("at qa, its input only in memory") { try await $0.strand(at: .qa) },
    CrashPoint("at publish, its input only in memory") { try await $0.strand(at: .publish) },
    CrashPoint("at nlg, half of its input on the disk") { mill in
      try await mill.strand(at: .nlg)
      try FileWriter.write(
        Array("number\ttext\n1\twrong\n\\.".utf8), to: mill.directory(of: ItemID(1)) / "plans.tsv")
    },
    CrashPoint("built, not decided") { mill in
      try await mill.strand(at: .publish)
      try FileWriter.write([1], to: mill.makeBuilding() / "lines.txt")
    },
    CrashPoint("decided, not visible") { mill in
      try await mill.undoPublish()
      try Renaming.move(mill.target, to: mill.building)
    },
    CrashPoint("decided, an older one visible") { mill in
      try await mill.undoPublish()
      try Renaming.move(mill.target, to: mill.building)
      try mill.place.write("outbox/lines/acme/a.txt/old.txt", "old")
    },
    CrashPoint("visible, the older one not removed") { mill in
      try await mill.undoPublish()
      try FileWriter.write([1], to: mill.makeBuilding() / "old.txt")
    },
    CrashPoint("visible, not confirmed") { try await $0.undoPublish() },
    CrashPoint("visible, item.json of the intake") { mill in
      try await mill.undoPublish()
      var item = try mill.item(ItemID(1))
      item.runs = []
      item.published = nil
      try item.write(in: mill.directory(of: ItemID(1)))
    },
    CrashPoint("decided, and nothing of it on the disk") { mill in
      try await mill.undoPublish()
      try Directory.remove(mill.target)
    },
    CrashPoint("confirmed, the item not moved") { mill in
      try await mill.undoPublish()
      try await mill.database.write { try $0.execute("update publication set state = 'published'") }
    },
    CrashPoint("done, the rows not written") { mill in
      try await mill.undoPublish()
      try Renaming.move(
        mill.directory(of: ItemID(1)), to: mill.workspace.directory(of: ItemID(1), in: .done))
    },
    CrashPoint("done") { mill in
      try await mill.submit("lines/acme/a.txt", "one\n")
      try await mill.work()
    },
  ]
}

extension Mill {
  var claim: Path { workspace.directory(.ingest) / ".new-000001" }
  var building: Path { workspace.building / "000001" }
  var target: Path { workspace.outbox / "lines/acme/a.txt" }

  func makeBuilding() throws -> Path {
    try Directory.make(building)
    return building
  }

  func forgetRows() async throws {
    try await database.write { connection in
      try connection.execute("delete from item")
      try connection.execute("delete from job")
    }
  }

  /// Leaves item 1 in a stage's directory as `advance` does, with rows of the stage before.
  func strand(at stage: Stage) async throws {
    try await submit("lines/acme/a.txt", "one\n")
    _ = try await lease()
    try Renaming.move(
      directory(of: ItemID(1)), to: workspace.directory(of: ItemID(1), in: Workspace.Place(stage)))
    let before = stage.previous?.rawValue ?? ""
    try await database.write { connection in
      try connection.execute("update job set stage = $1", [.text(before)])
      try connection.execute("update item set place = $1", [.text(before)])
    }
  }

  /// Publishes item 1, and puts it and its rows back to where they are behind the decision.
  func undoPublish() async throws {
    try await submit("lines/acme/a.txt", "one\n")
    try await work()
    try Renaming.move(
      directory(of: ItemID(1)), to: workspace.directory(of: ItemID(1), in: .publish))
    try await database.write { connection in
      try connection.execute("update job set state = 'running', stage = 'publish'")
      try connection.execute("update item set place = 'publish', outcome = null, published = null")
      try connection.execute("update publication set state = 'decided'")
    }
  }

  /// What a watcher finds.
  func takeInbox() async throws {
    for path in try TreeListing.paths(below: workspace.inbox) { try await accept(path) }
  }
}
