import Glibc

/// Where a name leads when all links on the way are followed.
package enum RealPath {
  /// The corresponding C function is `realpath`.
  package static func of(_ path: Path) throws(FileError) -> Path {
    guard let text = path.withCString({ realpath($0, nil) }) else {
      throw FileError(.stat, path, .last)
    }
    defer { free(text) }
    return Path(
      bytes: UnsafeBufferPointer(start: text, count: strlen(text)).lazy.map(UInt8.init(bitPattern:))
    )
  }
}
