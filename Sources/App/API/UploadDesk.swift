import Accounts
import Executors
import Files
import Foundation
import HTTPServer
import Pipeline
import Synchronization
import Web

// A file that comes over the web goes through the same door as any other: written under a hidden
// name that no watcher takes, synced, and given its name when it is whole.

/// Takes files from the web into the inbox.
final class UploadDesk: Sendable {
  private let workspace: Workspace
  private let outlook: UploadOutlook
  private let threads = WorkerThreads(name: "upload", count: 2)
  private let last = Atomic<Int>(0)

  /// Of one file.
  static let bytesMax = 4 << 30

  /// Of the hidden names; the numbers of the process and of the upload follow.
  private static let prefix = ".upload-"

  init(_ workspace: Workspace, _ outlook: UploadOutlook) {
    self.workspace = workspace
    self.outlook = outlook
  }

  deinit { threads.stop() }

  /// - Parameters:
  ///   - name: of the file alone.
  ///   - folder: below the inbox, such as `listings/acme`; empty for the inbox itself.
  ///   - next: gives the parts in order, nil at the end.
  /// - Returns: where it lies below the inbox.
  /// - Throws: ``Web/Problem``, ``HTTPServer/RequestError``, ``Files/FileError``.
  func take(
    _ name: String, into folder: String, for viewer: Viewer,
    next: @escaping @Sendable () async throws -> [UInt8]?
  ) async throws -> String {
    let components = try Self.components(folder) + [try Self.checked(name)]
    try check(components, viewer)
    let target = components.reduce(workspace.inbox) { $0 / $1 }
    let number = last.add(1, ordering: .relaxed).newValue
    let process = ProcessInfo.processInfo.processIdentifier
    let hidden = target.parent / "\(Self.prefix)\(process)-\(number)"
    return try await withTaskExecutorPreference(threads) {
      var writer = try await Self.open(hidden, components.dropLast(), in: workspace.inbox)
      do {
        try await Self.write(&writer, next)
        try Renaming.moveToFree(hidden, to: target)
        try Directory.sync(target.parent)
      } catch {
        try Directory.removeFile(hidden)
        if let error = error as? FileError, error.errno == .exists {
          throw Problem.conflict("A file called “\(name)” waits there already.")
        }
        throw error
      }
      return components.joined(separator: "/")
    }
  }

  // MARK: What a kill left

  /// Removes the files of uploads that ended with an earlier process: nobody else ever does, and
  /// their senders were not told that they had arrived. To be done before the first upload.
  ///
  /// - Parameter refused: told of each folder or file that it could not look at or remove.
  func removeLeft(refused: @escaping @Sendable (FileError) -> Void) async {
    await withTaskExecutorPreference(threads) {
      var folders = [workspace.inbox]
      while let folder = folders.popLast() {
        do throws(FileError) {
          for entry in try Directory.entries(of: folder) {
            let path = folder.appending(entry.name)
            if entry.kind == .directory, path.bytes.count <= deepest { folders.append(path) }
            if entry.kind == .file, Self.isLeft(entry.name) { try Directory.removeFile(path) }
          }
        } catch {
          // Folders that are empty are removed while this looks.
          if error.errno != .noSuchFile { refused(error) }
        }
      }
    }
  }

  /// No upload lies deeper.
  private var deepest: Int { workspace.inbox.bytes.count + 1 + Self.folderBytesMax }

  private static func isLeft(_ name: [UInt8]) -> Bool {
    guard name.starts(with: prefix.utf8) else { return false }
    let numbers = name.dropFirst(prefix.utf8.count)
      .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return numbers.count == 2
      && numbers.allSatisfy { number in
        !number.isEmpty && number.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  // MARK: One file

  /// Makes the folders and the file in them. Whoever takes files removes folders that are empty,
  /// and may do so between two steps of this: then it begins again. A folder that is being removed
  /// is in the way for as long as that takes.
  private static func open(
    _ hidden: Path, _ folders: ArraySlice<String>, in inbox: Path
  ) async throws -> FileWriter {
    for _ in 1..<attemptsMax {
      do {
        try make(folders, in: inbox)
        return try FileWriter(hidden)
      } catch let error as FileError where error.errno == .noSuchFile {
        try await ContinuousClock().sleep(for: .milliseconds(1))
      }
    }
    try make(folders, in: inbox)
    return try FileWriter(hidden)
  }

  private static let attemptsMax = 100

  /// Folder by folder: a link to elsewhere is none, whoever laid it there.
  ///
  /// - Throws: ``Web/Problem`` where a file or a link is in the way.
  private static func make(_ folders: ArraySlice<String>, in inbox: Path) throws {
    var folder = inbox
    for name in folders {
      folder = folder / name
      if try Directory.makeNew(folder) { continue }
      if try FileStatus.of(folder).kind != .directory {
        throw Problem.conflict(
          "“\(folders.joined(separator: "/"))” is no folder: “\(name)” is something else.")
      }
    }
  }

  private static func write(
    _ writer: inout FileWriter, _ next: @Sendable () async throws -> [UInt8]?
  ) async throws {
    while let part = try await next() {
      if writer.count + part.count > bytesMax { throw RequestError.tooLarge(bytesMax) }
      try writer.write(part)
    }
    try writer.sync()
  }

  /// What would never be taken is refused, and a person with some businesses drops only what will
  /// be theirs, by the rules in force.
  private func check(_ components: [String], _ viewer: Viewer) throws {
    if let objection = outlook.objection(Path(components.joined(separator: "/"))) {
      throw Problem.invalid("The file would lie in the inbox for ever: \(objection).")
    }
    guard viewer.scope != .all else { return }
    let businesses = outlook.businesses(components)
    guard !businesses.isEmpty, businesses.allSatisfy({ viewer.scope.contains($0) }) else {
      throw Problem.forbidden(
        "You may drop files into the folders of your own businesses only.",
        hint: "`to` names the worker and the business, such as worker/business; the rules say"
          + " whose a file there is.")
    }
  }

  private static func components(_ folder: String) throws -> [String] {
    guard folder.utf8.count <= folderBytesMax else {
      throw Problem.invalid("“\(folder.prefix(100))…” is too long for a folder here.")
    }
    return try folder.split(separator: "/").map { try checked(String($0)) }
  }

  /// The kernel's limit for a whole path is 4,096 bytes, of which the workspace takes some.
  private static let folderBytesMax = 1000

  /// A name that is no way out.
  private static func checked(_ name: String) throws -> String {
    let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    guard isPlain, !name.isEmpty, !name.hasPrefix("."), !name.contains("/"),
      name.utf8.count <= 255
    else {
      throw Problem.invalid(
        "“\(name.prefix(100))” is no name for a file here: it is hidden, too long, or leads"
          + " elsewhere."
      )
    }
    return name
  }
}
