import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

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

  @Test func `that failed or wait are no affair of it`() async throws {
    let mill = try await Mill()
    mill.script.plan(.qa, .say(.reject([])))
    try await mill.submit("lines/acme/a.txt", "one\n")
    try await mill.work()
    mill.clock.advance(by: .seconds(86_400 * 900))
    try await Self.run(mill, Retention.Limits(age: 60, bytes: 0))
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

  private static func kept(_ mill: Mill) throws -> [Int] {
    try Directory.entries(of: mill.workspace.directory(.done))
      .compactMap { Int(String(decoding: $0.name, as: UTF8.self)) }.sorted()
  }
}
