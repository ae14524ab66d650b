package import Files

/// Whether there is room to work in.
package struct DiskRoom: Sendable {
  /// Below this nothing is begun: the journal alone wants some.
  private static let bytesMin = 4 << 20
  private static let filesMin = 32

  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// What is short and where, in words for a person; nil when there is room.
  ///
  /// - Throws: ``Files/FileError`` when it cannot be found out.
  package func shortage() throws(FileError) -> String? {
    for path in [workspace.root, workspace.stages, workspace.outbox] {
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

  /// What an error says of room; nil when it has another reason.
  package func shortage(behind error: any Error) -> String? {
    if let error = error as? FileError, error.errno.isShortage { return error.description }
    // A shortage that cannot be found out is not known to be one.
    return (try? shortage()) ?? nil
  }
}
