import Glibc

/// What is left on the file system of a path.
package struct FileSystemSpace: Sendable {
  /// Bytes that this user may still write.
  package let freeBytes: Int
  /// Bytes of the whole file system.
  package let totalBytes: Int
  /// Files that may still be made; nil where the file system has no such limit.
  package let freeFiles: Int?

  /// The corresponding C function is `statvfs`.
  package init(of path: Path) throws(FileError) {
    var buffer = statvfs()
    if path.withCString({ statvfs($0, &buffer) }) != 0 { throw FileError(.stat, path, .last) }
    freeBytes = Int(buffer.f_bavail) * Int(buffer.f_frsize)
    totalBytes = Int(buffer.f_blocks) * Int(buffer.f_frsize)
    freeFiles = buffer.f_files == 0 ? nil : Int(buffer.f_favail)
  }
}
