import Glibc

/// One name in a directory.
package struct DirectoryEntry: Sendable {
  package let name: [UInt8]
  /// From the directory itself, or by looking where the file system does not say it there.
  package let kind: FileKind
}

/// Directories: listing, making, removing.
package enum Directory {
  /// The names in a directory, without `.` and `..`, in the order of the file system.
  ///
  /// The corresponding C functions are `opendir` and `readdir`.
  package static func entries(of path: Path) throws(FileError) -> [DirectoryEntry] {
    guard let stream = path.withCString({ opendir($0) }) else {
      throw FileError(.list, path, .last)
    }
    defer { closedir(stream) }
    var entries: [DirectoryEntry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw FileError(.list, path, .last) }
        return entries
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
          Array(UnsafeBufferPointer(start: bytes, count: strnlen(pointer.pointer, 256)))
        }
      }
      if name == [0x2e] || name == [0x2e, 0x2e] { continue }
      if let kind = try kind(entry.pointee.d_type, of: name, in: path) {
        entries.append(DirectoryEntry(name: name, kind: kind))
      }
    }
  }

  /// nil: it is gone by now.
  private static func kind(
    _ type: UInt8, of name: [UInt8], in directory: Path
  ) throws(FileError) -> FileKind? {
    let kind = kind(type)
    if kind != .unknown { return kind }
    return try FileStatus.ifPresent(directory.appending(name))?.kind
  }

  /// Makes a directory and those above it; fine when it is there.
  ///
  /// The corresponding C function is `mkdir`.
  package static func make(_ path: Path, mode: UInt32 = 0o755) throws(FileError) {
    if path.withCString({ mkdir($0, mode) }) == 0 { return }
    let error = Errno.last
    if error == .exists { return }
    guard error == .noSuchFile, !path.parent.isEmpty, path.parent != path else {
      throw FileError(.makeDirectory, path, error)
    }
    try make(path.parent, mode: mode)
    if path.withCString({ mkdir($0, mode) }) == 0 { return }
    if Errno.last != .exists { throw FileError(.makeDirectory, path, .last) }
  }

  /// Makes a directory where there is none.
  ///
  /// - Returns: whether it is new; false too where the directory above is missing.
  package static func makeNew(_ path: Path, mode: UInt32 = 0o755) throws(FileError) -> Bool {
    if path.withCString({ mkdir($0, mode) }) == 0 { return true }
    let error = Errno.last
    if error == .exists || error == .noSuchFile { return false }
    throw FileError(.makeDirectory, path, error)
  }

  /// Whether this user may list the directory, and make and remove names in it.
  ///
  /// The corresponding C function is `access`.
  package static func isUsable(_ path: Path) -> Bool {
    path.withCString { access($0, R_OK | W_OK | X_OK) } == 0
  }

  /// The corresponding C function is `unlink`; fine when there is none.
  package static func removeFile(_ path: Path) throws(FileError) {
    if path.withCString({ unlink($0) }) != 0, Errno.last != .noSuchFile {
      throw FileError(.remove, path, .last)
    }
  }

  /// Makes the names in a directory durable.
  package static func sync(_ path: Path) throws(FileError) {
    let descriptor = try Descriptor.openDirectory(path)
    do throws(Errno) { try descriptor.sync() } catch { throw FileError(.sync, path, error) }
  }

  private static func kind(_ type: UInt8) -> FileKind {
    switch Int(type) {
    case DT_REG: .file
    case DT_DIR: .directory
    case DT_LNK: .symbolicLink
    case DT_FIFO: .fifo
    case DT_SOCK: .socket
    case DT_CHR, DT_BLK: .device
    default: .unknown
    }
  }
}

extension UnsafePointer {
  /// The start of a C array member, as characters.
  fileprivate var pointer: UnsafePointer<CChar> {
    UnsafeRawPointer(self).assumingMemoryBound(to: CChar.self)
  }
}
