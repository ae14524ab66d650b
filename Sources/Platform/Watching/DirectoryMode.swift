/// How one directory is observed, and why.
package struct DirectoryMode: Hashable, Sendable {
  package enum Reason: String, Sendable {
    case configured = "as configured"
    case local = "a local file system reports every change"
    case remote = "others change it without this kernel knowing"
    case mixed = "it may not report every change"
    case noEvents = "no source of kernel events was given"
  }

  /// Kernel events are wanted.
  package let hasEvents: Bool
  /// Scanned at every polling interval.
  package let isPolled: Bool
  /// Scanned at every rescan interval.
  package let isRescanned: Bool
  /// Times of files may be compared with the local clock, and leases may be believed.
  package let isLocal: Bool
  package let reason: Reason

  package var name: String {
    switch (hasEvents, isPolled) {
    case (true, false): isRescanned ? "hybrid" : "reactive"
    case (true, true): "hybrid, polled"
    case (false, _): "polling"
    }
  }

  /// Decides for a directory on a file system.
  ///
  /// The type of the file system decides, and nothing is tried out: a file written for a trial
  /// would be reported on a network file system too, which is silent only on changes by others.
  package static func choose(
    _ mode: WatchMode, on fileSystem: FileSystemKind, eventsAvailable: Bool
  ) -> DirectoryMode {
    let isLocal = fileSystem.reach == .local
    func make(events: Bool, polled: Bool, rescanned: Bool = true, _ reason: Reason) -> Self {
      DirectoryMode(
        hasEvents: events, isPolled: polled, isRescanned: rescanned, isLocal: isLocal,
        reason: reason)
    }
    if mode == .polling { return make(events: false, polled: true, .configured) }
    if !eventsAvailable { return make(events: false, polled: true, .noEvents) }
    switch (mode, fileSystem.reach) {
    case (.reactive, _): return make(events: true, polled: false, rescanned: false, .configured)
    case (.hybrid, _): return make(events: true, polled: !isLocal, .configured)
    case (_, .local): return make(events: true, polled: false, .local)
    case (_, .remote): return make(events: false, polled: true, .remote)
    case (_, .mixed): return make(events: true, polled: true, .mixed)
    }
  }
}
