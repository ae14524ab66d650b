package import Files

/// A file or bundle that would be whole if no program had it open for writing.
package struct HeldOpenFile: Sendable, Equatable {
  /// Relative to the root.
  package let relative: Path
  /// How long it has been known.
  package let waited: Duration
}

/// What a watcher is doing, for people.
package struct WatchStatus: Sendable {
  /// Directories of one file system that are observed in one way.
  package struct Area: Sendable, Equatable {
    /// The topmost of them, relative to the root.
    package let path: Path
    package let fileSystem: String
    /// “hybrid”, “polling”, …
    package let mode: String
    package let reason: String
    package var directories: Int
  }

  /// Lists of paths end here; the counts do not.
  package static let pathsMax = 100

  package var isRunning = false
  package var isRootPresent = false
  /// Events or steps of a scan are waiting.
  package var isScanning = false
  /// Directories are still looked for; behind it, events miss nothing, and the files follow.
  package var isDiscovering = false
  package var areas: [Area] = []
  package var directories = 0
  package var watches = 0
  /// Directories that wanted a watch and are polled instead.
  package var blind: [Path] = []
  package var blindCount = 0
  /// Directories and files that could not be looked at, with the error.
  package var problems: [String] = []
  /// Files and bundles seen and not yet known to be whole.
  package var pending = 0
  /// Files reported and not yet read by the consumer.
  package var undelivered = 0
  /// Files reported and not known to have left.
  package var reported = 0
  /// The consumer has dealt with all that it was given, and waits for more.
  package var isAwaited = false
  /// Changes that the kernel told of.
  package var events = 0
  /// In the last minute.
  package var eventsPerSecond = 0.0
  package var overflows = 0
  /// Scans begun, the first of them when the root was found.
  package var scans = 0

  /// What to do about blind directories; nil when there are none.
  package var advice: String? {
    if blindCount == 0 { return nil }
    return """
      \(blindCount) of \(directories) directories get no kernel events and are polled instead: \
      the limit of watches is reached. Raise it: sysctl fs.inotify.max_user_watches=\
      \(max(524_288, 2 * directories)), and keep it in /etc/sysctl.d/.
      """
  }

  package init() {}
}
