import CSystem
import Glibc

/// A file read from its start.
package struct FileReader: ~Copyable, Sendable {
  package let path: Path
  private let descriptor: Descriptor
  /// For ``FileWriter/copy(_:of:)``.
  var rawValue: Int32 { descriptor.rawValue }

  /// - Throws: ``FileError``; `symbolicLink` when the last name is a link.
  package init(_ path: Path) throws(FileError) {
    self.path = path
    descriptor = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW)
    _ = dm_read_ahead(descriptor.rawValue)  // A hint: when it is refused, reading is only slower.
  }

  /// Reads what was opened otherwise; `path` is for messages.
  package init(_ descriptor: consuming Descriptor, path: Path) {
    self.path = path
    self.descriptor = descriptor
  }

  /// Reads up to the buffer's size; 0 is the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    try descriptor.read(into: buffer, path: path)
  }

  /// The next part, at most 64 KB; nil at the end.
  package func nextPart() throws(FileError) -> [UInt8]? {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      do throws(FileError) {
        count = try read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes.isEmpty ? nil : bytes
  }

  /// Reads up to the buffer's size from a place in the file; 0 is the end.
  ///
  /// The corresponding C function is `pread`.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileError) -> Int {
    while true {
      let count = pread(descriptor.rawValue, buffer.baseAddress, buffer.count, offset)
      if count >= 0 { return count }
      if Errno.last.code != EINTR { throw FileError(.read, path, .last) }
    }
  }

  /// The whole file, which must not be larger than `limit` bytes.
  package static func contents(of path: Path, limit: Int = 16 << 20) throws(FileError) -> [UInt8] {
    let reader = try FileReader(path)
    var bytes: [UInt8] = []
    let status = try reader.descriptor.status(of: path)
    bytes.reserveCapacity(min(status.size, limit) + 1)
    try reader.append(to: &bytes, limit: limit)
    if bytes.count > limit { throw FileError(.read, path, Errno(code: EFBIG)) }
    return bytes
  }

  /// The first bytes of a file, at most `count`.
  package static func prefix(of path: Path, count: Int) throws(FileError) -> [UInt8] {
    let reader = try FileReader(path)
    var bytes: [UInt8] = []
    try reader.append(to: &bytes, limit: count - 1)
    return bytes.count > count ? Array(bytes.prefix(count)) : bytes
  }

  /// The last bytes of a file, at most `count`.
  ///
  /// The corresponding C function is `lseek`.
  package static func suffix(of path: Path, count: Int) throws(FileError) -> [UInt8] {
    let reader = try FileReader(path)
    let size = lseek(reader.descriptor.rawValue, 0, SEEK_END)
    let start = max(0, size - count)
    if size < 0 || lseek(reader.descriptor.rawValue, start, SEEK_SET) < 0 {
      throw FileError(.read, path, .last)
    }
    var bytes: [UInt8] = []
    try reader.append(to: &bytes, limit: count)
    return bytes
  }

  /// Appends until the end, or until more than `limit` bytes are there.
  private func append(to bytes: inout [UInt8], limit: Int) throws(FileError) {
    let size = min(64 << 10, limit + 1)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while bytes.count <= limit {
      let count = try read(into: buffer)
      if count == 0 { return }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
