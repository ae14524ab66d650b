import CInotifyShim
import CInotifyTools
import Files
import Glibc

/// The only caller of libinotifytools.
///
/// The library is used as a source of events and nothing else: its own tree loses entries when
/// directories are renamed, its recursion misses what is made meanwhile. It has no locks and keeps
/// everything in global variables, so all calls come from the thread of one ``WatchLoop``.
struct Inotify: Sendable {
  /// What a call to watch a directory came to.
  enum Watching: Equatable {
    case watched(CInt)
    /// `ENOSPC`: as many watches as the user may have; `ENOMEM` is treated alike.
    case limitReached
    case failed(Errno)
  }

  /// One event, with the name as bytes; empty for an event of the directory itself.
  struct Event: Sendable {
    let watch: CInt
    let mask: UInt32
    let name: [UInt8]

    /// Whether one of the `IN_…` bits is set.
    func has(_ bits: CInt) -> Bool { mask & UInt32(bitPattern: bits) != 0 }
  }

  /// The descriptor that the library got from us; -1 before there is one.
  static var libraryDescriptor: CInt { dm_inotify_descriptor() }

  /// To be waited on with `poll`.
  let descriptor: CInt

  /// To be made once in a process.
  init() throws(WatchError) {
    guard inotifytools_initialize() != 0 else { throw .noInstance(inotifytools_error()) }
    descriptor = Inotify.libraryDescriptor
    // Without our stand-in for inotify_init there would be nothing to wait on.
    precondition(descriptor >= 0, "libinotifytools did not call the inotify_init of CInotifyShim")
  }

  /// Watches a directory; bits are added to those it may be watched for already.
  func watch(_ directory: Path, for bits: UInt32) -> Watching {
    let mask = bits | UInt32(IN_ONLYDIR | IN_EXCL_UNLINK | IN_MASK_ADD)
    let isWatched = directory.withCString {
      inotifytools_watch_file($0, CInt(bitPattern: mask)) != 0
    }
    if isWatched { return .watched(dm_inotify_last_watch()) }
    let error = Errno(code: inotifytools_error())
    return error.code == ENOSPC || error.code == ENOMEM ? .limitReached : .failed(error)
  }

  /// Ends a watch, or frees the record of one that the kernel has ended.
  func unwatch(_ watch: CInt) { inotifytools_remove_watch_by_wd(watch) }

  /// The next event of those that are there; never waits.
  func next() -> Event? {
    guard let event = inotifytools_next_events(0, 1) else { return nil }
    var name: [UInt8] = []
    if event.pointee.len > 0, let start = dm_inotify_name(event) {
      let length = strnlen(start, Int(event.pointee.len))
      name = start.withMemoryRebound(to: UInt8.self, capacity: length) {
        Array(UnsafeBufferPointer(start: $0, count: length))
      }
    }
    return Event(watch: event.pointee.wd, mask: event.pointee.mask, name: name)
  }
}
