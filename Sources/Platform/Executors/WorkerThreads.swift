import Foundation
import Glibc

/// A task executor with threads of its own, for work that computes or blocks for long.
///
/// Stages run here, so that the shared pool stays free for events, however large the files are.
package final class WorkerThreads: TaskExecutor {
  private let queue = JobQueue()

  /// - Parameters:
  ///   - count: how many threads, at least one.
  ///   - isPatient: whether every other thread goes first where there is not a core for each.
  package init(name: String, count: Int, isPatient: Bool = false) {
    precondition(count > 0, "an executor without threads runs nothing")
    for number in 1...count {
      let thread = Thread { [queue, self] in
        // A name that is set before the start is lost.
        Thread.current.name = "\(name)-\(number)"
        // Of this thread alone. Where it is refused, it is as quick as the others, and no quicker.
        if isPatient { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.patience) }
        while let job = queue.next() {
          job.runSynchronously(on: asUnownedTaskExecutor())
        }
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
  }

  /// As `nice` counts it: a third of the time that others get.
  private static let patience: CInt = 5

  package func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }

  /// Ends the threads when what was enqueued is done. Nothing may be enqueued afterwards.
  package func stop() { queue.close() }
}
