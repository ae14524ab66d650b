import CInotifyShim
import Executors
import Glibc
import Synchronization

/// A thread that waits for file events, commands and time, and calls its clients.
///
/// Everything that touches the file system or libinotifytools runs here, in small slices: nothing
/// of it blocks the shared pool, and nothing of it needs a lock.
final class WatchLoop: Sendable {
  typealias Command = @Sendable (WatchLoopState) -> Void

  private let mailbox: Mailbox
  let hasEvents: Bool

  /// - Parameter inotify: the library, which is the loop's from now on; nil: no events, only time.
  init(inotify: Inotify?) throws(WatchError) {
    let mailbox = try Mailbox()
    self.mailbox = mailbox
    hasEvents = inotify != nil
    NamedThread.start("watching", stackSize: 512 << 10) {
      WatchLoopState(inotify: inotify, mailbox: mailbox).run()
    }
  }

  deinit { mailbox.close() }

  /// Has the thread run a command, soon.
  func perform(_ command: @escaping Command) { mailbox.append(command) }

  /// Commands for the thread, and what wakes it.
  final class Mailbox: Sendable {
    private struct State {
      var commands: [Command] = []
      var isClosed = false
    }

    private let state = Mutex(State())
    let wakeUp: CInt

    init() throws(WatchError) {
      wakeUp = dm_watch_eventfd()
      if wakeUp < 0 { throw .noWakeUp(errno) }
    }

    deinit { Glibc.close(wakeUp) }

    func append(_ command: @escaping Command) {
      state.withLock { $0.commands.append(command) }
      ring()
    }

    func close() {
      state.withLock { $0.isClosed = true }
      ring()
    }

    /// What has come since the last call, and whether that was all.
    func take() -> (commands: [Command], isClosed: Bool) {
      var rings: UInt64 = 0
      read(wakeUp, &rings, 8)
      return state.withLock { state in
        defer { state.commands = [] }
        return (state.commands, state.isClosed)
      }
    }

    private func ring() {
      var one: UInt64 = 1
      write(wakeUp, &one, 8)
    }
  }
}
