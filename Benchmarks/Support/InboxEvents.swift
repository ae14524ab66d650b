import CInotifyShim
import Files
import Glibc

/// The bare kernel events of directories, with the time at which they were read: the floor for
/// every watcher, and the witness of when a name left an inbox.
final class InboxEvents {
  struct Event {
    let name: String
    let nanoseconds: Int
    /// The name left (`IN_MOVED_FROM`); otherwise its file was closed or came.
    let hasLeft: Bool
  }

  /// When each name left, as far as ``collect()`` has read.
  private(set) var departures: [String: Int] = [:]
  private let descriptor: CInt
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)

  init(_ directories: [Path]) throws {
    descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
    if descriptor < 0 { throw BenchError("no inotify instance: errno \(errno)") }
    for directory in directories { try add(directory) }
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
  }

  func add(_ directory: Path) throws {
    let mask = UInt32(IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE)
    let watch = directory.withCString { inotify_add_watch(descriptor, $0, mask) }
    if watch < 0 { throw BenchError("no watch for \(directory): errno \(errno)") }
  }

  /// Reads what came until `seconds` pass without anything.
  func collect(quiet seconds: Double = 0.1) {
    while true {
      let events = next(seconds)
      if events.isEmpty { return }
      for event in events where event.hasLeft { departures[event.name] = event.nanoseconds }
    }
  }

  /// What came, waiting for the first of it.
  ///
  /// - Parameter limit: seconds.
  func next(_ limit: Double) -> [Event] {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, CInt(limit * 1000)) > 0 else { return [] }
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    let now = monotonicNanoseconds()
    var events: [Event] = []
    var offset = 0
    while offset < count, let start = buffer.baseAddress {
      let event = (start + offset).assumingMemoryBound(to: inotify_event.self)
      if event.pointee.len > 0, let name = dm_inotify_name(event) {
        events.append(
          Event(
            name: String(cString: name), nanoseconds: now,
            hasLeft: event.pointee.mask & UInt32(IN_MOVED_FROM) != 0))
      }
      offset += MemoryLayout<inotify_event>.size + Int(event.pointee.len)
    }
    return events
  }
}
