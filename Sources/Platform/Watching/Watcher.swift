package import Files
import Synchronization

/// Watches a tree of directories and reports each file in it when it is whole.
///
/// An event is a hint, a scan is the truth: both only say “look at this name”, and one state
/// machine decides. What is not reported, for whatever reason, is still in the file system and
/// found by the next scan. A file is reported once, until it changes; a watcher that starts reports
/// what is there.
///
/// A name is looked at with `lstat`. Only plain files are ever opened, and only to ask the kernel
/// whether somebody writes them.
package final class Watcher: Sendable {
  package let root: Path
  /// Batches of settled files, for one reader. Ends when ``run()`` does.
  package let settledFiles: AsyncStream<[SettledFile]>

  private let configuration: WatchConfiguration
  private let completeness: @Sendable (Path) -> Completeness
  private let events: EventSource?
  private let clock: WatchClock
  private let queue: SettledQueue
  private let connection: Mutex<Connection?> = Mutex(nil)

  private struct Connection {
    let loop: WatchLoop
    let id: WatchLoopState.ClientID
  }

  /// - Parameters:
  ///   - root: an absolute path; need not exist yet, and may be a symbolic link to a directory.
  ///   - completeness: asked on the watcher's thread, for each name; must be quick.
  ///   - events: shared by all watchers of the process; nil: by polling only.
  package init(
    root: Path, configuration: WatchConfiguration,
    completeness: @escaping @Sendable (Path) -> Completeness, events: EventSource?,
    clock: WatchClock
  ) {
    self.root = root
    self.configuration = configuration
    self.completeness = completeness
    self.events = events
    self.clock = clock
    let queue = SettledQueue(
      capacity: configuration.undeliveredMax, batchMax: configuration.batchMax)
    self.queue = queue
    settledFiles = AsyncStream { await queue.next() }
  }

  /// Watches until cancelled. To be called once.
  package func run() async throws(WatchError) {
    defer { queue.finish() }
    if configuration.mode == .reactive, events == nil { throw .reactiveWithoutEvents }
    let loop: WatchLoop
    if let events { loop = events.loop } else { loop = try WatchLoop(inotify: nil) }
    let id = await attach(to: loop)
    await untilCancelled()
    connection.withLock { $0 = nil }
    queue.whenRoom(nil)
    await answer(from: loop) { $0.detach(id) }
  }

  /// Looks at every file again, soon; those reported and unchanged are not reported again.
  package func rescan() { tell { $0.rescan() } }

  /// Reports every file again, whatever was said of it: who listens decides otherwise now.
  package func reportAgain() { tell { $0.reportAgain() } }

  /// When a file is looked at that was given back.
  package enum NextLook: Sendable {
    /// By the next scan, or as what grows.
    case usual
    /// As soon as it is quiet: it changed while it was taken. What is not there costs nothing.
    case whenQuiet
    /// A few seconds later: it could not be taken, and that is no matter of the file.
    case inAWhile
  }

  /// Takes back that files were reported: they stay where they are, and are reported again.
  package func release(_ files: [SettledFile], looking next: NextLook = .usual) {
    tell { $0.release(files, looking: next) }
  }

  /// Has the thread look at the clock.
  func wake() { tell { _ in } }

  package func status() async -> WatchStatus {
    guard let (loop, id) = connection.withLock({ $0.map { ($0.loop, $0.id) } }) else {
      return WatchStatus()
    }
    return await answer(from: loop) { state in
      (state.client(id) as? TreeWatch)?.status ?? WatchStatus()
    }
  }

  /// What nothing but an open file keeps from being taken; at most ``WatchStatus/pathsMax``.
  package func heldOpenFiles() async -> [HeldOpenFile] {
    guard let (loop, id) = connection.withLock({ $0.map { ($0.loop, $0.id) } }) else { return [] }
    return await answer(from: loop) { state in
      (state.client(id) as? TreeWatch)?.heldOpenFiles ?? []
    }
  }

  private func attach(to loop: WatchLoop) async -> WatchLoopState.ClientID {
    let (root, configuration, completeness) = (root, configuration, completeness)
    let (clock, queue, hasEvents) = (clock, queue, loop.hasEvents)
    let id = await answer(from: loop) { state in
      let tree = TreeWatch(
        root: root, configuration: configuration, completeness: completeness, clock: clock,
        queue: queue, state: state, eventsAvailable: hasEvents)
      let id = state.attach(tree)
      tree.begin(as: id)
      return id
    }
    connection.withLock { $0 = Connection(loop: loop, id: id) }
    queue.whenRoom { [weak self] in self?.tell { $0.roomMade() } }
    return id
  }

  private func tell(_ message: @escaping @Sendable (TreeWatch) -> Void) {
    guard let (loop, id) = connection.withLock({ $0.map { ($0.loop, $0.id) } }) else { return }
    loop.perform { state in
      if let tree = state.client(id) as? TreeWatch { message(tree) }
    }
  }

  private func answer<Answer: Sendable>(
    from loop: WatchLoop, _ question: @escaping @Sendable (WatchLoopState) -> Answer
  ) async -> Answer {
    await withCheckedContinuation { asker in
      loop.perform { asker.resume(returning: question($0)) }
    }
  }

  /// Returns when the task is cancelled.
  private func untilCancelled() async {
    let (nothing, end) = AsyncStream.makeStream(of: Void.self)
    for await _ in nothing {}
    end.finish()
  }
}
