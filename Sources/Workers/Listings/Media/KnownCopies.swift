import Files
import Pipeline
import Storage

/// What was made of equal bytes before: the same photo under the same or another name.
struct KnownCopies {
  /// Whether the very file is there, with all that was made of it, and a listing shows it. That
  /// the item told of it is written down: an older file of its name that is still at work does not
  /// cover it. What no listing shows goes on, and is asked about again.
  let isUnchanged: Bool
  /// Whether names of files may be told.
  let showsNames: Bool
  private let equal: Media?
  private let directory: Path

  /// - Parameter making: how files are made now; what was made otherwise does not count.
  init(of context: StageContext, making: String) async throws {
    let item = context.item
    let published = context.published
    let (media, showsNames) = try await context.tables.read { connection in
      let table = MediaTable(connection, business: item.business)
      return (try table.copies(of: item.fingerprint), try table.showsNames(item.options))
    }
    self.showsNames = showsNames
    let usable = try media.filter { media in
      let isMadeSo = media.base.hasSuffix(
        MediaRecord.mark(media.name, media.fingerprint, making))
      return try isMadeSo
        && media.fileNames.allSatisfy { name in
          try FileStatus.ifPresent(published / media.kind.folder / name) != nil
        }
    }
    let name = MediaName.place(of: item)
    equal = usable.first
    directory = published
    guard let there = usable.first(where: { $0.name == name && $0.number != nil }) else {
      isUnchanged = false
      return
    }
    isUnchanged = try await context.tables.write { connection in
      try MediaTable(connection, business: item.business)
        .tell(there.name, base: there.base, item: item.id.number)
    }
  }

  /// Gives the copies of an equal photo second names; an outbox on a file system of its own has
  /// them copied.
  ///
  /// - Parameter base: what the new names begin with.
  /// - Returns: nil when there are none.
  func link(into files: Path, as base: String) throws(FileError) -> [PhotoFile]? {
    guard let equal else { return nil }
    for file in equal.files {
      try FileCopy.linkOrFile(
        directory / equal.kind.folder / file.name(equal.base), to: files / file.name(base))
    }
    return equal.files
  }
}
