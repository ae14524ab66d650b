import Foundation
import Glibc

/// Makes files durable, those of many callers at a time.
///
/// All files that wait are first handed to the disk and only then waited for, so that the file
/// system's journal is committed once for all of them instead of once for each. What others write
/// to the same file system is not waited for, as `syncfs` would.
package final class FileSync: @unchecked Sendable {
  private struct Request {
    let paths: [Path]
    let caller: CheckedContinuation<Void, any Error>
  }

  // Guarded by `condition`.
  private var waiting: [Request] = []
  private var isClosed = false
  private let condition = NSCondition()

  /// Files in one go; each is an open descriptor meanwhile.
  private static let filesMax = 400

  package init() {
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
    var rest = requests[...]
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
