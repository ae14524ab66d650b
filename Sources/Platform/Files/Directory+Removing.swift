import Glibc

// Trees of others may be deeper than any path is long, and closed to their own owner. What lies too
// deep is moved to the top, and removed from there.

extension Directory {
  /// Removes a file, or a directory with all it holds; fine when there is none. Links are removed,
  /// not followed.
  package static func remove(_ path: Path) throws(FileError) {
    guard let status = try FileStatus.ifPresent(path) else { return }
    if status.kind != .directory { return try removeFile(path) }
    var moved = 0
    var movedBefore = -1
    while moved > movedBefore {
      movedBefore = moved
      try empty(path, top: path, depth: 0, &moved)
    }
    try removeEmpty(path)
  }

  /// Lets this user list a directory of theirs and change what is in it.
  ///
  /// The corresponding C function is `chmod`; where it fails, what needs the right says so.
  package static func makeUsable(_ path: Path) {
    if !isUsable(path) { path.withCString { _ = chmod($0, 0o700) } }
  }

  /// Below this, directories are moved to the top: with names of 255 bytes a path is still short
  /// enough, and no stack grows.
  private static let depthMax = 8

  private static func empty(
    _ path: Path, top: Path, depth: Int, _ moved: inout Int
  ) throws(FileError) {
    makeUsable(path)
    for entry in try entries(of: path) {
      let child = path.appending(entry.name)
      if entry.kind != .directory {
        try removeFile(child)
      } else if depth == depthMax {
        try lift(child, to: top, &moved)
      } else {
        try empty(child, top: top, depth: depth + 1, &moved)
        try removeEmpty(child)
      }
    }
  }

  /// Gives a directory the first name in `top` that is free.
  private static func lift(_ path: Path, to top: Path, _ moved: inout Int) throws(FileError) {
    makeUsable(path)
    while true {
      moved += 1
      let target = top / Path(".removed-\(moved)")
      if try FileStatus.ifPresent(target) == nil { return try Renaming.move(path, to: target) }
    }
  }

  /// The corresponding C function is `rmdir`; fine when there is none.
  private static func removeEmpty(_ path: Path) throws(FileError) {
    if path.withCString({ rmdir($0) }) != 0, Errno.last != .noSuchFile {
      throw FileError(.remove, path, .last)
    }
  }
}
