import Files
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `A publication` {
  let mill: Mill
  let item: Item
  var target: Path { mill.workspace.outbox / "lines/acme/a.txt" }

  init() async throws {
    mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    item = try mill.item(id)
  }

  /// Publishes these files.
  @discardableResult
  func publish(
    _ files: [String: String], removing removals: [Path] = [],
    mode: PublicationWriter.Mode = .replace
  ) async throws -> Path {
    let writer = try await mill.outbox.begin(item)
    if mode == .update { await writer.aim(at: "a.txt", .update, reportDirectory: "") }
    for (name, text) in files { try writer.write(Path(name), Array(text.utf8)) }
    for path in removals { try writer.remove(path) }
    try await mill.outbox.publish(writer, of: item)
    return writer.target
  }

  private func inodes() throws -> [String: UInt64] {
    var inodes: [String: UInt64] = [:]
    for path in try TreeListing.paths(below: target) {
      inodes[path.description] = try FileStatus.of(target / path).inode
    }
    return inodes
  }

  func texts() throws -> [String: String] {
    try TreeListing.of(target).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `appears under the business's folder, and nothing is left beside it`() async throws {
    let path = try await publish(["a.txt": "1", "b/c.txt": "2"])
    #expect(path == "lines/acme/a.txt")
    #expect(try texts() == ["a.txt": "1", "b/c.txt": "2"])
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test func `of thousands of files is as whole, and remembers no names`() async throws {
    let writer = try await mill.outbox.begin(item)
    try writer.write("a/first", Array("1".utf8))
    #expect(writer.files.made.paths.contains(writer.building / "a/first"))
    for number in 0..<4096 { try writer.write(Path("b/\(number)"), Array("2".utf8)) }
    #expect(writer.files.made.trees == [writer.building])
    #expect(writer.files.made.paths.isEmpty)
    try await mill.outbox.publish(writer, of: item)
    #expect(try texts().count == 4097)
  }

  @Test func `replaces the one before whole, and leaves equal files untouched`() async throws {
    try await publish(["same.txt": "1", "b/same.txt": "2", "changed.txt": "3", "gone.txt": "4"])
    let before = try inodes()
    try await publish(["same.txt": "1", "b/same.txt": "2", "changed.txt": "5", "new/a.txt": "6"])
    #expect(
      try texts() == ["same.txt": "1", "b/same.txt": "2", "changed.txt": "5", "new/a.txt": "6"])
    let after = try inodes()
    #expect(after["same.txt"] == before["same.txt"])
    #expect(after["b/same.txt"] == before["b/same.txt"])
    #expect(after["changed.txt"] != before["changed.txt"])
  }

  @Test func `that changes nothing touches nothing, not even the directory`() async throws {
    try await publish(["a.txt": "1", "b/c.txt": "2"])
    let before = (try inodes(), try FileStatus.of(target))
    try await publish(["a.txt": "1", "b/c.txt": "2"])
    #expect(try inodes() == before.0)
    #expect(try FileStatus.of(target) == before.1)
  }

  @Test func `is replaced by one with fewer files`() async throws {
    try await publish(["a.txt": "1", "b.txt": "2"])
    try await publish(["a.txt": "1"])
    #expect(try texts() == ["a.txt": "1"])
  }

  @Test func `updates what changed and keeps the rest`() async throws {
    try await publish(["same.txt": "1", "other.txt": "2", "a/b.txt": "3"], mode: .update)
    let before = try inodes()
    try await publish(["same.txt": "1", "a/b.txt": "4", "c/d/e.txt": "5"], mode: .update)
    #expect(
      try texts() == ["same.txt": "1", "other.txt": "2", "a/b.txt": "4", "c/d/e.txt": "5"])
    let after = try inodes()
    #expect(after["same.txt"] == before["same.txt"])
    #expect(after["other.txt"] == before["other.txt"])
  }

  @Test func `takes files away, and the folders that this empties`() async throws {
    try await publish(["a/b/c.txt": "1", "a/d.txt": "2", "e/f.txt": "3"], mode: .update)
    try await publish(
      ["g.txt": "4"], removing: ["a/b/c.txt", "e/f.txt", "none.txt"], mode: .update)
    #expect(try texts() == ["a/d.txt": "2", "g.txt": "4"])
    #expect(try FileStatus.ifPresent(target / "a/b") == nil)
    #expect(try FileStatus.ifPresent(target / "e") == nil)
  }

  @Test func `may have a file where a folder was, and the other way round`() async throws {
    try await publish(["a/b.txt": "1", "c": "2"], mode: .update)
    try await publish(["a": "3", "c/d.txt": "4"], mode: .update)
    #expect(try texts() == ["a": "3", "c/d.txt": "4"])
    try await mill.outbox.settle()
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test(arguments: ["lines", "lines/acme", "lines/acme/a.txt"])
  func `does not touch what stands in its place`(_ path: String) async throws {
    try mill.place.write("outbox" / Path(path), "a person's")
    await #expect(throws: PublicationError(.occupied, mill.workspace.outbox / path)) {
      try await publish(["a.txt": "1"])
    }
    let kept = try FileReader.contents(of: mill.workspace.outbox / path)
    #expect(kept == Array("a person's".utf8))
  }

  @Test(arguments: [
    "", "/etc/passwd", "../a", "a/../../b", ".hidden", "a/.b", "a b", "ä", "a\nb", "a\\b", "a/.",
  ])
  func `has no file with an unsafe path`(_ path: String) async throws {
    let writer = try await mill.outbox.begin(item)
    #expect(throws: PublicationError(.unsafePath, Path(path))) {
      try writer.write(Path(path), [])
    }
    #expect(throws: PublicationError(.unsafePath, Path(path))) { try writer.remove(Path(path)) }
    try await mill.outbox.discard(writer)
  }

  @Test(
    arguments: [
      (.replace, PublicationChange(added: 1, changed: 1, removed: 1, same: 1)),
      (.update, PublicationChange(added: 1, changed: 1, removed: 0, same: 1)),
    ] as [(PublicationWriter.Mode, PublicationChange)])
  func `is told with what it changed, by where it is seen`(
    _ mode: PublicationWriter.Mode, _ change: PublicationChange
  ) async throws {
    try await publish(["a": "1", "b": "2", "c": "3"])
    #expect(try await results().isEmpty, "it is on its way still")
    let id = item.id
    try await mill.database.write { connection in
      try ItemTable(connection).end(
        id,
        ItemTable.Ending(
          place: .done, outcome: "published", finished: Rows.midnight,
          published: "lines/acme/a.txt",
          records: 4))
    }
    let first = try #require(try await results().first)
    #expect(first.target == "lines/acme/a.txt")
    #expect(first.versions.map(\.change) == [PublicationChange(added: 3)])
    #expect(first.versions.map(\.records) == [4])
    try await publish(["a": "1", "b": "5", "d": "6"], mode: mode)
    #expect(try await results().first?.versions.first?.change == change)
    try await publish(["a": "1", "b": "5", "d": "6"], mode: mode)
    #expect(
      try await results().first?.versions.first?.change == PublicationChange(same: 3))
  }

  private func results() async throws -> [PublishedResult] {
    try await mill.database.read {
      try PublishedResult.latest(of: "acme", worker: "lines", limit: 10, $0)
    }
  }

  @Test func `has its effects in the transaction that decides it`() async throws {
    try await mill.database.write { try $0.execute("create table effect(v integer)") }
    let writer = try await mill.outbox.begin(item)
    try writer.write("a.txt", [1])
    writer.onDecide { try $0.execute("insert into effect values(1)") }
    writer.onDecide { connection in
      let decided = try connection.first("select count(*) from publication") { $0.integer(0) }
      #expect(decided == 1)
      throw Refusal()
    }
    await #expect(throws: Refusal.self) { try await mill.outbox.publish(writer, of: item) }
    let counts = try await mill.database.read { connection in
      try ["effect", "publication"].map { table in
        try connection.first("select count(*) from \(table)") { $0.integer(0) }
      }
    }
    #expect(counts == [0, 0])
    #expect(try FileStatus.ifPresent(target) == nil)
  }

  @Test func `waits for another at the same place, and then sees its files`() async throws {
    try await mill.submit("lines/acme/b.txt", "two\n")
    let second = try mill.item(ItemID(2))
    let (outbox, first, published) = (mill.outbox, item, mill.workspace.outbox / "lines/acme/site")
    try await withThrowingTaskGroup { group in
      for item in [first, second] {
        group.addTask {
          let writer = try await outbox.begin(item)
          await writer.aim(at: "site", .update, reportDirectory: "reports")
          let earlier = try TreeListing.paths(below: published).count
          try writer.write(Path("\(item.id).txt"), Array("\(earlier)".utf8))
          try await outbox.publish(writer, of: item)
        }
      }
      try await group.waitForAll()
    }
    let counts = try TreeListing.of(published).values.map { String(decoding: $0, as: UTF8.self) }
    #expect(counts.sorted() == ["0", "1"])
  }

  /// Both are built in the same place: a start finds the old decision and the half of a new tree.
  @Test(arguments: [PublicationWriter.Mode.replace, .update])
  func `is not taken for the half of the next one after a crash`(
    _ mode: PublicationWriter.Mode
  ) async throws {
    try await publish(["a.txt": "1"], mode: mode)
    try await publish(["a.txt": "1", "b.txt": "2"], mode: mode)
    var again = item
    again.published = "lines/acme/a.txt"
    let writer = try await mill.outbox.begin(again)
    if mode == .update { await writer.aim(at: "a.txt", .update, reportDirectory: "") }
    try writer.write("b.txt", [])
    try await mill.restart()
    #expect(try texts() == ["a.txt": "1", "b.txt": "2"])
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test(arguments: [
    ("lines/acme/a", "lines/acme/a"), ("lines/acme/a.txt-000007", "lines/acme/a.txt-000007"),
    // Where all of a business is one, or that belonged to another one, names say where.
    ("lines/acme", "lines/acme/a.txt"), ("lines/acme/x/y", "lines/acme/a.txt"),
    ("lines/other/a", "lines/acme/a.txt"), ("lines/acme/..", "lines/acme/a.txt"),
  ])
  func `of an item stays where it was first`(_ before: String, _ target: Path) async throws {
    var item = item
    item.published = before
    let writer = try await mill.outbox.begin(item)
    #expect(writer.target == target)
    try await mill.outbox.discard(writer)
  }

  /// A file where the business's folder was, from the moment of the decision on.
  func publishInVain(_ text: String) async throws -> () throws -> Void {
    let folder = mill.workspace.outbox / "lines/acme"
    let aside = mill.workspace.outbox / "lines/aside"
    let writer = try await mill.outbox.begin(item)
    try writer.write("a.txt", Array(text.utf8))
    writer.onDecide { _ in
      try Renaming.move(folder, to: aside)
      try FileWriter.write([], to: folder)
    }
    await #expect(throws: DecidedError.self) {
      try await mill.outbox.publish(writer, of: item)
    }
    return {
      try Directory.remove(folder)
      try Renaming.move(aside, to: folder)
    }
  }

  @Test func `that is decided and cannot be seen is made visible before the next one is built`()
    async throws
  {
    try await publish(["a.txt": "1"])
    let mend = try await publishInVain("2")
    await #expect(throws: DecidedError.self) { _ = try await mill.outbox.begin(item) }
    try mend()
    #expect(try texts() == ["a.txt": "1"])
    let writer = try await mill.outbox.begin(item)
    #expect(try texts() == ["a.txt": "2"])
    try await mill.outbox.discard(writer)
  }

  @Test func `that is decided and cannot be seen keeps no start from working`() async throws {
    try await publish(["a.txt": "1"])
    let mend = try await publishInVain("2")
    try await mill.restart()
    #expect(mill.log.text.contains("results not visible item=000001"), "\(mill.log.text)")
    let other = try await mill.submit("lines/other/b.txt", "two\n")
    try await mill.work()
    #expect(try await mill.row(other) == "done published")
    try mend()
    #expect(try texts() == ["a.txt": "1"])
    try await mill.restart()
    #expect(try texts() == ["a.txt": "2"])
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test func `that is decided and cannot be seen never stands above a newer one`() async throws {
    try await publish(["a.txt": "1"])
    let mend = try await publishInVain("2")
    try mend()
    try await mill.submit("lines/acme/b.txt", "two\n")
    let second = try mill.item(ItemID(2))
    let writer = try await mill.outbox.begin(second)
    await writer.aim(at: "a.txt", .replace, reportDirectory: "")
    try writer.write("a.txt", Array("3".utf8))
    try await mill.outbox.publish(writer, of: second)
    try await mill.outbox.discard(try await mill.outbox.begin(item))
    try await mill.restart()
    #expect(try texts() == ["a.txt": "3"])
  }

  /// A disk may keep that the building was removed and forget what was moved out of it.
  @Test func `is put right where the disk has forgotten a move`() async throws {
    try await publish(["a/b.txt": "1", "c.txt": "2"], mode: .update)
    try await publish(["a/b.txt": "1", "a/d.txt": "3", "c.txt": "4"], mode: .update)
    let building = mill.workspace.building / item.id.description
    try Renaming.move(target / "a/d.txt", to: building / "a/d.txt")
    try Renaming.move(target / "c.txt", to: building / "c.txt")
    try FileWriter.write(Array("2".utf8), to: target / "c.txt")
    try await mill.restart()
    #expect(try texts() == ["a/b.txt": "1", "a/d.txt": "3", "c.txt": "4"])
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  /// What an older one has left must not be revealed above it, nor be removed while it is built.
  @Test func `is never touched by the confirmation of an older one`() async throws {
    for round in 0..<30 {
      try await publish(["a.txt": "\(round)", "b.txt": "1"], mode: .update)
      let outbox = mill.outbox
      async let settled: Void = outbox.settle()
      async let again: Void = outbox.settle()
      try await publish(["c.txt": "\(round)"], removing: ["b.txt"], mode: .update)
      _ = try await (settled, again)
      #expect(try texts() == ["a.txt": "\(round)", "c.txt": "\(round)"])
    }
    try await mill.restart()
    #expect(try texts() == ["a.txt": "29", "c.txt": "29"])
  }

  @Test func `is put right where the disk has forgotten an exchange`() async throws {
    try await publish(["a.txt": "1"])
    try await publish(["a.txt": "2"])
    try Renaming.exchange(mill.workspace.building / item.id.description, target)
    #expect(try texts() == ["a.txt": "1"])
    try await mill.restart()
    #expect(try texts() == ["a.txt": "2"])
    #expect(try Directory.entries(of: mill.workspace.building).isEmpty)
  }

  @Test func `is confirmed at the end`() async throws {
    try await publish(["a.txt": "1"])
    try await mill.outbox.settle()
    try await mill.settleRows()
    let states = try await mill.database.read { connection in
      try connection.query("select state from publication") { $0.text(0) }
    }
    #expect(states == ["published"])
  }

  private struct Refusal: Error {}
}
