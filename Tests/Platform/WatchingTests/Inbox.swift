import Files
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Watching

extension ManualClock {
  /// This clock, and a wall clock that is ahead of the real one by as much as this one has moved,
  /// so that it can be compared with the times of real files.
  var watchClock: WatchClock {
    let start = WatchClock.system.now()
    return WatchClock(
      now: { start + self.now.offset },
      wall: { WatchClock.system.wall() + self.now.offset.nanoseconds })
  }
}

/// A directory of a test.
struct Inbox: Sendable {
  let root: Path

  /// Writes a file and closes it.
  func drop(_ name: String, _ text: String = "x") throws {
    try write(name, text).close()
  }

  /// Writes to a file and leaves it open.
  func write(_ name: String, _ text: String = "x") throws -> OpenFile {
    let file = try OpenFile(root / name)
    try file.write(text)
    return file
  }

  func make(_ directory: String) throws { try Directory.make(root / directory) }

  func rename(_ from: String, _ to: String) throws {
    try Errno.check {
      (root / from).withCString { from in (root / to).withCString { Glibc.rename(from, $0) } }
    }
  }

  func remove(_ name: String) throws { try Directory.remove(root / name) }

  /// Ends the kernel's watch of a directory behind the watcher's back.
  func endWatch(of directory: String) throws {
    let descriptor = Inotify.libraryDescriptor
    let inode = String(try FileStatus.of(root / directory).inode, radix: 16)
    let text = try String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains("ino:\(inode) ") })
    let words = line.split(separator: " ")
    let word = try #require(words.first { $0.hasPrefix("wd:") })
    let watch = try #require(CInt(word.dropFirst(3), radix: 16))
    try Errno.check { inotify_rm_watch(descriptor, watch) }
  }
}

/// A file that its writer has not closed.
final class OpenFile {
  private let descriptor: CInt

  /// No program that another test starts meanwhile may have it open, too.
  init(_ path: Path) throws {
    descriptor = try Errno.check {
      path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    }
  }

  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    try Errno.checkSize { Glibc.write(descriptor, bytes, bytes.count) }
  }

  func close() throws { try Errno.check { Glibc.close(descriptor) } }
}

/// A watcher at work, and what it has reported.
final class Watch {
  let clock: ManualClock
  let watcher: Watcher
  private var reports: AsyncStream<[SettledFile]>.Iterator
  private(set) var files: [SettledFile] = []
  private var hasRun = false

  init(_ watcher: Watcher, _ clock: ManualClock) {
    self.watcher = watcher
    self.clock = clock
    reports = watcher.settledFiles.makeAsyncIterator()
  }

  /// Waits for so many reports.
  func next(_ count: Int) async -> [SettledFile] {
    var found: [SettledFile] = []
    while found.count < count, let batch = await reports.next() { found += batch }
    files += found
    return found
  }

  /// The names of the next reports, sorted.
  func names(_ count: Int) async -> [String] {
    await next(count).map(\.relative.description).sorted()
  }

  /// Waits until the watcher has read all events and done all work, and says what it is doing.
  ///
  /// - Throws: ``WatchEnded`` when it has stopped, `NeverHappened` when it comes to no rest.
  func quiesce() async throws -> WatchStatus {
    var status = await watcher.status()
    var calm = 0
    try await eventually("the watcher rests") {
      // Looking again at once finds most of them at rest; only a busy one is given time.
      for _ in 0..<1000 where calm < 3 {
        status = await watcher.status()
        if hasRun && !status.isRunning { throw WatchEnded() }
        hasRun = hasRun || status.isRunning
        calm = status.isScanning || !status.isRunning ? 0 : calm + 1
      }
      return calm == 3
    }
    return status
  }

  func advance(_ duration: Duration) async throws -> WatchStatus {
    _ = try await quiesce()
    clock.advance(by: duration)
    watcher.wake()
    return try await quiesce()
  }
}

/// A watcher has stopped while a test waited for what it would do.
struct WatchEnded: Error, CustomStringConvertible {
  var description: String { "the watcher has stopped; its own error is beside this one" }
}

/// Runs a test in a directory of its own.
func withInbox(_ body: (Inbox) async throws -> Void) async throws {
  let directory = try TemporaryDirectory()
  try await body(Inbox(root: directory.path))
  withExtendedLifetime(directory) {}
}

extension Inbox {
  /// Watches the directory while the body runs.
  func watch(
    _ configuration: WatchConfiguration = WatchConfiguration(),
    completeness: @escaping @Sendable (Path) -> Completeness = { _ in Completeness() },
    root: Path? = nil, _ body: (Watch) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    let watcher = Watcher(
      root: root ?? self.root, configuration: configuration, completeness: completeness,
      events: configuration.mode == .polling ? nil : try EventSource(), clock: clock.watchClock)
    try await withThrowingTaskGroup { group in
      group.addTask {
        do {
          try await watcher.run()
        } catch let error where !(error is CancellationError) {
          Issue.record(error, "the watcher ended")
          throw error
        }
      }
      let watch = Watch(watcher, clock)
      _ = try await watch.quiesce()
      try await body(watch)
      group.cancelAll()
    }
  }
}

/// Holds up a thread, as a stalled one would be.
final class Gate: Sendable {
  private let isClosed = Mutex(false)
  private let opened = DispatchSemaphore(value: 0)

  func close() { isClosed.withLock { $0 = true } }

  func open() {
    isClosed.withLock { $0 = false }
    opened.signal()
  }

  func pass() { if isClosed.withLock({ $0 }) { opened.wait() } }
}
