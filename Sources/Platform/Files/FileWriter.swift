import CSystem
import Glibc

/// A new file written from its start through a buffer.
///
/// The file stands under its name from the beginning: write where nobody looks, or use
/// ``replace(_:with:)``.
package struct FileWriter: ~Copyable {
  package let path: Path
  package private(set) var count = 0
  private let descriptor: Descriptor
  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0

  /// Makes the file; one of that name is emptied.
  ///
  /// - Parameter isNew: one of that name is another's, and an error.
  package init(
    _ path: Path, bufferSize: Int = 64 << 10, isNew: Bool = false
  ) throws(FileError) {
    self.path = path
    descriptor = try Descriptor.open(
      path, O_WRONLY | O_CREAT | (isNew ? O_EXCL : O_TRUNC) | O_NOFOLLOW)
    buffer = .allocate(byteCount: bufferSize, alignment: 16)
  }

  deinit { buffer.deallocate() }

  package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    count += bytes.count
    if used + bytes.count > buffer.count { try flush() }
    if bytes.count > buffer.count { return try writeAll(bytes) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: bytes)
    used += bytes.count
  }

  package mutating func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  package mutating func write(_ text: String) throws(FileError) {
    try write(Array(text.utf8))
  }

  /// Writes a part of another file, from kernel to kernel where it is large and that is possible.
  ///
  /// The corresponding C function is `copy_file_range`.
  ///
  /// - Returns: how many bytes; fewer than asked for where the other file ends before.
  package mutating func copy(
    _ range: Range<Int>, of reader: borrowing FileReader
  ) throws(FileError) -> Int {
    var rest = range
    if rest.count >= Self.copiedByKernelMin {
      try flush()
      while !rest.isEmpty {
        let copied = try copyByKernel(rest, of: reader)
        if copied <= 0 { break }
        count += copied
        rest = rest.lowerBound + copied..<rest.upperBound
      }
    }
    while !rest.isEmpty {
      if used == buffer.count { try flush() }
      let free = buffer[used...].prefix(rest.count)
      let copied = try reader.read(
        into: UnsafeMutableRawBufferPointer(rebasing: free), at: rest.lowerBound)
      if copied == 0 { break }
      used += copied
      count += copied
      rest = rest.lowerBound + copied..<rest.upperBound
    }
    return rest.lowerBound - range.lowerBound
  }

  private static let copiedByKernelMin = 64 << 10

  /// - Returns: how many bytes; none at the end of the other file, and where the kernel or a file
  ///   system does not do that.
  private func copyByKernel(
    _ range: Range<Int>, of reader: borrowing FileReader
  ) throws(FileError) -> Int {
    do throws(Errno) {
      return try Errno.checkSize {
        dm_copy_range(
          reader.rawValue, Int64(range.lowerBound), descriptor.rawValue, range.count)
      }
    } catch {
      if Self.refusals.contains(error.code) { return 0 }
      throw FileError(.write, path, error)
    }
  }

  /// Of two file systems, of a file system or a sandbox that knows no such call, of what is no
  /// regular file; and where reading and writing tell which of the two files is broken.
  private static let refusals: Set<CInt> = [
    EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EPERM, EISDIR, ETXTBSY, EOVERFLOW, EIO,
  ]

  /// Writes over bytes that were written before, which the end of what is written must not pass.
  ///
  /// The corresponding C function is `pwrite`.
  package mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    precondition(offset >= 0 && offset + bytes.count <= count, "only what was written before")
    try flush()
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes {
        pwrite(descriptor.rawValue, $0.baseAddress, $0.count, offset + done)
      }
      if written > 0 {
        done += written
      } else if Errno.last.code != EINTR {
        throw FileError(.write, path, .last)
      }
    }
  }

  /// Hands what is buffered to the kernel.
  package mutating func flush() throws(FileError) {
    try writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
    used = 0
  }

  /// Flushes and makes the content durable (not the name: sync the directory).
  package mutating func sync() throws(FileError) {
    try flush()
    do throws(Errno) { try descriptor.sync() } catch { throw FileError(.sync, path, error) }
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try descriptor.write(bytes, path: path)
  }

  /// Makes an empty file that only its owner may read and write.
  package static func makePrivate(_ path: Path) throws(FileError) {
    _ = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
  }

  /// Writes a small file in one go under its final name.
  package static func write(_ bytes: [UInt8], to path: Path) throws(FileError) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
      try write(UnsafeRawBufferPointer(buffer), to: path)
    }
  }

  package static func write(_ bytes: UnsafeRawBufferPointer, to path: Path) throws(FileError) {
    let descriptor = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    try descriptor.write(bytes, path: path)
  }

  /// Replaces a file whole: written beside it, then renamed over it, so that a reader sees the old
  /// bytes or the new ones.
  ///
  /// - Parameter isDurable: it returns when the new ones are on the disk, under this name.
  package static func replace(
    _ path: Path, with bytes: [UInt8], isDurable: Bool = false
  ) throws(FileError) {
    let beside = Path(bytes: path.bytes + Array(".new".utf8))
    if isDurable {
      var writer = try FileWriter(beside)
      try writer.write(bytes)
      try writer.sync()
    } else {
      try write(bytes, to: beside)
    }
    try Renaming.move(beside, to: path)
    if isDurable { try Directory.sync(path.parent) }
  }
}
