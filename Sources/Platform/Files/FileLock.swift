import Glibc

/// A lock that lives as long as the process: the kernel drops it with the descriptor.
package struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Takes the lock or says that somebody else has it; never waits.
  ///
  /// The corresponding C function is `flock`. SMB says EACCES where others say EWOULDBLOCK.
  package init?(_ path: Path) throws(FileError) {
    let descriptor = try Descriptor.open(path, O_RDWR | O_CREAT, mode: 0o600)
    let rawValue = descriptor.rawValue
    do throws(Errno) {
      try Errno.check { flock(rawValue, LOCK_EX | LOCK_NB) }
    } catch {
      if error == .wouldBlock || error == .noAccess { return nil }
      throw FileError(.lock, path, error)
    }
    self.descriptor = descriptor
  }
}
