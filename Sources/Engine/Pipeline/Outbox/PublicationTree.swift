import Files
import Glibc

/// The tree that was built for a publication, against what is visible.
struct PublicationTree {
  private let building: Path
  private let published: Path
  private let mode: PublicationWriter.Mode
  private let removals: [Path]
  private let files: Int

  init(_ writer: PublicationWriter) {
    building = writer.building
    published = writer.published
    mode = writer.mode
    removals = writer.removals
    files = writer.files.count
  }

  /// - Throws: ``PublicationError`` `occupied` when something else stands in the target's place, or
  ///   in that of a directory above it.
  func checkTarget() throws {
    let outbox = building.parent.parent
    var path = published
    while path != outbox, !path.isEmpty {
      if let status = try FileStatus.ifPresent(path), status.kind != .directory {
        throw PublicationError(.occupied, path)
      }
      path = path.parent
    }
  }

  /// A link that somebody has put in the place of a folder would be replaced by the few files that
  /// have changed, and removals would go through it.
  private func checkLinks(in built: [Path]) throws {
    var known: Set<Path> = [Path(bytes: [])]
    for directory in Set((built + removals).map(\.parent)) {
      var path = directory
      while known.insert(path).inserted {
        if try FileStatus.ifPresent(published / path)?.kind == .symbolicLink {
          throw PublicationError(.occupied, published / path)
        }
        path = path.parent
      }
    }
  }

  /// Leaves files that are already visible with the same bytes untouched: in mode update they are
  /// taken out of the tree, in mode replace the tree takes over the visible file itself.
  ///
  /// - Returns: what is left to be made visible.
  /// - Throws: ``PublicationError`` `occupied` when a link stands in the place of a directory that
  ///   is to be updated.
  func leaveOutUnchanged() throws -> PublicationChange {
    guard try FileStatus.ifPresent(published) != nil else {
      return PublicationChange(added: files, isFirst: true)
    }
    var change = PublicationChange(removed: removals.count)
    let built = try walk(building, relative: Path(bytes: []))
    if mode == .update { try checkLinks(in: built) }
    for path in built {
      if try isSame(building / path, published / path) {
        try leaveOut(path)
        change.same += 1
      } else if try FileStatus.ifPresent(published / path) != nil {
        change.changed += 1
      } else {
        change.added += 1
      }
    }
    if mode == .replace {
      let before = try walk(published, relative: Path(bytes: [])).count
      change.removed = max(0, before - change.same - change.changed)
    }
    return change
  }

  private func leaveOut(_ path: Path) throws {
    try Directory.removeFile(building / path)
    if mode == .replace { try Renaming.linkFile(published / path, to: building / path) }
  }

  private func walk(_ directory: Path, relative: Path) throws -> [Path] {
    var files: [Path] = []
    for entry in try Directory.entries(of: directory) {
      let path = relative.appending(entry.name)
      if entry.kind == .directory {
        files += try walk(directory.appending(entry.name), relative: path)
      } else {
        files.append(path)
      }
    }
    return files
  }

  private func isSame(_ one: Path, _ other: Path) throws -> Bool {
    guard let visible = try FileStatus.ifPresent(other), visible.kind == .file,
      try FileStatus.of(one).size == visible.size
    else { return false }
    let left = try FileReader(one)
    let right = try FileReader(other)
    let size = 64 << 10
    let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: size * 2, alignment: 16)
    defer { buffers.deallocate() }
    let first = UnsafeMutableRawBufferPointer(rebasing: buffers[..<size])
    let second = UnsafeMutableRawBufferPointer(rebasing: buffers[size...])
    while true {
      let count = try left.read(into: first)
      if try right.read(into: second) != count { return false }
      if count == 0 { return true }
      guard let a = first.baseAddress, let b = second.baseAddress, memcmp(a, b, count) == 0 else {
        return false
      }
    }
  }
}
