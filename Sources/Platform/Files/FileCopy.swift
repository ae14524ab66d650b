/// Copies between file systems, durable when they return unless they say otherwise.
package enum FileCopy {
  /// Copies one file's bytes.
  package static func file(_ from: Path, to target: Path) throws(FileError) {
    let reader = try FileReader(from)
    var writer = try FileWriter(target)
    try copy(reader, to: &writer)
    try writer.sync()
  }

  /// Gives a file that nobody will change a second name where both lie on one file system, else
  /// copies it.
  package static func linkOrFile(_ from: Path, to target: Path) throws(FileError) {
    do throws(FileError) {
      try Renaming.linkFile(from, to: target)
    } catch {
      if error.errno == .noSuchFile { throw error }
      try file(from, to: target)
    }
  }

  /// Copies one file's bytes behind what was written; not synced.
  package static func contents(
    of from: Path, to writer: inout FileWriter
  ) throws(FileError) {
    try copy(try FileReader(from), to: &writer)
  }

  private static func copy(
    _ reader: borrowing FileReader, to writer: inout FileWriter
  ) throws(FileError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Copies a directory with the files in it; links and devices are left out.
  package static func directory(_ from: Path, to target: Path) throws(FileError) {
    try Directory.make(target)
    for entry in try Directory.entries(of: from) {
      let child = from.appending(entry.name)
      switch try FileStatus.of(child).kind {
      case .directory: try directory(child, to: target.appending(entry.name))
      case .file: try file(child, to: target.appending(entry.name))
      default: continue
      }
    }
    try Directory.sync(target)
  }
}
