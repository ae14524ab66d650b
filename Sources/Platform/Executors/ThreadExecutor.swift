import Foundation

/// Runs the jobs of one actor on one thread of its own.
///
/// Blocking C must not run on the shared pool, which has as many threads as the machine has cores:
/// two blocked threads would stop the whole program.
package final class ThreadExecutor: SerialExecutor {
  private let queue = JobQueue()

  package init(name: String) {
    let thread = Thread { [queue, self] in
      while let job = queue.next() {
        job.runSynchronously(on: asUnownedSerialExecutor())
      }
    }
    thread.name = name
    thread.start()
  }

  package func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  /// Ends the thread when what was enqueued is done. Nothing may be enqueued afterwards.
  package func stop() { queue.close() }
}
