import Files
import Foundation
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `Originals that are done` {
  @Test func `are kept for ever without a limit`() async throws {
    let mill = try await Self.millWithThree()
    #expect(try await Self.run(mill, Retention.Limits()) == Retention.Result())
    #expect(try Self.kept(mill) == [1, 2, 3])
  }

  @Test(arguments: [(3.5, [1, 2, 3], 0), (2.5, [2, 3], 5), (1.5, [3], 10), (0.5, [], 15)])
  func `go when they are old`(_ days: Double, _ kept: [Int], _ bytes: Int) async throws {
    let mill = try await Self.millWithThree()
    let result = try await Self.run(mill, Retention.Limits(age: days * 86_400))
    #expect(result == Retention.Result(items: 3 - kept.count, bytes: bytes))
    #expect(try Self.kept(mill) == kept)
    #expect(try await Self.run(mill, Retention.Limits(age: days * 86_400)) == Retention.Result())
  }

  @Test(arguments: [(15, [1, 2, 3]), (14, [2, 3]), (10, [2, 3]), (4, []), (0, [])])
  func `go, the oldest first, when they take too much room`(
    _ bytes: Int, _ kept: [Int]
  ) async throws {
    let mill = try await Self.millWithThree()
    try await Self.run(mill, Retention.Limits(bytes: bytes))
    #expect(try Self.kept(mill) == kept)
  }

  @Test func `are told of, and known still, when they are gone`() async throws {
    let mill = try await Self.millWithThree()
    try await Self.run(mill, Retention.Limits(age: 86_400 * 2.5))
    let row = try await mill.database.read { try ItemSummary.one(ItemID(1), $0) }
    #expect(row?.place == "done")
    #expect(row?.reason == "its original was removed: it was done long enough ago")
    #expect(mill.log.text.contains("originals removed items=1 bytes=5"))
    #expect(try mill.published().count == 3)
    try mill.drop("lines/acme/again.txt", "one1\n")
    #expect(
      try await mill.accept("lines/acme/again.txt") == [.seenBefore(ItemID(4), first: ItemID(1))])
    try await mill.restart()
    #expect(try await mill.row(ItemID(1)).hasPrefix("done published"))
  }

  @Test func `are forgotten when nobody wants to know of them any more`() async throws {
    let mill = try await Self.millWithThree()
    let limits = Retention.Limits(age: 86_400 * 1.5, historyAge: 86_400 * 2.5)
    #expect(
      try await Self.run(mill, limits) == Retention.Result(items: 2, bytes: 10, forgotten: 1))
    #expect(mill.log.text.contains("history cut items=1"))
    #expect(try await mill.database.read { try ItemSummary.one(ItemID(1), $0) } == nil)
    #expect(try await Self.rows(mill) == ["item 2", "job 2", "publication 1", "publication 2"])
    #expect(try mill.published().count == 3)
    try mill.drop("lines/acme/again.txt", "one1\n")
    #expect(try await mill.accept("lines/acme/again.txt") == [.accepted(ItemID(4))])
  }

  /// One that failed may be older than all that is forgotten.
  @Test func `are forgotten, and what is older still covers nothing of them`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.reject([])))
    let old = try await mill.submit("lines/acme/a.txt", "old\n")
    try await mill.work()
    for (name, text) in [("a", "new\n"), ("a", "newest\n"), ("b", "last\n")] {
      try await mill.submit(Path("lines/acme/\(name).txt"), text)
      try await mill.work()
    }
    mill.clock.advance(by: .seconds(86_400))
    let limits = Retention.Limits(age: 60, historyAge: 60)
    #expect(try await Self.run(mill, limits).forgotten == 2)
    let known = try await mill.database.read { connection in
      try connection.query("select item from publication order by item") { $0.integer(0) }
    }
    #expect(known == [3, 4], "one for each folder of results")
    try ItemActions(mill.workspace).retry(old)
    try await mill.recovery.mendMoved(old)
    try await mill.work()
    #expect(
      try mill.published() == [
        "lines/acme/a.txt/lines.txt": "NEWEST!\n", "lines/acme/a.txt-000001/lines.txt": "OLD!\n",
        "lines/acme/b.txt/lines.txt": "LAST!\n",
      ])
  }

  @Test func `are not said to be done anew when they are gone`() async throws {
    let mill = try await Self.millWithThree()
    try await Self.run(mill, Retention.Limits(age: 60))
    try await mill.restart(afterMachineStop: true)
    #expect(try await mill.row(ItemID(1)) == "done published")
    #expect(!mill.log.text.contains("machine went down"), "\(mill.log.text)")
  }

  @Test func `are never forgotten while they are kept, and the newest is not, either`()
    async throws
  {
    let mill = try await Self.millWithThree()
    #expect(try await Self.run(mill, Retention.Limits(historyAge: 60)) == Retention.Result())
    let all = Retention.Limits(age: 60, historyAge: 60)
    #expect(try await Self.run(mill, all) == Retention.Result(items: 3, bytes: 15, forgotten: 2))
    #expect(try await mill.submit("lines/acme/next.txt", "next\n") == ItemID(4))
  }

  @Test func `that somebody removed are forgotten, too`() async throws {
    let mill = try await Self.millWithThree()
    try await mill.submit("lines/acme/lost.txt", "lost\n")
    try Directory.remove(mill.directory(of: ItemID(4)))
    try await mill.restart()
    try await mill.submit("lines/acme/next.txt", "next\n")
    mill.clock.advance(by: .seconds(61))
    #expect(
      try await Self.run(mill, Retention.Limits(historyAge: 60)) == Retention.Result(forgotten: 1))
    #expect(try await mill.database.read { try ItemSummary.one(ItemID(4), $0) } == nil)
  }

  @Test func `that were put back are kept as long as any other, and not forgotten`() async throws {
    let mill = try await Self.millWithThree()
    let copy = mill.place.path / "copy"
    try FileCopy.directory(mill.directory(of: ItemID(1)), to: copy)
    try await Self.run(mill, Retention.Limits(age: 86_400 * 2.5))
    try Renaming.move(copy, to: mill.workspace.directory(of: ItemID(1), in: .done))
    let limits = Retention.Limits(historyAge: 60)
    #expect(try await Self.run(mill, limits) == Retention.Result())
    try Renaming.move(
      mill.directory(of: ItemID(1)), to: mill.workspace.directory(of: ItemID(1), in: .ingest))
    try await mill.database.write { try ItemTable($0).move(ItemID(1), to: .hold) }
    try await mill.restart()
    try await mill.work()
    mill.clock.advance(by: .seconds(86_400 * 4))
    #expect(
      try await Self.run(mill, Retention.Limits(age: 86_400 * 3))
        == Retention.Result(items: 3, bytes: 15))
  }

  @Test func `that failed or wait are no affair of it`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.reject([])))
    try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    mill.clock.advance(by: .seconds(86_400 * 900))
    try await Self.run(mill, Retention.Limits(age: 60, bytes: 0, historyAge: 60))
    #expect(try mill.source(of: ItemID(1)) == "one\n")
  }

  /// Of five bytes each, done three days, two days and one day ago.
  private static func millWithThree() async throws -> Mill {
    let mill = try await Mill()
    for number in 1...3 {
      try await mill.submit(Path("lines/acme/\(number).txt"), "one\(number)\n")
      try await mill.work()
      mill.clock.advance(by: .seconds(86_400))
    }
    return mill
  }

  @discardableResult
  private static func run(
    _ mill: Mill, _ limits: Retention.Limits
  ) async throws -> Retention.Result {
    let clock = mill.clock
    return try await Retention(
      workspace: mill.workspace, database: mill.database, limits: limits,
      now: { clock.date }, logger: mill.log.logger
    ).run()
  }

  /// The rows of all items but the last.
  private static func rows(_ mill: Mill) async throws -> [String] {
    try await mill.database.read { connection in
      try ["item", "job", "publication"].flatMap { table in
        let key = table == "item" ? "id" : "item"
        return try connection.query("select \(key) from \(table) where \(key) < 3") {
          "\(table) \($0.integer(0))"
        }
      }
    }
  }

  private static func kept(_ mill: Mill) throws -> [Int] {
    try Directory.entries(of: mill.workspace.directory(.done))
      .compactMap { Int(String(decoding: $0.name, as: UTF8.self)) }.sorted()
  }
}
