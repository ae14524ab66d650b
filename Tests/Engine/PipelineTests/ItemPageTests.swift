import Files
import Foundation
import Pipeline
import SQLiteStorage
import TestSupport
import Testing

@Suite struct `A page of items` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  private func database(_ rows: [Rows.Row]) async throws -> SQLiteDatabase {
    try await Rows.database(rows, at: (place.path / "test.sqlite").description)
  }

  private func page(
    _ database: SQLiteDatabase, _ query: ItemQuery = ItemQuery(), limit: Int = 3,
    at cursor: ItemPage.Cursor? = nil
  ) async throws -> ItemPage {
    let now = Rows.midnight.addingTimeInterval(10_000)
    return try await database.read {
      try ItemPage.read(query, limit: limit, at: cursor, now: now, $0)
    }
  }

  @Test(arguments: [
    ([(String, String)](), [4, 3, 2, 1]), ([("place", "failed")], [3]),
    ([("place", "failed"), ("place", "hold")], [3, 2]), ([("text", "MARCH")], [4]),
    ([("text", "price is odd")], [2]), ([("text", "100%")], []), ([("business", "other")], [1]),
    ([("worker", "lines"), ("order", "up")], [1, 2, 3, 4]), ([("older", "9997s")], [3, 2, 1]),
    ([("younger", "9997s")], [4, 3]), ([("place", "trash")], [5]), ([("outcome", "failed")], [3]),
    ([("sort", "name")], [4, 3, 2, 1]), ([("sort", "size"), ("order", "up")], [1, 2, 3, 4]),
    ([("sort", "finished")], [3, 2, 1, 4]), ([("parent", "1")], [4]),
    ([("progress", "waiting")], [4]), ([("progress", "running")], []),
  ])
  func `holds what was asked for, in its order`(
    _ parameters: [(String, String)], _ expected: [Int]
  ) async throws {
    let database = try await database([
      .init(business: "other"), .init(place: .hold, reason: "the price is ODD"),
      .init(place: .failed), .init(place: .nlg, name: "march.csv", parent: 1),
      .init(place: .trash),
    ])
    let query = try ItemQuery(parameters: parameters.map { (name: $0.0, value: $0.1) })
    let page = try await page(database, query, limit: 10)
    #expect(page.items.map(\.id) == expected)
    #expect(page.matching == expected.count)
    #expect(try ItemQuery(parameters: query.parameters) == query)
    await database.close()
  }

  @Test(arguments: [
    ("ácme", [1]), ("ÁCME gmbh", [1]), ("größe", [3, 2]), ("GRÖSSE", [3]), ("Größe", [3, 2]),
    ("ähre öl", [4]), ("Ähre Öl", [4]), ("ÄHRE ÖL", [4]), ("äcme", []), ("100%ä", []),
    ("zürich", [5]), ("ZU\u{308}RICH", [5]), ("gro\u{308}ße", [3, 2]),
  ])
  func `holds what was asked for in letters of either case`(
    _ text: String, _ expected: [Int]
  ) async throws {
    let database = try await database([
      .init(name: "Ácme GmbH.csv"), .init(name: "größe.csv"), .init(name: "GRÖSSE.csv"),
      .init(business: "other", name: "Ähre Öl.csv"), .init(name: "Zu\u{308}rich.csv"),
    ])
    var query = ItemQuery()
    query.text = text
    #expect(try await page(database, query).items.map(\.id).sorted() == expected.sorted())
    await database.close()
  }

  @Test(arguments: [
    ("place", "nowhere", "ingest, process"), ("older", "yesterday", "2h"), ("older", "-1h", "2h"),
    ("sort", "colour", "arrival, name"), ("order", "sideways", "up, down"),
    ("parent", "x", "number"), ("text", String(repeating: "a", count: 201), "200"),
  ])
  func `is not made up for a question that means nothing`(
    _ name: String, _ value: String, _ expected: String
  ) throws {
    let fault = #expect(throws: ItemQuery.Fault.self) {
      try ItemQuery(parameters: [(name: name, value: value)])
    }
    #expect(fault?.description.contains(expected) == true)
  }

  @Test(arguments: ItemQuery.Sort.allCases, [true, false])
  func `goes on behind the last, and back, while others come in`(
    _ sort: ItemQuery.Sort, _ isAscending: Bool
  ) async throws {
    // Equal names, so that the order among them counts too.
    let rows = (1...10).map { Rows.Row(name: "file-\($0 / 3).csv") }
    let database = try await database(rows)
    var query = ItemQuery()
    query.sort = sort
    query.isAscending = isAscending
    var seen: [Int] = []
    var pages: [[Int]] = []
    var cursor: ItemPage.Cursor?
    var next = 11
    repeat {
      let page = try await page(database, query, at: cursor)
      pages.append(page.items.map(\.id))
      seen += page.items.map(\.id)
      cursor = try page.next.map { try #require(ItemPage.Cursor($0.description)) }
      try await Rows.add([Rows.Row(name: "file-1.csv")], from: next, to: database)
      next += 1
    } while cursor != nil
    let old = seen.filter { $0 <= 10 }
    #expect(Set(old) == Set(1...10))
    #expect(seen.count == Set(seen).count)
    // And back, from the last page to the one before it.
    let last = try await page(database, query, at: nil)
    let second = try await page(database, query, at: last.next)
    let back = try await page(database, query, at: second.previous)
    #expect(back.items.map(\.id) == last.items.map(\.id))
    await database.close()
  }

  @Test func `shows only the businesses that somebody may see`() async throws {
    let database = try await database([
      .init(), .init(business: "other"), .init(), .init(place: .trash),
    ])
    var query = ItemQuery()
    query.visibleBusinesses = ["other"]
    let some = try await page(database, query)
    #expect(some.items.map(\.id) == [2])
    #expect(some.counts == [.done: 1])
    query.visibleBusinesses = []
    #expect(try await page(database, query).items.isEmpty)
    let businesses = try await database.read { try BusinessSummary.all(visible: ["acme"], $0) }
    #expect(businesses.map(\.business) == ["acme"])
    #expect(businesses.first?.items == 2, "what was deleted is in no list")
    await database.close()
  }
}
