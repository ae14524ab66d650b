import Foundation

/// A task executor with threads of its own, for work that computes or blocks for long.
///
/// Stages run here, so that the shared pool stays free for events, however large the files are.
package final class WorkerThreads: TaskExecutor {
  private let queue = JobQueue()

  /// - Parameter count: how many threads, at least one.
  package init(name: String, count: Int) {
    precondition(count > 0, "an executor without threads runs nothing")
    for number in 1...count {
      let thread = Thread { [queue, self] in
        while let job = queue.next() {
          job.runSynchronously(on: asUnownedTaskExecutor())
        }
      }
      thread.name = "\(name)-\(number)"
      thread.stackSize = 2 << 20
      thread.start()
    }
  }

  package func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }

  /// Ends the threads when what was enqueued is done. Nothing may be enqueued afterwards.
  package func stop() { queue.close() }
}
