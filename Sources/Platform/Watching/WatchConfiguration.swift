/// How a directory is observed.
package enum WatchMode: String, Sendable, CaseIterable {
  /// Each directory gets what its file system needs: `hybrid` on a local one, `polling` on a
  /// network one, whose server does not tell of changes made by others.
  case auto
  /// Kernel events; scans only at the start and when events were lost.
  case reactive
  /// Scans only.
  case polling
  /// Kernel events, and scans in case one is missing.
  case hybrid
}

/// How a tree is watched, and how much may be held in memory for it.
package struct WatchConfiguration: Sendable {
  package var mode: WatchMode
  /// Time between two scans of directories without events: what a new file waits at most to be
  /// seen.
  package var pollingInterval: Duration
  /// Time between two safety scans of directories with events, and between two full listings of
  /// directories without.
  package var rescanInterval: Duration
  /// How long a file must be quiet on a local file system, unless its rule says otherwise.
  package var settle: Duration
  /// The same for a file of another user, of which the kernel does not tell whether somebody writes
  /// it, and whose closing was not heard.
  package var settleUnknown: Duration
  /// The same on a network file system, whose clients see sizes and times late.
  package var settleRemote: Duration
  /// At most so many directories get a kernel watch, the others are polled; nil: the kernel's
  /// limit.
  package var watchesMax: Int?
  /// At most so many settled files wait for the consumer; the rest stays in the file system.
  package var undeliveredMax: Int
  /// At most so many files in one batch.
  package var batchMax: Int

  package init(
    mode: WatchMode = .auto, pollingInterval: Duration = .seconds(5),
    rescanInterval: Duration = .seconds(60), settle: Duration = .seconds(2),
    settleUnknown: Duration = .seconds(60), settleRemote: Duration = .seconds(5),
    watchesMax: Int? = nil, undeliveredMax: Int = 16_384,
    batchMax: Int = 512
  ) {
    precondition(batchMax > 0 && undeliveredMax >= batchMax, "a batch must fit the queue")
    self.mode = mode
    self.pollingInterval = pollingInterval
    self.rescanInterval = rescanInterval
    self.settle = settle
    self.settleUnknown = settleUnknown
    self.settleRemote = settleRemote
    self.watchesMax = watchesMax
    self.undeliveredMax = undeliveredMax
    self.batchMax = batchMax
  }
}
