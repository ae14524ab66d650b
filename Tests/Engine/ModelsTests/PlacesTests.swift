import Synchronization
import Testing

@testable import Models

/// How many are inside, were at most, and were in all.
private final class Counts: Sendable {
  private let counts = Mutex([0, 0, 0])

  var now: [Int] { counts.withLock { $0 } }

  func enter() {
    counts.withLock { $0 = [$0[0] + 1, max($0[1], $0[0] + 1), $0[2] + 1] }
  }

  func leave() { counts.withLock { $0[0] -= 1 } }
}

private final class Order: Sendable {
  private let order = Mutex<[String]>([])

  var names: [String] { order.withLock(\.self) }

  func append(_ name: String) { order.withLock { $0.append(name) } }
}

@Suite struct `Places at a model` {
  @Test func `are never more than there are, and everybody has one in the end`() async throws {
    let places = Places()
    let counts = Counts()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await places.take("a", of: 3)
          counts.enter()
          for _ in 0..<10 { await Task.yield() }
          counts.leave()
          places.give("a")
        }
      }
      try await group.waitForAll()
    }
    #expect(counts.now == [0, 3, 20])
  }

  @Test func `are waited for until somebody gives up`() async throws {
    let places = Places()
    try await places.take("a", of: 1)
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await places.take("a", of: 1) }
      group.cancelAll()
      await #expect(throws: CancellationError.self) { try await group.next() }
    }
    places.give("a")
    try await places.take("a", of: 1)
    try await places.take("b", of: 1)
  }

  @Test func `are given to those who go on before those who begin`() async throws {
    let places = Places()
    let order = Order()
    try await places.take("a", of: 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      let names = ["first", "second", "correction", "third", "another correction"]
      for (index, name) in names.enumerated() {
        group.addTask {
          try await places.take("a", of: 1, goesOn: name.hasSuffix("correction"))
          order.append(name)
          places.give("a")
        }
        while places.waiting("a") <= index { await Task.yield() }
      }
      places.give("a")
      try await group.waitForAll()
    }
    #expect(order.names == ["correction", "another correction", "first", "second", "third"])
  }
}
