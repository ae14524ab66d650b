import Files
import Foundation
import Pipeline
import TestSupport
import Testing

@Suite struct `A file that lay in the inbox when the machine went down` {
  @Test(arguments: [
    // What is in it, and whether it waits for a person.
    ("one\ntwo\n", false), ("one\r\ntwo\r\n", false), ("one\rtwo\r", false), ("one\ntwo", true),
    ("", true), ("one\nt\u{e4}", true), ("\u{89}PNG\0\u{1}IHDR", false),
  ])
  func `is held when it is a text that ends in mid-line`(_ text: String, _ isHeld: Bool)
    async throws
  {
    let mill = try await Self.millAfterCrash()
    try mill.drop("lines/acme/a.txt", text)
    let acceptance = try await mill.accept("lines/acme/a.txt")
    guard case .held(let item, let reason) = acceptance[0] else {
      #expect(!isHeld)
      return #expect(acceptance == [.accepted(ItemID(1))])
    }
    #expect(isHeld)
    #expect(reason.contains(text.isEmpty ? "it is empty" : "in the middle of a line"))
    #expect(item.id == ItemID(1))
    #expect(try mill.place(of: ItemID(1)) == .hold)
    #expect(try await mill.row(ItemID(1)) == "hold held")
    #expect(try await mill.job(ItemID(1)) == "none")
    #expect(try mill.source(of: ItemID(1)) == text)
    let report = try mill.directory(of: ItemID(1)) / "report.html"
    #expect(try FileStatus.ifPresent(report) != nil)
  }

  @Test func `goes on from its start when a person says so`() async throws {
    let mill = try await Self.millAfterCrash()
    try mill.drop("lines/acme/a.txt", "one\ntwo")
    try await mill.accept("lines/acme/a.txt")
    try ItemActions(mill.workspace).release(ItemID(1))
    try await mill.recovery.mendMoved()
    try await mill.work()
    #expect(try await mill.row(ItemID(1)) == "done published")
    #expect(try mill.published() == ["lines/acme/a.txt/lines.txt": "ONE!\nTWO!\n"])
    #expect(try mill.item(ItemID(1)).findings.isEmpty)
  }

  @Test func `is held too when the daemon ended in the middle of taking it`() async throws {
    let mill = try await Self.millAfterCrash()
    try mill.drop("lines/acme/a.txt", "one\ntwo")
    try await mill.accept("lines/acme/a.txt")
    let workspace = mill.workspace
    try Renaming.move(
      workspace.directory(of: ItemID(1), in: .hold),
      to: workspace.directory(.ingest) / ".new-000001")
    try await mill.forgetRows()
    try await mill.restart()
    #expect(try mill.place(of: ItemID(1)) == .hold)
    #expect(try await mill.row(ItemID(1)) == "hold held")
  }

  @Test func `is whole when its content came whole before`() async throws {
    var configuration = Configuration()
    configuration.suspectBefore = .distantFuture
    let mill = try await Mill()
    try await mill.submit("lines/acme/a.txt", "one\ntwo")
    try await mill.work()
    let later = try await Mill(continuing: mill, configuration)
    try later.drop("lines/acme/b.txt", "one\ntwo")
    #expect(
      try await later.accept("lines/acme/b.txt") == [.seenBefore(ItemID(2), first: ItemID(1))])
    #expect(try later.place(of: ItemID(2)) == .done)
    #expect(try later.item(ItemID(2)).findings.isEmpty)
  }

  @Test func `is taken as ever when it came later`() async throws {
    var configuration = Configuration()
    configuration.suspectBefore = .distantPast
    let mill = try await Mill(.replace, configuration)
    try mill.drop("lines/acme/a.txt", "one\ntwo")
    #expect(try await mill.accept("lines/acme/a.txt") == [.accepted(ItemID(1))])
  }

  private static func millAfterCrash() async throws -> Mill {
    var configuration = Configuration()
    configuration.suspectBefore = .distantFuture
    return try await Mill(.replace, configuration)
  }
}
