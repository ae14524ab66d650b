package import Files

/// A folder of the outbox, for those who look: the page to open first, and what lies at its top.
package struct PublishedFolder: Sendable {
  package struct Entry: Sendable, Equatable {
    package let name: Path
    /// Bytes; nil of a folder.
    package let size: Int?
  }

  /// Relative to the outbox.
  package let place: Path
  /// The page that shows the result, relative to the folder; nil where there is none.
  package let page: Path?
  /// The page first, then the other files, then the folders, each by their names.
  package let entries: [Entry]
  /// How many there are in all.
  package let count: Int

  /// Of two that are there, the first is shown: what a worker shows of all that it has done, a
  /// site, what it shows of one file, and the report, which every item has.
  private static let pages: [Path] = [
    "index.html", "site/index.html", "profile.html", "report.html",
  ]

  /// The page that shows what was published in a folder, relative to the folder.
  ///
  /// - Parameter folder: where it lies on the disk.
  package static func page(of folder: Path) throws -> Path? {
    try pages.first { try FileStatus.ifPresent(folder / $0)?.kind == .file }
  }

  /// - Parameters:
  ///   - place: relative to the outbox.
  ///   - limit: entries that are told of; a folder of ten thousand is not looked at one by one.
  /// - Returns: nil where there is no such folder.
  package static func read(
    _ place: Path, in outbox: Path, limit: Int
  ) throws -> PublishedFolder? {
    let folder = outbox / place
    guard try FileStatus.ifPresent(folder)?.kind == .directory else { return nil }
    let page = try page(of: folder)
    // What is neither, or hidden, is nobody's result.
    let all = try Directory.entries(of: folder).filter { entry in
      (entry.kind == .file || entry.kind == .directory) && entry.name.first != 0x2e
    }
    func rank(_ entry: DirectoryEntry) -> Int {
      if entry.name == page?.bytes { return 0 }
      return entry.kind == .file ? 1 : 2
    }
    let sorted = all.sorted { one, other in
      let (left, right) = (rank(one), rank(other))
      return left == right ? one.name.lexicographicallyPrecedes(other.name) : left < right
    }
    let entries = try sorted.prefix(limit).compactMap { entry -> Entry? in
      let name = Path(bytes: entry.name)
      if entry.kind == .directory { return Entry(name: name, size: nil) }
      // Taken away meanwhile.
      guard let status = try FileStatus.ifPresent(folder / name) else { return nil }
      return Entry(name: name, size: status.size)
    }
    return PublishedFolder(place: place, page: page, entries: entries, count: all.count)
  }
}
