import Foundation

/// What threads wait for: jobs in the order in which they came.
final class JobQueue: @unchecked Sendable {
  // Guarded by `condition`.
  private var jobs: [UnownedJob] = []
  private var first = 0
  private var isClosed = false
  private let condition = NSCondition()

  func append(_ job: UnownedJob) {
    condition.lock()
    precondition(!isClosed, "a job came after the executor was stopped")
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  /// The next job, waiting for one; nil when the queue is closed and empty.
  func next() -> UnownedJob? {
    condition.lock()
    defer { condition.unlock() }
    while first == jobs.count {
      jobs.removeAll(keepingCapacity: true)
      first = 0
      if isClosed { return nil }
      condition.wait()
    }
    defer { first += 1 }
    return jobs[first]
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }
}
