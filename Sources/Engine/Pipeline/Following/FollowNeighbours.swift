import Files

/// The files beside one that grows: known by their inode, whatever they are called by now.
struct FollowNeighbours {
  private struct Identity: Hashable {
    let device: Int
    let inode: Int
  }

  private let inbox: Path
  private let directory: Path
  /// Listed when the first is asked for that is not where it was: of many that are gone, the others
  /// need no listing of their own.
  private var places: [Identity: Path]?

  /// - Parameter directory: below the inbox, as it was found there.
  init(inbox: Path, directory: Path) {
    self.inbox = inbox
    self.directory = directory
  }

  /// Where a file is now: where it was, or under another name of its directory; nil: nowhere.
  mutating func place(of entry: FollowTable.Entry) throws -> Path? {
    let status = try FileStatus.ifPresent(inbox / entry.place)
    if let status, entry.isOf(status) { return entry.place }
    let places = try places ?? list()
    self.places = places
    return places[Identity(device: entry.device, inode: entry.inode)]
  }

  private func list() throws -> [Identity: Path] {
    var places: [Identity: Path] = [:]
    for entry in try Directory.entries(of: inbox / directory) where entry.kind != .directory {
      let path = directory.appending(entry.name)
      guard let status = try FileStatus.ifPresent(inbox / path) else { continue }
      let identity = Identity(
        device: Int(truncatingIfNeeded: status.device),
        inode: Int(truncatingIfNeeded: status.inode))
      if places[identity] == nil { places[identity] = path }
    }
    return places
  }
}
