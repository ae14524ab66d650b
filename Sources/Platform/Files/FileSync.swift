import Executors
import Foundation
import Glibc
import Synchronization

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
    NamedThread.start("file-sync") { [queue] in
      while let requests = queue.next() { round.sync(requests) }
    }
  }

  deinit { queue.close() }

  /// Returns when the content of these files, and the names in these directories, are durable.
  /// What is no longer there is passed over.
  ///
  /// - Parameter trees: directories of thousands of files; each with all that lies below it.
  /// - Throws: ``FileError``; what failed must be written anew, not synced again.
  package func sync(_ paths: [Path], trees: [Path] = []) async throws {
    try await withCheckedThrowingContinuation { caller in
      queue.append([SyncRequest(paths: paths, trees: trees) { caller.resume(with: $0) }])
    }
  }

  /// As ``sync(_:trees:)`` for each of several groups, all in one go: what befalls one is no matter
  /// of the others.
  ///
  /// - Returns: what became of each, in the same order.
  package func sync(each groups: [[Path]]) async -> [Result<Void, any Error>] {
    if groups.isEmpty { return [] }
    return await withCheckedContinuation { caller in
      let answers = SyncAnswers(groups.count, caller)
      queue.append(
        groups.enumerated().map { index, paths in
          SyncRequest(paths: paths, isJudgedAlone: true) { answers.put($0, at: index) }
        })
    }
  }

  package func close() { queue.close() }
}

struct SyncRequest {
  let paths: [Path]
  var trees: [Path] = []
  /// What else fails on the file system is no matter of these files: all of them were made or read
  /// a moment ago, so that the kernel still knows of each how its writing ended.
  var isJudgedAlone = false
  let answer: @Sendable (Result<Void, any Error>) -> Void

  /// As few files as they may be.
  var count: Int { paths.count + trees.count * Self.treeFilesMin }

  private static let treeFilesMin = 1000
}

/// The answers to requests that were made together.
private final class SyncAnswers: Sendable {
  private struct State {
    var results: [Result<Void, any Error>]
    var missing: Int
  }

  private let state: Mutex<State>
  private let caller: CheckedContinuation<[Result<Void, any Error>], Never>

  init(_ count: Int, _ caller: CheckedContinuation<[Result<Void, any Error>], Never>) {
    state = Mutex(State(results: Array(repeating: .success(()), count: count), missing: count))
    self.caller = caller
  }

  /// To be called once for each.
  func put(_ result: Result<Void, any Error>, at index: Int) {
    let all = state.withLock { state in
      state.results[index] = result
      state.missing -= 1
      return state.missing == 0 ? state.results : nil
    }
    if let all { caller.resume(returning: all) }
  }
}

/// What waits for the disk, and has not been begun.
private final class SyncQueue: @unchecked Sendable {
  // Guarded by `condition`.
  private var waiting: [SyncRequest] = []
  private var isClosed = false
  private let condition = NSCondition()

  func append(_ requests: [SyncRequest]) {
    condition.lock()
    precondition(!isClosed, "a sync was asked for after the end")
    waiting += requests
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
