import Files

/// How many files of an inbox wait to be taken, and how many never will be.
///
/// Hidden ones are left out, as `ls` leaves them out, and so are markers whose file is there: they
/// go with it. A folder that cannot be looked into stays, whatever lies in it.
struct InboxCount {
  private(set) var waiting = 0
  private(set) var staying = 0

  private let inbox: Path
  private let look: InboxLook

  /// - Throws: ``Files/FileError``.
  init(of inbox: Path, _ look: InboxLook) throws {
    self.inbox = inbox
    self.look = look
    try add(filesOf: Path(""))
  }

  private mutating func add(filesOf directory: Path) throws {
    let entries: [DirectoryEntry]
    do throws(FileError) {
      entries = try Directory.entries(of: inbox / directory)
    } catch {
      if directory.isEmpty { throw error }
      // It may have gone since it was seen.
      if error.errno != .noSuchFile { staying += 1 }
      return
    }
    for entry in entries {
      if entry.name.first == UInt8(ascii: ".") { continue }
      let relative = directory.appending(entry.name)
      // It may have been taken since the directory was read.
      guard let status = try FileStatus.ifPresent(inbox / relative) else { continue }
      let standing = try look.standing(
        of: relative, at: inbox / relative, kind: status.kind, linkCount: status.linkCount)
      switch standing {
      case .waits where status.kind == .directory: try add(filesOf: relative)
      case .waits, .waitsForMarker: waiting += 1
      case .stays: staying += 1
      case .marks: continue
      }
    }
  }
}
