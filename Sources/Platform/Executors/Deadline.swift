import Dispatch
import Glibc

/// The end of the process, when it has not ended by itself in time.
package enum Deadline {
  /// Nothing is tidied up: what is at work is left as the loss of power would leave it.
  ///
  /// The corresponding C function is `_exit`.
  package static func endProcess(
    after seconds: Int, code: Int32, tell: @escaping @Sendable () -> Void
  ) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { @Sendable in
      tell()
      _exit(code)
    }
  }
}
