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
      NamedThread.start("\(name)-\(number)", stackSize: 2 << 20) { [queue, self] in
        // Of this thread alone, and on top of what the process was given.
        if isPatient { nice(Self.patience) }
        while let job = queue.next() {
          job.runSynchronously(on: asUnownedTaskExecutor())
        }
      }
    }
  }

  /// As `nice` counts it: a third of the time that others get.
  private static let patience: CInt = 5

  package func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }

  /// Ends the threads when what was enqueued is done. Nothing may be enqueued afterwards.
  package func stop() { queue.close() }
}
