import Files

/// Why nothing can be watched.
package enum WatchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kernel gave no inotify instance.
  case noInstance(CInt)
  /// The kernel gave no descriptor to wake a thread by.
  case noWakeUp(CInt)
  case reactiveWithoutEvents

  package var description: String {
    switch self {
    case .noInstance(let code):
      "no file events: \(Errno(code: code)); "
        + "see /proc/sys/fs/inotify/max_user_instances, or watch by polling"
    case .noWakeUp(let code): "cannot make an eventfd: \(Errno(code: code))"
    case .reactiveWithoutEvents: "mode “reactive” needs file events; take “polling”"
    }
  }
}
