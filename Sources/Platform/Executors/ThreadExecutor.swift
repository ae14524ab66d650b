import Glibc
import Synchronization

/// Runs the jobs of one actor on one thread of its own.
///
/// Blocking C must not run on the shared pool, which has as many threads as the machine has cores:
/// two blocked threads would stop the whole program. A task that mostly asks the actor may prefer
/// the thread, and is there without waking another.
package final class ThreadExecutor: SerialExecutor, TaskExecutor {
  private let queue = JobQueue()
  /// While it is there.
  private let identity = Mutex<pthread_t?>(nil)

  package init(name: String) {
    NamedThread.start(name) { [queue, self] in
      identity.withLock { $0 = pthread_self() }
      while let job = queue.next() {
        job.runSynchronously(
          isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
      }
      identity.withLock { $0 = nil }
    }
  }

  package func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }

  /// Processor time that the thread has used. It does not grow while the thread hangs in a call,
  /// and does while it reads a file, however large.
  ///
  /// The corresponding C function is `clock_gettime`, on the clock of `pthread_getcpuclockid`.
  package var workTime: Duration {
    identity.withLock { thread in
      var clock = clockid_t()
      var time = timespec()
      guard let thread, pthread_getcpuclockid(thread, &clock) == 0,
        clock_gettime(clock, &time) == 0
      else { return .zero }
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  /// Ends the thread when what was enqueued is done. Nothing may be enqueued afterwards.
  package func stop() { queue.close() }
}
