package import Files

/// Every file below a directory with its bytes, for comparing whole trees.
package enum TreeListing {
  /// - Returns: contents by relative path; a symbolic link or FIFO counts as an empty file.
  package static func of(_ directory: Path) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try paths(below: directory) {
      let file = directory / path
      let isFile = try FileStatus.of(file).kind == .file
      files[path.description] = isFile ? try FileReader.contents(of: file, limit: 1 << 30) : []
    }
    return files
  }

  /// Everything that is no directory, relative, in the order of the bytes of the paths.
  package static func paths(below directory: Path) throws -> [Path] {
    try walk(directory, Path(bytes: [])).sorted()
  }

  private static func walk(_ directory: Path, _ relative: Path) throws -> [Path] {
    guard try FileStatus.ifPresent(directory) != nil else { return [] }
    return try Directory.entries(of: directory).flatMap { entry in
      let path = relative.appending(entry.name)
      let child = directory.appending(entry.name)
      return try FileStatus.of(child).kind == .directory ? try walk(child, path) : [path]
    }
  }
}
