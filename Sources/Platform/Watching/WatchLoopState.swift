import Files
import Glibc

/// Something that lives on the thread of a ``WatchLoop``.
protocol WatchLoopClient: AnyObject {
  /// An event of a directory that was watched with this token.
  func received(_ event: Inotify.Event, token: UInt64)
  /// Events were lost.
  func overflowed()
  /// All events that were there have been received.
  func batchEnded()
  /// Does a slice of what is to be done.
  ///
  /// - Returns: When the next slice is wanted; nil: not before an event.
  func turn() -> Duration?
}

/// What the thread of a ``WatchLoop`` owns. Touched by no other.
final class WatchLoopState {
  struct ClientID: Hashable, Sendable { fileprivate let number: Int }

  private struct Owner {
    let client: ClientID
    let token: UInt64
  }

  private let inotify: Inotify?
  private let mailbox: WatchLoop.Mailbox
  private var clients: [ClientID: any WatchLoopClient] = [:]
  private var owners: [CInt: Owner] = [:]
  private var lastNumber = 0
  private var lastRead = MonotonicTime(nanoseconds: 0)
  /// Reads that each came soon after the one before.
  private var closeReads = 0

  /// At most so many events are handled before other work gets its turn.
  private let eventsMax = 4_096
  /// A writer that makes files in a burst pays for waking us each time. When so many reads have
  /// followed each other so closely, the next waits a little and finds many events at once.
  private let burstReads = 8
  private let burstGap = Duration.milliseconds(2)
  private let burstPauseMilliseconds: CInt = 1

  /// The last read left events behind. The library may hold them all: then the kernel has none,
  /// and would not say that there is something to read.
  private(set) var isBehind = false

  init(inotify: Inotify?, mailbox: WatchLoop.Mailbox) {
    self.inotify = inotify
    self.mailbox = mailbox
  }

  // MARK: Clients

  func attach(_ client: any WatchLoopClient) -> ClientID {
    lastNumber += 1
    let id = ClientID(number: lastNumber)
    clients[id] = client
    return id
  }

  func client(_ id: ClientID) -> (any WatchLoopClient)? { clients[id] }

  /// Ends a client and its watches.
  func detach(_ id: ClientID) {
    clients[id] = nil
    for (watch, owner) in owners where owner.client == id { unwatch(watch) }
  }

  enum Watching {
    case watched(CInt)
    case limitReached
    /// The same directory is watched under another path or by another client.
    case taken
    case failed(Errno)
  }

  func watch(
    _ directory: Path, for bits: UInt32, client: ClientID, token: UInt64
  ) -> Watching {
    guard let inotify else { return .failed(.invalid) }
    switch inotify.watch(directory, for: bits) {
    case .limitReached: return .limitReached
    case .failed(let error): return .failed(error)
    case .watched(let watch):
      if owners[watch] != nil { return .taken }
      owners[watch] = Owner(client: client, token: token)
      return .watched(watch)
    }
  }

  func unwatch(_ watch: CInt) {
    guard owners.removeValue(forKey: watch) != nil else { return }
    inotify?.unwatch(watch)
  }

  // MARK: The loop

  func run() {
    var delay: Duration? = .zero
    while true {
      let ready = wait(atMost: isBehind ? .zero : delay)
      if ready.wakeUp {
        let (commands, isClosed) = mailbox.take()
        for command in commands { command(self) }
        if isClosed { return clients.removeAll() }
      }
      if ready.events || isBehind { readEvents() }
      delay = clients.values.compactMap { $0.turn() }.min()
    }
  }

  /// The corresponding C function is `poll`.
  private func wait(atMost delay: Duration?) -> (wakeUp: Bool, events: Bool) {
    var descriptors = [
      pollfd(fd: mailbox.wakeUp, events: Int16(POLLIN), revents: 0),
      pollfd(fd: inotify?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = delay.map { delay in
      CInt(clamping: (max(0, delay.nanoseconds) + 999_999) / 1_000_000)
    }
    // Interrupted or failed: nothing is ready, and the loop comes round again.
    guard poll(&descriptors, 2, milliseconds ?? -1) > 0 else { return (false, false) }
    return (descriptors[0].revents != 0, descriptors[1].revents != 0)
  }

  private func readEvents() {
    guard let inotify else { return }
    closeReads = WatchClock.system.now() - lastRead < burstGap ? closeReads + 1 : 0
    if closeReads > burstReads, !isBehind {
      var wakeUp = pollfd(fd: mailbox.wakeUp, events: Int16(POLLIN), revents: 0)
      poll(&wakeUp, 1, burstPauseMilliseconds)
    }
    var count = 0
    while count < eventsMax, let event = inotify.next() {
      dispatch(event)
      count += 1
    }
    isBehind = count == eventsMax
    lastRead = WatchClock.system.now()
    for client in clients.values { client.batchEnded() }
  }

  private func dispatch(_ event: Inotify.Event) {
    if event.has(IN_Q_OVERFLOW) {
      for client in clients.values { client.overflowed() }
      return
    }
    guard let owner = owners[event.watch] else { return }
    if event.has(IN_IGNORED) { unwatch(event.watch) }
    clients[owner.client]?.received(event, token: owner.token)
  }
}
