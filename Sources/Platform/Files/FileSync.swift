import Foundation
import Glibc

/// Makes files durable, those of many callers at a time.
///
/// Many files of the workspace's own file system are made durable by one call for all of it. Others
/// are first handed to the disk and only then waited for, so that a journal is committed once for
/// all of them instead of once for each.
package final class FileSync: @unchecked Sendable {
  private struct Request {
    let paths: [Path]
    let caller: CheckedContinuation<Void, any Error>
  }

  private let home: FileSystemSync?
  // Guarded by `condition`.
  private var waiting: [Request] = []
  private var isClosed = false
  private let condition = NSCondition()

  /// Files in one go; each is an open descriptor meanwhile.
  private static let filesMax = 400

  /// - Parameter home: a directory on the file system that most files lie on; nil: each by itself.
  /// - Throws: ``FileError`` when it cannot be opened.
  package init(home: Path? = nil) throws(FileError) {
    self.home = try home.map { path throws(FileError) in try FileSystemSync(of: path) } ?? nil
    let thread = Thread { [self] in
      while let requests = next() { sync(requests) }
    }
    thread.name = "file-sync"
    thread.start()
  }

  /// Returns when the content of these files, and the names in these directories, are durable.
  /// What is no longer there is passed over.
  ///
  /// - Throws: ``FileError``; what failed must be written anew, not synced again.
  package func sync(_ paths: [Path]) async throws {
    try await withCheckedThrowingContinuation { caller in
      condition.lock()
      precondition(!isClosed, "a sync was asked for after the end")
      waiting.append(Request(paths: paths, caller: caller))
      condition.signal()
      condition.unlock()
    }
  }

  package func close() {
    condition.lock()
    isClosed = true
    condition.signal()
    condition.unlock()
  }

  /// The requests that wait; nil at the end.
  private func next() -> [Request]? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty {
      if isClosed { return nil }
      condition.wait()
    }
    defer { waiting = [] }
    return waiting
  }

  private func sync(_ requests: [Request]) {
    var rest = syncWhole(requests)[...]
    while !rest.isEmpty {
      var count = 0
      var files = 0
      while count < rest.count, count == 0 || files < Self.filesMax {
        files += rest[rest.startIndex + count].paths.count
        count += 1
      }
      syncTogether(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  /// Serves the requests that one call for the whole file system can serve.
  ///
  /// - Returns: the others.
  private func syncWhole(_ requests: [Request]) -> [Request] {
    guard let home else { return requests }
    let held = requests.map { home.holds($0.paths) }
    let together = zip(requests, held).filter(\.1).map(\.0)
    let result: Result<Void, any Error>
    do {
      let count = together.reduce(0) { $0 + $1.paths.count }
      guard try home.suits(pathCount: count) else { return requests }
      try home.sync()
      result = .success(())
    } catch {
      result = .failure(error)
    }
    for request in together { request.caller.resume(with: result) }
    return zip(requests, held).filter { !$0.1 }.map(\.0)
  }

  /// All callers are told when all are done: what they do next, they then do together.
  private func syncTogether(_ requests: [Request]) {
    // The parts of a large request one after the other, small requests as one part each.
    let first = requests.map { request in
      Result { try Self.open(request.paths.prefix(Self.filesMax)) }
    }
    let results = zip(requests, first).map { request, files in
      Result {
        for file in try files.get() { try file.sync() }
        try Self.sync(request.paths.dropFirst(Self.filesMax))
      }
    }
    for (request, result) in zip(requests, results) { request.caller.resume(with: result) }
  }

  private static func sync(_ paths: ArraySlice<Path>) throws(FileError) {
    var rest = paths
    while !rest.isEmpty {
      for file in try open(rest.prefix(filesMax)) { try file.sync() }
      rest = rest.dropFirst(filesMax)
    }
  }

  private static func open(_ paths: ArraySlice<Path>) throws(FileError) -> [OpenFile] {
    var files: [OpenFile] = []
    for path in paths {
      do throws(FileError) {
        files.append(try OpenFile(path))
      } catch {
        if error.errno != .noSuchFile { throw error }
      }
    }
    return files
  }

  /// A file whose bytes are on their way to the disk.
  private final class OpenFile {
    private let path: Path
    private let descriptor: Descriptor

    init(_ path: Path) throws(FileError) {
      self.path = path
      descriptor = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      descriptor.beginWriteBack()
    }

    func sync() throws(FileError) {
      do throws(Errno) { try descriptor.sync() } catch { throw FileError(.sync, path, error) }
    }
  }
}
