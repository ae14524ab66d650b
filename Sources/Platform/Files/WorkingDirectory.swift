import Glibc

/// Where the process was started.
package enum WorkingDirectory {
  /// The corresponding C function is `getcwd`.
  ///
  /// - Throws: ``FileError`` when the directory is gone.
  package static func path() throws(FileError) -> Path {
    guard let text = getcwd(nil, 0) else { throw FileError(.open, Path("."), .last) }
    defer { free(text) }
    return Path(
      bytes: UnsafeBufferPointer(start: text, count: strlen(text)).lazy.map(UInt8.init(bitPattern:))
    )
  }
}
