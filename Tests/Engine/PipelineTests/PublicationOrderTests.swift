import Files
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

@Suite struct `Files of one business` {
  private static let acme = PublicationOrder.Shared.target("listings/acme")
  private static let other = PublicationOrder.Shared.target("listings/other")

  /// Begins items 1 to 4 of such businesses, lets them come to their publication in an order that
  /// does not fit, and ends each when it had its turn.
  private func turns(
    _ shared: [PublicationOrder.Shared], arriving: [Int]
  ) async -> [Int] {
    let order = PublicationOrder()
    let turns = Turns()
    for number in 1...4 { order.begin(number) }
    for number in 1...4 { order.tell(number, shared[number - 1]) }
    await withDiscardingTaskGroup { group in
      for number in arriving {
        group.addTask {
          await order.turn(number)
          turns.add(number)
          order.end(number)
        }
        // The others have time to overtake.
        for _ in 0..<20 { await Task.yield() }
      }
    }
    return turns.all
  }

  @Test func `are published as they came`() async {
    let shared = [PublicationOrder.Shared](repeating: Self.acme, count: 4)
    #expect(await turns(shared, arriving: [4, 2, 3, 1]) == [1, 2, 3, 4])
  }

  @Test func `wait for nobody else's`() async {
    let order = PublicationOrder()
    for number in 1...3 { order.begin(number) }
    order.tell(1, Self.other)
    order.tell(2, .target("listings/third"))
    order.tell(3, Self.acme)
    await order.turn(3)
    await order.turn(2)
  }

  /// Its results lie under the same name, whatever else the business has dropped.
  @Test func `of one name wait for each other, of a worker that remembers nothing`() async throws {
    let mill = try await Mill()
    var shared: [PublicationOrder.Shared] = []
    for (name, text) in [("march", "one\n"), ("april", "two\n"), ("march", "three\n")] {
      let id = try await mill.submit(Path("lines/acme/\(name).txt"), text)
      shared.append(mill.runner.routes.shared(by: try mill.item(id)))
    }
    #expect(shared[0] == shared[2])
    #expect(shared[0] != shared[1])
    #expect(shared[0] == .target("lines/acme/march.txt"))
  }

  @Test func `wait for one of which nothing is known yet`() async {
    let order = PublicationOrder()
    order.begin(1)
    order.begin(2)
    order.tell(2, Self.acme)
    let turns = Turns()
    await withDiscardingTaskGroup { group in
      group.addTask {
        await order.turn(2)
        turns.add(2)
      }
      for _ in 0..<50 { await Task.yield() }
      #expect(turns.all.isEmpty)
      order.tell(1, Self.other)
    }
    #expect(turns.all == [2])
  }

  @Test func `that failed are waited for no longer`() async {
    let order = PublicationOrder()
    for number in 1...2 {
      order.begin(number)
      order.tell(number, Self.acme)
    }
    order.end(1)
    await order.turn(2)
  }

  /// One that is tried again looks at what is published: a newer one must be whole by then.
  @Test func `that are tried again wait for a newer one that publishes`() async {
    let order = PublicationOrder()
    for number in [2, 1] {
      order.begin(number)
      order.tell(number, Self.acme)
      if number == 2 { await order.turn(2) }
    }
    let turns = Turns()
    await withDiscardingTaskGroup { group in
      group.addTask {
        await order.turn(1)
        turns.add(1)
      }
      for _ in 0..<50 { await Task.yield() }
      #expect(turns.all.isEmpty)
      order.end(2)
    }
    #expect(turns.all == [1])
  }

  /// Who is at the next stage asks again.
  @Test func `have their turn to the end, whoever comes back meanwhile`() async {
    let order = PublicationOrder()
    for number in [2, 1] {
      order.begin(number)
      order.tell(number, Self.acme)
      if number == 2 { await order.turn(2) }
    }
    await order.turn(2)
    order.end(2)
    await order.turn(1)
  }

  /// Yesterday's file, tried again today, does not take the place of today's.
  @Test func `of one name go beside a newer one, when they are done behind it`() async throws {
    let mill = try await Mill()
    mill.script.plan(.publish, .fail("not now"))
    let old = try await mill.submit("lines/acme/day.txt", "old\n")
    try await mill.work()
    try await mill.submit("lines/acme/day.txt", "new\n")
    try await mill.work()
    mill.clock.advance(by: .seconds(3600))
    try await mill.work()
    #expect(
      try mill.published() == [
        "lines/acme/day.txt/lines.txt": "NEW!\n", "lines/acme/day.txt-\(old)/lines.txt": "OLD!\n",
      ])
    #expect(try await mill.row(old) == "done published")
    let item = try mill.item(old)
    #expect(item.published == "lines/acme/day.txt-\(old)")
    #expect(item.decisions.contains { $0.text.contains("Item 000002, which came later") })
  }

  private final class Turns: Sendable {
    private let numbers = Mutex<[Int]>([])

    var all: [Int] { numbers.withLock { $0 } }

    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
  }
}
