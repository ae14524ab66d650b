import CThreads
import Foundation

/// A thread that the kernel knows by name, for `top -H` and `perf`.
package enum NamedThread {
  /// - Parameters:
  ///   - name: what exceeds 15 bytes is cut off.
  ///   - stackSize: in bytes; nil: that of the system.
  package static func start(
    _ name: String, stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void
  ) {
    let thread = Thread {
      // Foundation gives a name of its own before the work begins, and so that ours would be lost.
      dm_name_thread(name)
      body()
    }
    if let stackSize { thread.stackSize = stackSize }
    thread.start()
  }
}
