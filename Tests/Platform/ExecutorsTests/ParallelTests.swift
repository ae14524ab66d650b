import Foundation
import Glibc
import Synchronization
import Testing

@testable import Executors

@Suite struct `Work by several threads` {
  struct Fault: Error, Equatable { let value: Int }

  @Test(arguments: [0, 1, 2, 3, 7, 200])
  func `is handed on in the order of its values`(_ count: Int) async throws {
    var value = 0
    var answers: [Int] = []
    try await Parallel.forEach {
      value += 1
      return value <= count ? value : nil
    } work: { value in
      // The earlier ones last.
      for _ in 0..<(count - value) % 17 { await Task.yield() }
      return value * 2
    } take: {
      answers.append($0)
    }
    #expect(answers == (0..<count).map { ($0 + 1) * 2 })
  }

  @Test(arguments: [1, 3, 50, 1000])
  func `of an array has an answer for each value`(_ size: Int) async throws {
    let values = Array(0..<101)
    let answers = try await Parallel.map(values, by: size) { $0 + 1 }
    #expect(answers == values.map { $0 + 1 })
    #expect(try await Parallel.map([Int](), by: size) { $0 }.isEmpty)
  }

  @Test func `is at work on a few values at a time`() async throws {
    let waiting = Mutex(0)
    let most = Mutex(0)
    var value = 0
    try await Parallel.forEach {
      value += 1
      let now = waiting.withLock { waiting in
        waiting += 1
        return waiting
      }
      most.withLock { $0 = max($0, now) }
      return value <= 500 ? value : nil
    } work: { value in
      await Task.yield()
      return value
    } take: { _ in
      waiting.withLock { $0 -= 1 }
    }
    #expect(most.withLock { $0 } <= Parallel.inFlightMax + 1)
  }

  @Test func `ends with the first value's error, behind the answers before it`() async {
    var value = 0
    var taken: [Int] = []
    await #expect(throws: Fault(value: 5)) {
      try await Parallel.forEach {
        value += 1
        return value
      } work: { value in
        if value == 5 { for _ in 0..<50 { await Task.yield() } }
        if value >= 5 { throw Fault(value: value) }
        return value
      } take: {
        taken.append($0)
      }
    }
    #expect(taken == [1, 2, 3, 4])
  }

  @Test(arguments: [1, 2, 5, 50])
  func `ends with the fault of what comes next, behind the answers before it`(_ last: Int) async {
    var value = 0
    var taken: [Int] = []
    await #expect(throws: Fault(value: last)) {
      try await Parallel.forEach {
        value += 1
        if value > last { throw Fault(value: last) }
        return value
      } work: { value in
        await Task.yield()
        return value
      } take: {
        taken.append($0)
      }
    }
    #expect(taken == Array(1...last))
  }

  @Test func `ends when it is cancelled`() async {
    let begun = Counter()
    let end = await withTaskGroup { group in
      group.addTask {
        await Result<Void, any Error>.of {
          try await Parallel.forEach {
            1
          } work: { _ in
            begun.value.withLock { $0 += 1 }
          } take: {
            while !Task.isCancelled { await Task.yield() }
          }
        }
      }
      while begun.value.withLock({ $0 }) == 0 { await Task.yield() }
      group.cancelAll()
      return await group.next()
    }
    #expect(throws: CancellationError.self) { try end?.get() }
    #expect(begun.value.withLock { $0 } <= Parallel.inFlightMax)
  }

  @Test func `ends when an answer is not taken`() async {
    await #expect(throws: Fault(value: 3)) {
      try await Parallel.forEach {
        1
      } work: { value in
        value
      } take: { (_: Int) in
        throw Fault(value: 3)
      }
    }
  }

  @Test func `is done by the threads that were named for it, else by those of who asks`()
    async throws
  {
    let (own, others) = (
      WorkerThreads(name: "own", count: 2),
      WorkerThreads(name: "other", count: 2, isPatient: true)
    )
    defer {
      own.stop()
      others.stop()
    }
    struct Found: Hashable { let name: Substring; let niceness: CInt }
    func found() async throws -> Set<Found> {
      Set(
        try await Parallel.map(Array(0..<100), by: 10) { _ in
          Found(name: try NamedThread.current.prefix { $0 != "-" }, niceness: NamedThread.niceness)
        })
    }
    let usual = NamedThread.niceness
    let (asking, named) = try await withTaskExecutorPreference(own) {
      (try await found(), try await Parallel.$threads.withValue(others) { try await found() })
    }
    #expect(asking == [Found(name: "own", niceness: usual)])
    #expect(named == [Found(name: "other", niceness: min(usual + 5, 19))])
  }
}

private final class Counter: Sendable { let value = Mutex(0) }

extension Result where Failure == any Error {
  fileprivate static func of(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

extension NamedThread {
  fileprivate static var niceness: CInt {
    getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
  }

  fileprivate static var current: String {
    get throws { try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8) }
  }
}
