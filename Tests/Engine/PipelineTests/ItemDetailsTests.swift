import Files
import Foundation
import Pipeline
import SQLiteStorage
import Storage
import Tables
import TestSupport
import Testing

@Suite struct `The details` {
  private func details(_ mill: Mill, _ id: ItemID) async throws -> ItemDetails {
    try #require(try await ItemDetails.read(id, in: mill.workspace, mill.database))
  }

  @Test func `are told of an item that goes on meanwhile`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    let workspace = mill.workspace
    // It goes once through all stages during each look.
    let (looks, look) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask {
        let places = Stage.allCases.map { workspace.directory(of: id, in: Workspace.Place($0)) }
        for await _ in looks {
          for (from, to) in zip(places, places.dropFirst()) { try Renaming.move(from, to: to) }
          try Renaming.move(places[places.count - 1], to: places[0])
        }
      }
      for _ in 0..<1000 {
        look.yield()
        let details = try await ItemDetails.read(id, in: workspace, mill.database)
        #expect(details?.files.count ?? 1 == 1)
      }
      look.finish()
    }
  }

  @Test func `tell the files, the streams, what was left out and what waits`() async throws {
    let mill = try await Mill(.update)
    let id = try await mill.submit(
      "lines/acme/a.txt", "one\nreject process\nhold qa\nhold qa\ntwo\n")
    try await mill.work()
    let details = try await details(mill, id)
    #expect(details.place == .hold)
    #expect(details.summary?.outcome == "published")
    #expect(
      details.files.map(\.name) == [
        "source/a.txt", "approved.tsv", "drafts.tsv", "held.qa.tsv", "plans.tsv",
        "reasons.qa.tsv", "records.tsv", "rejects.process.tsv",
      ])
    #expect(details.files.first { $0.name == "held.qa.tsv" }?.stage == .qa)
    let records = try details.records(of: .process, limit: 2)
    let values = records.map { $0.fields.map(\.value).joined(separator: " ") }
    #expect(values == ["1 ONE", "3 hold qa"])
    #expect(try details.records(of: .process, from: 4, limit: 9).map(\.number) == [4])
    #expect(try details.rejects(limit: 9).map(\.line) == [2])
    #expect(try details.rejects(skipping: 1, limit: 9).isEmpty)
    let held = try details.held(limit: 9)
    #expect(held.map(\.number) == [1, 2])
    #expect(held.first?.fields.last?.value == "released")
    #expect(held.first?.reasons.map(\.message) == ["as it says"])
    #expect(try details.held(after: 1, limit: 9).map(\.number) == [2])
    #expect(try details.sourceText("source/a.txt", limit: 3) == "one")
    #expect(try details.sourceText("item.json", limit: 3) == nil)
    #expect(try details.sourceText("source/../item.json", limit: 3) == nil)
  }

  @Test func `tell each run's begin, and each attempt that failed`() async throws {
    let mill = try await Mill()
    mill.script.plan(.nlg, .fail("no"))
    let id = try await mill.submit("lines/acme/a.txt", "one\n")
    mill.clock.advance(by: .seconds(5))
    try await mill.work()
    mill.clock.advance(by: .seconds(60))
    try await mill.work()
    let item = try await details(mill, id).item
    #expect(item.runs.map { $0.begun?.rounded() } == [5, 5, 65, 65, 65])
    let attempt = try #require(item.attempts?.first)
    #expect(attempt.stage == .nlg)
    #expect(attempt.number == 1)
    #expect(!attempt.message.isEmpty)
  }

  @Test func `tell what an item was split into, and what it is a part of`() async throws {
    let mill = try await Mill()
    let id = try await mill.submit("lines/acme/all.split", "b.txt bee\nc.txt sea\n")
    try await mill.work()
    let parts = try await details(mill, id)
    #expect(parts.parts.map(\.name) == ["b.txt", "c.txt"])
    #expect(parts.partCount == 2)
    let part = try await details(mill, ItemID(parts.parts[0].id))
    #expect(part.parent?.id == id.number)
  }

  @Test(arguments: [
    ([0x61, 0xc3, 0xa4, 0x62], 2, "a"), ([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68], 9, "Zürich"),
    ([0xff, 0xfe, 0x61, 0x00, 0xfc, 0x00], 9, "aü"), ([0xff, 0xfe, 0x61, 0x00, 0xfc], 9, "a"),
    ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 9, nil), ([0x01, 0x02, 0x03], 9, nil),
    ([0x61, 0x00], 9, nil), ([0xff, 0xfe], 9, nil),
  ])
  func `show the begin of a source, if it is text`(
    _ bytes: [UInt8], _ limit: Int, _ expected: String?
  ) async throws {
    let mill = try await Mill()
    mill.script.plan(.ingest, .say(.hold([])))
    try mill.place.write("inbox/lines/acme/a.txt", bytes)
    guard case .accepted(let id) = try await mill.accept("lines/acme/a.txt").first else { return }
    let details = try await details(mill, id)
    #expect(try details.sourceText("source/a.txt", limit: limit) == expected)
  }

  @Test func `are nothing of an item that never was`() async throws {
    let mill = try await Mill()
    #expect(try await ItemDetails.read(ItemID(9), in: mill.workspace, mill.database) == nil)
  }

  @Test func `tell of parts and of the whole only what may be seen`() async throws {
    let mill = try await Mill()
    let whole = try await mill.submit("lines/march.split", "a.txt one\nb.txt two\n")
    try await mill.work()
    // As rules would have it that ask for the folder within.
    try await mill.database.write { connection in
      for (business, name) in [("acme", "a.txt"), ("best", "b.txt")] {
        try connection.execute(
          "update item set business=$1 where name=$2", [.text(business), .text(name)])
      }
    }
    func look(_ id: ItemID, _ businesses: [String]?) async throws -> ItemDetails {
      try #require(
        try await ItemDetails.read(
          id, in: mill.workspace, visible: businesses, mill.database))
    }
    let all = try await look(whole, nil)
    #expect(all.parts.map(\.business).sorted() == ["acme", "best"])
    let some = try await look(whole, ["default", "acme"])
    #expect(some.parts.map(\.business) == ["acme"])
    #expect(some.partCount == 1)
    let part = ItemID(try #require(some.parts.first).id)
    #expect(try await look(part, ["acme"]).parent == nil)
    #expect(try await look(part, ["acme", "default"]).parent?.id == whole.number)
  }
}
