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
      // A second name: the original and the part are the same bytes, which nobody changes.
      try Renaming.linkFile(file.path, to: parts / relative)
      unpacked.files += 1
      unpacked.bytes += file.size
    }
    return unpacked
  }

  /// Takes away what desktops and programs leave in every folder.
  ///
  /// - Returns: how many files that were, and the parts that are left.
  func sort(_ parts: Path) throws -> (clutter: Int, files: [SourceFile]) {
    let all = try SourceFile(name: "", path: parts, size: 0, isBundle: true).files()
    let isClutter = { (file: SourceFile) in
      file.path.relative(to: parts)?.components.contains { IgnoredNames.contains($0) } ?? false
    }
    let clutter = all.filter(isClutter)
    for file in clutter { try Directory.removeFile(file.path) }
    return (clutter.count, all.filter { !isClutter($0) })
  }
}
