import CSystem
import Glibc

/// An open file descriptor, closed exactly once.
package struct Descriptor: ~Copyable, Sendable {
  package let rawValue: CInt

  package init(rawValue: CInt) { self.rawValue = rawValue }

  deinit { close(rawValue) }

  /// Opens a file or directory by a path that is ours.
  ///
  /// The corresponding C function is `open`, with `O_CLOEXEC`.
  package static func open(
    _ path: Path, _ flags: CInt, mode: UInt32 = 0o644
  ) throws(FileError) -> Descriptor {
    do throws(Errno) {
      let rawValue = try Errno.check { path.withCString { dm_open($0, flags | O_CLOEXEC, mode) } }
      return Descriptor(rawValue: rawValue)
    } catch {
      throw FileError(.open, path, error)
    }
  }

  /// Opens a directory, to open files beneath it.
  package static func openDirectory(_ path: Path) throws(FileError) -> Descriptor {
    try open(path, O_RDONLY | O_DIRECTORY)
  }

  /// Opens a foreign file for reading: no symbolic link, no way out of `directory`, no waiting for
  /// the other end of a FIFO.
  ///
  /// The corresponding C function is `openat2` with `RESOLVE_BENEATH`.
  package static func openForeign(
    _ relative: Path, beneath directory: borrowing Descriptor, root: Path
  ) throws(FileError) -> Descriptor {
    try openForeign(relative, beneath: directory, root: root, by: dm_open_beneath)
  }

  typealias OpenBeneath = (Int32, UnsafePointer<CChar>, Int32) -> Int32

  /// Where a sandbox forbids `openat2`: from name to name.
  static var openBySteps: OpenBeneath { dm_open_beneath_by_steps }

  static func openForeign(
    _ relative: Path, beneath directory: borrowing Descriptor, root: Path, by open: OpenBeneath
  ) throws(FileError) -> Descriptor {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let base = directory.rawValue
    do throws(Errno) {
      let rawValue = try Errno.check {
        relative.withCString { open(base, $0, flags) }
      }
      return Descriptor(rawValue: rawValue)
    } catch {
      throw FileError(.open, root / relative, error)
    }
  }

  /// Reads up to the buffer's size; 0 is the end. `path` is for the message.
  ///
  /// The corresponding C function is `read`.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, path: Path
  ) throws(FileError) -> Int {
    do throws(Errno) {
      return try Errno.checkSize { Glibc.read(rawValue, buffer.baseAddress, buffer.count) }
    } catch {
      throw FileError(.read, path, error)
    }
  }

  /// Writes all of the bytes, however many calls that takes; `path` is for the message.
  ///
  /// The corresponding C function is `write`.
  func write(_ bytes: UnsafeRawBufferPointer, path: Path) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      do throws(Errno) {
        let written = try Errno.checkSize { Glibc.write(rawValue, rest.baseAddress, rest.count) }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } catch {
        throw FileError(.write, path, error)
      }
    }
  }

  /// The corresponding C function is `fsync`.
  package func sync() throws(Errno) { try Errno.check { fsync(rawValue) } }

  /// Has the kernel begin to write what is not on the disk yet, without waiting for it.
  ///
  /// The corresponding C function is `sync_file_range`. A hint: ``sync()`` does the rest, and where
  /// the call is refused (directories, some file systems) all of it.
  func beginWriteBack() { _ = dm_begin_write_back(rawValue) }

  /// The corresponding C function is `fstat`.
  package func status() throws(Errno) -> FileStatus {
    var buffer = stat()
    try Errno.check { fstat(rawValue, &buffer) }
    return FileStatus(buffer)
  }

  /// - Parameter path: for the message.
  package func status(of path: Path) throws(FileError) -> FileStatus {
    do throws(Errno) { return try status() } catch { throw FileError(.stat, path, error) }
  }
}
