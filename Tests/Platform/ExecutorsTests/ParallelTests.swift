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
    func niceness() async throws -> Set<String> {
      let found = try await Parallel.map(Array(0..<100), by: 10) { _ in
        String(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0))
      }
      return Set(found)
    }
    let (asking, named) = try await withTaskExecutorPreference(own) {
      let asking = try await niceness()
      return (asking, try await Parallel.$threads.withValue(others) { try await niceness() })
    }
    #expect(asking == ["0"])
    #expect(named == ["5"])
  }
}
