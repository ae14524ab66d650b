import Glibc

// A lock of the open file description (fcntl(2), “Open file description locks”): it ends with the
// descriptor, as that of flock(2) does, and whether it is held can be asked without taking it.

/// A lock that lives as long as the process: the kernel drops it with the descriptor.
package struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Of `fcntl`, whose names the C library hides without `_GNU_SOURCE`.
  private enum Command {
    static let ask: CInt = 36
    static let take: CInt = 37
  }

  /// Takes the lock or says that somebody else has it; never waits.
  ///
  /// Some file systems say EACCES where others say EAGAIN.
  package init?(_ path: Path) throws(FileError) {
    let descriptor = try Descriptor.open(path, O_RDWR | O_CREAT, mode: 0o600)
    let rawValue = descriptor.rawValue
    var lock = Self.whole
    do throws(Errno) {
      try Errno.check { fcntl(rawValue, Command.take, &lock) }
    } catch {
      if error == .wouldBlock || error == .noAccess { return nil }
      throw FileError(.lock, path, error)
    }
    self.descriptor = descriptor
  }

  /// Whether somebody has it; it is not taken for that, not even for a moment.
  package static func isHeld(_ path: Path) throws(FileError) -> Bool {
    let descriptor = try Descriptor.open(path, O_RDONLY)
    let rawValue = descriptor.rawValue
    var lock = whole
    do throws(Errno) {
      try Errno.check { fcntl(rawValue, Command.ask, &lock) }
    } catch {
      throw FileError(.lock, path, error)
    }
    return lock.l_type != Int16(F_UNLCK)
  }

  private static var whole: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
