import Glibc

/// Where names and links lead.
package enum RealPath {
  /// Where a name leads when all links on the way are followed.
  ///
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

  /// What a symbolic link says, as it stands there; nil when it cannot be read.
  ///
  /// The corresponding C function is `readlink`.
  package static func said(by link: Path) -> Path? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let count = link.withCString { readlink($0, start, buffer.count) }
      if count < 0 { return nil }
      return Path(bytes: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)))
    }
  }
}
