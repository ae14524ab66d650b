import Daemon
import Files
import Pipeline
import SQLiteStorage

/// How many files of an inbox wait to be taken, and how many never will be.
///
/// Hidden ones are left out, as `ls` leaves them out, and so are markers whose file is there: they
/// go with it. A folder that is taken as one is one file, and one that cannot be looked into stays,
/// whatever lies in it. Files that are followed wait as long as there are lines in them that nobody
/// has read.
struct InboxCount {
  /// So many are read where rules ask for more than a name; those behind them wait.
  private static let readsMax = 100
  /// More are not told by name.
  private static let firstMax = 10

  private(set) var waiting = 0
  private(set) var staying = 0
  /// The first of those that wait.
  private(set) var first: [Waiting] = []

  struct Waiting {
    let relative: Path
    fileprivate let standing: InboxStanding

    /// For people.
    func reason(in inbox: Path) -> String {
      if case .waitsForMarker(let marker) = standing {
        return "it waits for “\(Path(bytes: marker.name))”: a file of that name beside it says that"
          + " it is whole"
      }
      return HeldOpen.explanation(of: inbox / relative) ?? "the next run looks at it again"
    }
  }

  private let inbox: Path
  private let look: InboxLook
  private var readsLeft = Self.readsMax

  /// - Parameter isRead: whether all lines of a file that is followed were taken.
  /// - Throws: ``Files/FileError``, what `isRead` throws.
  init(
    of inbox: Path, _ look: InboxLook, isRead: (FileStatus) throws -> Bool = { _ in false }
  ) throws {
    self.inbox = inbox
    self.look = look
    try add(filesOf: Path(""), isRead)
  }

  private mutating func add(
    filesOf directory: Path, _ isRead: (FileStatus) throws -> Bool
  ) throws {
    let entries: [DirectoryEntry]
    do throws(FileError) {
      entries = try Directory.entries(of: inbox / directory)
    } catch {
      if directory.isEmpty { throw error }
      // It may have gone since it was seen.
      if error.errno != .noSuchFile { staying += 1 }
      return
    }
    for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      if entry.name.first == UInt8(ascii: ".") { continue }
      let relative = directory.appending(entry.name)
      do {
        // It may have been taken since the directory was read.
        guard let status = try FileStatus.ifPresent(inbox / relative) else { continue }
        try add(relative, status, isRead)
      } catch let error as FileError where error.errno == .noSuchFile {
        continue
      }
    }
  }

  private mutating func add(
    _ relative: Path, _ status: FileStatus, _ isRead: (FileStatus) throws -> Bool
  ) throws {
    let standing = try standing(of: relative, status)
    switch standing {
    case .waits where status.kind == .directory && !look.isBundle(relative):
      try add(filesOf: relative, isRead)
    case .follows where try isRead(status): return
    case .waits, .waitsForMarker, .follows:
      waiting += 1
      if first.count < Self.firstMax {
        first.append(Waiting(relative: relative, standing: standing))
      }
    case .stays: staying += 1
    case .marks: return
    }
  }

  private mutating func standing(
    of relative: Path, _ status: FileStatus
  ) throws -> InboxStanding {
    let path = inbox / relative
    let isFolder = status.kind == .directory
    if isFolder, !look.isBundle(relative) {
      return try look.standing(of: relative, at: path, kind: status.kind)
    }
    if look.wantsContent(of: relative, isBundle: isFolder) { readsLeft -= 1 }
    return try look.answer(of: relative, at: path, status, readsContent: readsLeft >= 0)
  }

  /// As it is now, of a workspace in which something has run.
  ///
  /// - Throws: ``IndexError``, ``Files/FileError``, ``Storage/StorageError``.
  static func current(_ session: Session) async throws -> InboxCount {
    let database = try Index.open(session.workspace)
    let count = await Result {
      try await current(session.workspace, try InboxLook.current(session), database)
    }
    await database.close()
    return try count.get()
  }

  /// As it is now, by what the index knows of files that are followed.
  ///
  /// - Throws: ``Files/FileError``, ``Storage/StorageError``.
  static func current(
    _ workspace: Workspace, _ look: InboxLook, _ database: SQLiteDatabase
  ) async throws -> InboxCount {
    try await database.read { connection in
      let table = FollowTable(connection)
      return try InboxCount(of: workspace.inbox, look) { try table.hasRead($0) }
    }
  }
}
