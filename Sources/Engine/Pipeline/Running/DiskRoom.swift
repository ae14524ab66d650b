package import Files
import Storage

/// Whether there is room to work in, and whether the disk takes what is written.
package struct DiskRoom: Sendable {
  /// Why nothing can be done now, whatever file it is about.
  package struct Trouble: Sendable {
    /// In words for a person.
    package let reason: String
    /// There is no room; else something fails.
    package let isShortage: Bool
  }

  /// Below this nothing is begun: the journal alone wants some.
  private static let bytesMin = 4 << 20
  private static let filesMin = 32

  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// They may lie on file systems of their own.
  private var places: [Path] { [workspace.root, workspace.stages, workspace.outbox] }

  /// Bytes that are free where the daemon works; nil when that cannot be found out.
  package func freeBytes() -> [Int]? {
    // Whoever works next is told why it cannot.
    try? places.map { try FileSystemSpace(of: $0).freeBytes }
  }

  /// What is short and where, in words for a person; nil when there is room.
  ///
  /// - Throws: ``Files/FileError`` when it cannot be found out.
  package func shortage() throws(FileError) -> String? {
    for path in places {
      let space = try FileSystemSpace(of: path)
      if space.freeBytes < Self.bytesMin {
        return "only \(space.freeBytes >> 10) KB are free on the file system of \(path)"
      }
      if let files = space.freeFiles, files < Self.filesMin {
        return "only \(files) more files can be made on the file system of \(path)"
      }
    }
    return nil
  }

  /// What keeps the daemon from working now; nil when it can.
  package func trouble() -> Trouble? {
    do throws(FileError) {
      if let shortage = try shortage() { return Trouble(reason: shortage, isShortage: true) }
      for directory in [workspace.stages, workspace.building] { try Self.tryOut(directory) }
      return nil
    } catch {
      // Two who try at the same moment take each other's file away.
      if error.errno == .noSuchFile { return nil }
      return Trouble(reason: error.description, isShortage: error.errno.isShortage)
    }
  }

  /// What is behind an error that any other file would meet as well; nil when it is of this one, or
  /// over already.
  package func trouble(behind error: any Error) -> Trouble? {
    if let error = error as? FileError, error.errno.isShortage {
      return Trouble(reason: error.description, isShortage: true)
    }
    if Self.isOfTheMachine(error) { return trouble() }
    // A shortage that cannot be found out is not known to be one.
    let shortage = (try? shortage()) ?? nil
    return shortage.map { Trouble(reason: $0, isShortage: true) }
  }

  /// Whether the machine may be at fault, and not a file or what is in it.
  package static func isOfTheMachine(_ error: any Error) -> Bool {
    switch error {
    case let error as FileError: error.errno.isOfTheMachine
    case let error as Errno: error.isOfTheMachine
    case let error as StorageError: error.reason == .broken
    default: false
    }
  }

  /// Does once what each item needs: a file that is written, durable, renamed and removed.
  private static func tryOut(_ directory: Path) throws(FileError) {
    let (one, other) = (directory / ".trial", directory / ".trial-done")
    // Of a trial that could not remove it.
    try Directory.removeFile(other)
    var file = try FileWriter(one)
    try file.write("may be removed\n")
    try file.sync()
    try Renaming.move(one, to: other)
    try Directory.sync(directory)
    try Directory.removeFile(other)
  }
}
