package import Files

/// Every file below a directory with its bytes, for comparing whole trees.
///
/// A program may be at work in the tree: what vanishes meanwhile is passed over.
package enum TreeListing {
  /// - Returns: contents by relative path; a symbolic link or FIFO counts as an empty file.
  package static func of(_ directory: Path) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try paths(below: directory) {
      files[path.description] = try unlessGone { () throws(FileError) in
        let file = directory / path
        let isFile = try FileStatus.of(file).kind == .file
        return isFile ? try FileReader.contents(of: file, limit: 1 << 30) : []
      }
    }
    return files
  }

  /// Everything that is no directory, relative, in the order of the bytes of the paths.
  package static func paths(below directory: Path) throws -> [Path] {
    try walk(directory, Path(bytes: [])).sorted()
  }

  private static func walk(_ directory: Path, _ relative: Path) throws -> [Path] {
    let entries = try unlessGone { () throws(FileError) in try Directory.entries(of: directory) }
    return try (entries ?? []).flatMap { entry in
      let path = relative.appending(entry.name)
      let child = directory.appending(entry.name)
      switch try FileStatus.ifPresent(child)?.kind {
      case .directory: return try walk(child, path)
      case nil: return []
      default: return [path]
      }
    }
  }

  private static func unlessGone<Value>(
    _ body: () throws(FileError) -> Value
  ) throws(FileError) -> Value? {
    do throws(FileError) {
      return try body()
    } catch {
      if error.errno == .noSuchFile { return nil }
      throw error
    }
  }
}
