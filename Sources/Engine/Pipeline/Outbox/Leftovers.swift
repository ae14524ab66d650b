import Files
import Telemetry

/// What is left of buildings, and nobody needs any more.
struct Leftovers: Sendable {
  private let workspace: Workspace
  private let logger: Logger

  init(_ workspace: Workspace, _ logger: Logger) {
    self.workspace = workspace
    self.logger = logger
  }

  private static let prefix = ".left-"

  /// Removes a directory. What cannot be removed for a reason of its own (somebody else's folder
  /// lies in it) is put aside, so that it hinders no publication; the next start tries again.
  ///
  /// - Throws: what the machine is to blame for.
  func remove(_ directory: Path) throws {
    do {
      try Directory.remove(directory)
    } catch {
      if DiskRoom(workspace).trouble(behind: error) != nil { throw error }
      logger.warning(
        "leftovers not removed",
        [
          "directory": directory.description, "reason": "\(error)",
          "todo": "remove it, or give dropmill the right to",
        ])
      if !directory.name.starts(with: Self.prefix.utf8) { try putAside(directory) }
    }
  }

  private func putAside(_ directory: Path) throws {
    var number = 0
    var aside: Path
    repeat {
      let name = Array("\(Self.prefix)\(number)-".utf8) + directory.name
      aside = directory.parent.appending(name)
      number += 1
    } while try FileStatus.ifPresent(aside) != nil
    try Renaming.move(directory, to: aside)
  }
}
