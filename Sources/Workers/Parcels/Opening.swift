import Archives
import Files
import Pipeline
import Watching

/// Lays the files of a parcel side by side.
struct Opening {
  let archives: ArchiveWorker

  /// - Parameter parts: an empty directory.
  /// - Returns: what an archive leaves out; nothing is left out of a bundle.
  /// - Throws: ``Archives/ArchiveError``, ``Files/FileError``.
  func open(_ source: SourceFile, into parts: Path) async throws -> Unpacked {
    if !source.isBundle { return try await archives.unpack(source.path, into: parts) }
    var unpacked = Unpacked()
    for file in try source.files() {
      guard let relative = file.path.relative(to: source.path) else { continue }
      try Directory.make((parts / relative).parent, mode: 0o700)
      // A second name: the original and the part are the same bytes, which nobody changes. Of
      // another user's file that may be forbidden.
      try FileCopy.linkOrFile(file.path, to: parts / relative)
      unpacked.files += 1
      unpacked.bytes += file.size
    }
    return unpacked
  }

  /// What was found in a parcel.
  struct Sorted {
    var files: [SourceFile] = []
    /// How many files there were that desktops and programs leave in every folder.
    var clutter = 0
    /// Below the parcel, of files that by their names are not finished: no item would be taken.
    var unfinished: [Path] = []
  }

  /// Takes away what becomes no item.
  func sort(_ parts: Path) throws -> Sorted {
    var sorted = Sorted()
    for file in try SourceFile(name: "", path: parts, size: 0, isBundle: true).files() {
      let relative = file.path.relative(to: parts) ?? file.path
      switch IgnoredNames.reason(onTheWayTo: relative) {
      case nil:
        sorted.files.append(file)
        continue
      case .unfinished: sorted.unfinished.append(relative)
      case .hidden, .clutter: sorted.clutter += 1
      }
      try Directory.removeFile(file.path)
    }
    return sorted
  }
}
