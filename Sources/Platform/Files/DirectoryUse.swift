/// How much lies below a directory.
package struct DirectoryUse: Sendable, Equatable {
  /// Names of any kind.
  package private(set) var files = 0
  /// As the files' sizes say, also where they have holes: who copies them writes as much.
  package private(set) var bytes = 0

  /// Looks through a directory in which others may be at work, and no further than it takes to know
  /// that there is more than these. A tree that is deeper than paths are long counts as too many
  /// files, and so does what stays closed to its owner.
  package init(of directory: Path, filesMax: Int, bytesMax: Int) throws(FileError) {
    var waiting = [directory]
    while let next = waiting.popLast(), files <= filesMax, bytes <= bytesMax {
      if next.bytes.count > directory.bytes.count + Self.pathMax {
        files = filesMax + 1
        return
      }
      try look(into: next, &waiting, filesMax)
    }
  }

  /// Of what lies below, in bytes; the kernel's is 4,096 for the whole.
  private static let pathMax = 2048

  private mutating func look(
    into directory: Path, _ waiting: inout [Path], _ filesMax: Int
  ) throws(FileError) {
    do throws(FileError) {
      Directory.makeUsable(directory)
      for entry in try Directory.entries(of: directory) {
        files += 1
        if files > filesMax { return }
        let path = directory.appending(entry.name)
        if entry.kind == .directory { waiting.append(path) }
        if entry.kind == .file { bytes += try FileStatus.ifPresent(path)?.size ?? 0 }
      }
    } catch {
      // Removed meanwhile.
      if error.errno == .noSuchFile { return }
      if error.errno != .noAccess { throw error }
      files = filesMax + 1
    }
  }
}
