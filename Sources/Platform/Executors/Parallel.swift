import Foundation

/// Work on many values by several threads, whose answers come in the order of the values: what is
/// made of a stream does not depend on how many threads there were.
///
/// Each value should be some milliseconds of work at most: others may wait for the same threads.
package enum Parallel {
  /// Those that work; nil for the threads of the task that asks.
  @TaskLocal package static var threads: WorkerThreads?

  /// How many values are worked on or wait for their turn: enough that a slow one stops nobody.
  package static let inFlightMax = max(8, 2 * ProcessInfo.processInfo.activeProcessorCount)

  /// - Parameters:
  ///   - inFlight: how many values at most, two at least; fewer than usual where they are large.
  ///   - next: the next value; nil behind the last. Called by the asking task, in turn with `take`.
  ///   - work: run by any thread.
  ///   - take: called by the asking task with the answer for each value, in the order of values.
  /// - Throws: what they throw, of several faults the first in the order of values, whatever the
  ///   number of threads; `CancellationError`.
  package static func forEach<Value: Sendable, Answer: Sendable>(
    inFlight: Int = inFlightMax,
    next: () async throws -> Value?, work: @escaping @Sendable (Value) async throws -> Answer,
    take: (Answer) async throws -> Void
  ) async throws {
    precondition(inFlight > 1, "one value at a time is no division of work")
    try Task.checkCancellation()
    guard let first = try await next() else { return }
    var isMore = true
    // Has its turn behind the values before it.
    var fault: (any Error)?
    func following() async -> Value? {
      do {
        if let value = try await next() { return value }
      } catch { fault = error }
      isMore = false
      return nil
    }
    guard let second = await following() else {
      try await take(try await work(first))
      if let fault { throw fault }
      return
    }
    try await withThrowingTaskGroup(of: (Int, Result<Answer, any Error>).self) { group in
      var begun = 0
      func begin(_ value: Value) {
        let number = begun
        begun += 1
        let work: @Sendable () async -> (Int, Result<Answer, any Error>) = {
          do {
            try Task.checkCancellation()
            return (number, .success(try await work(value)))
          } catch {
            return (number, .failure(error))
          }
        }
        if let threads {
          group.addTask(executorPreference: threads, operation: work)
        } else {
          group.addTask(operation: work)
        }
      }
      begin(first)
      begin(second)
      var waiting: [Int: Result<Answer, any Error>] = [:]
      for number in 0... {
        try Task.checkCancellation()
        while isMore, begun - number < inFlight, let value = await following() { begin(value) }
        if number == begun { break }
        while waiting[number] == nil, let (other, answer) = try await group.next() {
          waiting[other] = answer
        }
        guard let answer = waiting.removeValue(forKey: number) else {
          preconditionFailure("each value that is begun has an answer")
        }
        try await take(try answer.get())
      }
    }
    if let fault { throw fault }
  }

  /// - Parameter size: how many values are worth a thread's while.
  /// - Returns: the answers, in the order of the values.
  package static func map<Value: Sendable, Answer: Sendable>(
    _ values: [Value], by size: Int, _ work: @escaping @Sendable (Value) throws -> Answer
  ) async throws -> [Answer] {
    var answers: [Answer] = []
    answers.reserveCapacity(values.count)
    var start = 0
    try await forEach { () -> ArraySlice<Value>? in
      if start == values.count { return nil }
      defer { start = min(start + size, values.count) }
      return values[start..<min(start + size, values.count)]
    } work: { part in
      try part.map(work)
    } take: { part in
      answers += part
    }
    return answers
  }
}
