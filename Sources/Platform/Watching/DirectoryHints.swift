import Files
import Glibc

/// Watches one directory, without those below it.
final class DirectoryHints: WatchLoopClient {
  private static let mask = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF
      | IN_MOVE_SELF)
  private static let retryInterval = Duration.seconds(1)

  private let directory: Path
  private unowned let state: WatchLoopState
  private let hints: AsyncStream<Void>.Continuation
  private var id: WatchLoopState.ClientID?
  private var watch: CInt?
  private var nextTry = WatchClock.system.now()
  private var hasNews = true

  init(_ directory: Path, state: WatchLoopState, hints: AsyncStream<Void>.Continuation) {
    self.directory = directory
    self.state = state
    self.hints = hints
  }

  func begin(as id: WatchLoopState.ClientID) { self.id = id }

  func received(_ event: Inotify.Event, token: UInt64) {
    hasNews = true
    if event.has(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT), let watch {
      state.unwatch(watch)
      self.watch = nil
    }
  }

  /// What was lost may have told that the watch has ended.
  func overflowed() {
    hasNews = true
    guard let watch else { return }
    state.unwatch(watch)
    self.watch = nil
    nextTry = WatchClock.system.now()
  }

  func batchEnded() {}

  func turn() -> Duration? {
    if watch == nil { tryToWatch() }
    if hasNews {
      hasNews = false
      hints.yield()
    }
    return watch == nil ? max(.zero, nextTry - WatchClock.system.now()) : nil
  }

  private func tryToWatch() {
    let now = WatchClock.system.now()
    guard now >= nextTry, let id else { return }
    nextTry = now + DirectoryHints.retryInterval
    hasNews = true
    let result = state.watch(
      directory, for: DirectoryHints.mask, client: id, token: 0)
    if case .watched(let watch) = result { self.watch = watch }
  }
}
