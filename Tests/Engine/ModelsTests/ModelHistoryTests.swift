import Foundation
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Models

@Suite struct `The history of questions` {
  private static let day = 86_400.0
  /// The first of a month, at midnight.
  private static let start = 1_793_491_200.0
  private static let purpose = ModelPurpose(
    business: "acme", item: 1, name: "listings", prompt: "p", version: "v")

  private static func call(_ number: Int, _ outcome: String = "answered") -> ModelCall {
    ModelCall(
      at: start + Double(number) * day, purpose: purpose, provider: "here", model: "m",
      tokensIn: 10, tokensOut: 1, tokensKept: 0, cost: 5, seconds: 0.5, tries: 1,
      outcome: outcome)
  }

  private func database(_ place: TemporaryDirectory, calls: Int) async throws -> SQLiteDatabase {
    let database = try SQLiteDatabase(path: "\(place.path)/models.sqlite")
    try await Migration.apply(ModelTables.migrations, to: database)
    try await database.write { connection in
      for number in 0..<calls { try CallTable(connection).append(Self.call(number)) }
    }
    return database
  }

  @Test func `is cut, some at once, and never below the newest`() async throws {
    let place = try TemporaryDirectory()
    let database = try await database(place, calls: 10)
    let all = Date(timeIntervalSince1970: Self.start + 100 * Self.day)
    var gone: [Int] = []
    for _ in 0..<4 {
      gone.append(
        try await database.write {
          try ModelHistory($0).forget(before: all, itemsBefore: 1, limit: 4)
        })
    }
    #expect(gone == [4, 4, 1, 0])
    let left = try await database.read { try ModelReports($0).costs(by: .day) }
    #expect(left.map(\.of) == ["2026-11-10"])
    await database.close()
  }

  @Test func `keeps what may still be asked for`() async throws {
    let place = try TemporaryDirectory()
    let database = try await database(place, calls: 3)
    try await database.write { connection in
      let spends = SpendTable(connection)
      for item in [4, 5] {
        for days in [-40.0, -1, 0] {
          let budgets = SpendTable.budgets(
            BudgetLimits(), business: "acme", item: item,
            at: Date(timeIntervalSince1970: Self.start + days * Self.day))
          try spends.reserve(7, in: budgets)
        }
        try connection.execute(
          "insert into prompt_standing(item, prompt, arms) values($1, 'p', '{}')",
          [.integer(item)])
      }
      let start = Date(timeIntervalSince1970: Self.start)
      #expect(try ModelHistory(connection).forget(before: start, itemsBefore: 5, limit: 9) == 0)
      let spent = try connection.query(
        "select distinct scope || ' ' || period as row from model_spend order by row"
      ) { $0.text(0) }
      #expect(
        spent == [
          "all 2026-11", "all 2026-11-01", "business acme 2026-11", "business acme 2026-11-01",
          "item 5 ",
        ])
      let standing = try connection.query("select item from prompt_standing") { $0.integer(0) }
      #expect(standing == [5])
    }
    await database.close()
  }

  @Test func `is counted from where somebody left off`() async throws {
    let place = try TemporaryDirectory()
    let database = try await database(place, calls: 3)
    let first = try await database.read { try ModelReports($0).costs(by: .provider, after: 0) }
    #expect(first.costs.map(\.calls) == [3])
    try await database.write { connection in
      try CallTable(connection).append(Self.call(3, "kept"))
      try CallTable(connection).append(Self.call(4, "refused"))
    }
    let more = try await database.read {
      try ModelReports($0).costs(by: .provider, after: first.last)
    }
    var sum = try #require(first.costs.first)
    sum += try #require(more.costs.first)
    #expect(try await database.read { try ModelReports($0).costs(by: .provider) } == [sum])
    #expect(sum.kept == 1 && sum.failed == 1 && sum.cost == 25)
    let none = try await database.read {
      try ModelReports($0).costs(by: .provider, after: more.last)
    }
    #expect(none.costs.isEmpty && none.last == more.last)
    await database.close()
  }
}
