import Foundation
import Glibc

/// Makes files durable, those of many callers at a time.
///
/// Many files of the workspace's own file system are made durable by one call for all of it. Others
/// are first handed to the disk and only then waited for, so that a journal is committed once for
/// all of them instead of once for each.
package final class FileSync: Sendable {
  private let queue = SyncQueue()

  /// - Parameter home: a directory on the file system that most files lie on; nil: each by itself.
  /// - Throws: ``FileError`` when it cannot be opened.
  package init(home: Path? = nil) throws(FileError) {
    let system = try home.map { path throws(FileError) in try FileSystemSync(of: path) } ?? nil
    let round = SyncRound(home: system)
    let thread = Thread { [queue] in
      while let requests = queue.next() { round.sync(requests) }
    }
    thread.name = "file-sync"
    thread.start()
  }

  deinit { queue.close() }

  /// Returns when the content of these files, and the names in these directories, are durable.
  /// What is no longer there is passed over.
  ///
  /// - Parameter trees: directories of thousands of files; each with all that lies below it.
  /// - Throws: ``FileError``; what failed must be written anew, not synced again.
  package func sync(_ paths: [Path], trees: [Path] = []) async throws {
    try await withCheckedThrowingContinuation { caller in
      queue.append(SyncRequest(paths: paths, trees: trees, caller: caller))
    }
  }

  package func close() { queue.close() }
}

struct SyncRequest {
  let paths: [Path]
  let trees: [Path]
  let caller: CheckedContinuation<Void, any Error>

  /// As few files as they may be.
  var count: Int { paths.count + trees.count * Self.treeFilesMin }

  private static let treeFilesMin = 1000
}

/// What waits for the disk, and has not been begun.
private final class SyncQueue: @unchecked Sendable {
  // Guarded by `condition`.
  private var waiting: [SyncRequest] = []
  private var isClosed = false
  private let condition = NSCondition()

  func append(_ request: SyncRequest) {
    condition.lock()
    precondition(!isClosed, "a sync was asked for after the end")
    waiting.append(request)
    condition.signal()
    condition.unlock()
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.signal()
    condition.unlock()
  }

  /// The requests that wait; nil at the end.
  func next() -> [SyncRequest]? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty {
      if isClosed { return nil }
      condition.wait()
    }
    defer { waiting = [] }
    return waiting
  }
}
