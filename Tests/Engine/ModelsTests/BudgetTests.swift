import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Models

@Suite struct `A budget` {
  @Test func `is kept by eight callers at a time`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    var limits = BudgetLimits()
    limits.businessDay = 1000
    let settings = ModelSettings(providers: [bench.provider("a")], budgets: limits)
    let refused = await withTaskGroup(of: Int.self) { group in
      for caller in 0..<8 {
        group.addTask {
          var refused = 0
          for number in 0..<20 {
            do {
              _ = try await bench.ask(settings, "\(caller)-\(number)")
            } catch {
              refused += 1
            }
          }
          return refused
        }
      }
      return await group.reduce(0, +)
    }
    let spent = try await bench.spent("business acme")
    // An answer costs 20; one more is refused only when its highest price has no room.
    #expect(spent <= 1000 && spent > 700, "\(spent)")
    #expect(bench.server.requests.count == spent / 20 && refused == 160 - spent / 20)
    await bench.stop()
  }

  private static let names = [
    "the day's", "the month's", "the day's for acme", "the month's for acme", "the item's",
  ]

  @Test(arguments: names.indices)
  func `that has no room asks nobody, the next model neither`(_ index: Int) async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    var limits = BudgetLimits()
    let paths = [\BudgetLimits.day, \.month, \.businessDay, \.businessMonth, \.item]
    limits[keyPath: paths[index]] = 50
    let settings = ModelSettings(
      providers: [bench.provider("a", next: "b"), bench.provider("b")], budgets: limits)
    let refusal = await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(refusal?.reasons.count == 2)
    #expect(
      refusal?.description.contains("\(Self.names[index]) budget of $0.00005 has no room left")
        == true)
    #expect(bench.server.requests.isEmpty)
    await bench.stop()
  }

  @Test func `has no room for tries that it cannot pay`() async throws {
    let bench = try await ModelBench { _, _ in
      let piece = #"data: {"choices":[{"delta":{"content":"Half of it all"}}]}"# + "\n\n"
      let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
      return [.send(head + "connection: close\r\n\r\n" + piece), .close]
    }
    var limits = BudgetLimits()
    limits.day = 180
    let settings = ModelSettings(providers: [bench.provider("a")], budgets: limits)
    let refusal = await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    #expect(refusal?.description.contains("for another try the day's budget") == true)
    #expect(bench.server.requests.count == 1)
    #expect(try await (1...180).contains(bench.spent("all")))
    await bench.stop()
  }

  @Test func `of one business is another's than that of all`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    var limits = BudgetLimits()
    limits.businessDay = 0
    limits.businesses["rich"] = BudgetLimits.Own(day: 10_000)
    let settings = ModelSettings(providers: [bench.provider("a")], budgets: limits)
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings) }
    _ = try await bench.ask(settings, business: "rich")
    await bench.stop()
  }

  @Test func `tells once that it is nearly spent`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    var limits = BudgetLimits()
    limits.day = 800
    let settings = ModelSettings(providers: [bench.provider("a")], budgets: limits)
    var notices: [String] = []
    for number in 0..<32 { notices += try await bench.ask(settings, "\(number)").notices }
    #expect(notices.count == 1 && notices[0].hasPrefix("80 % of the day's budget are spent"))
    await bench.stop()
  }

  @Test func `is nearly spent when that much is spent, whatever is set aside besides`() async throws
  {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let budget = SpendTable.Budget(scope: "all", period: "", limit: 1000, name: "the day's")
    let told = try await bench.database.write { connection in
      let table = SpendTable(connection)
      try table.reserve(780, in: [budget])
      var told = [try table.settle(780, as: 780, in: [budget])]
      for _ in 0..<3 { try table.reserve(20, in: [budget]) }
      for cost in [5, 20, 20] { told.append(try table.settle(20, as: cost, in: [budget])) }
      return told.map { $0.map(\.use) }
    }
    #expect(told == [[], [], [.init(spent: 805, reserved: 20)], []])
    await bench.stop()
  }

  @Test func `without room tells what is spent and what is set aside`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    let budget = SpendTable.Budget(scope: "all", period: "", limit: 1000, name: "the day's")
    let full = try await bench.database.write { connection in
      let table = SpendTable(connection)
      for amount in [300, 600] { try table.reserve(amount, in: [budget]) }
      _ = try table.settle(300, as: 100, in: [budget])
      return #expect(throws: SpendTable.Full.self) { try table.reserve(400, in: [budget]) }
    }
    #expect(full?.use == .init(spent: 100, reserved: 600))
    await bench.stop()
  }

  @Test func `begins anew with the day`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    var limits = BudgetLimits()
    limits.day = 180
    let settings = ModelSettings(providers: [bench.provider("a")], budgets: limits)
    _ = try await bench.ask(settings, "1")
    await #expect(throws: ModelRefusal.self) { try await bench.ask(settings, "2") }
    bench.clock.advance(by: 86_400)
    _ = try await bench.ask(settings, "3")
    await bench.stop()
  }

  @Test func `is told with what was spent of it`() async throws {
    let bench = try await ModelBench { _, _ in ModelBench.said("Good.") }
    var limits = BudgetLimits()
    limits.day = 5000
    let settings = ModelSettings(providers: [bench.provider("a")], budgets: limits)
    for number in 0..<3 { _ = try await bench.ask(settings, "\(number % 2)") }
    try await bench.database.write { _ in }
    let date = bench.clock.date
    let budgets = limits
    let (costs, days, spending) = try await bench.database.read { connection in
      let reports = ModelReports(connection)
      return (
        try reports.costs(by: .business), try reports.costs(by: .day),
        try reports.spending(budgets, at: date)
      )
    }
    #expect(costs.count == 1 && costs[0].of == "acme" && costs[0].cost == 40)
    #expect(costs[0].calls == 3 && costs[0].kept == 1 && costs[0].requests == 2)
    #expect(days.map(\.of) == ["2027-01-15"])
    #expect(
      spending[0]
        == .init(budget: "the day's", business: nil, limit: 5000, spent: 40, reserved: 0))
    await bench.stop()
  }
}
