import Synchronization

/// What has settled and waits for the consumer: bounded, and read in batches.
///
/// The consumer pulls, so that what came together is handed over together. When the queue is full
/// the watcher leaves files where they are, in the file system, and is called when there is room.
final class SettledQueue: Sendable {
  private struct State {
    var files: [SettledFile] = []
    var reader: CheckedContinuation<[SettledFile]?, Never>?
    var isFinished = false
    var owesCall = false
  }

  private let state = Mutex(State())
  private let capacity: Int
  private let batchMax: Int
  private let onRoom: Mutex<(@Sendable () -> Void)?> = Mutex(nil)

  init(capacity: Int, batchMax: Int) {
    self.capacity = capacity
    self.batchMax = batchMax
  }

  /// Sets what to call when half of a full queue was read.
  func whenRoom(_ call: (@Sendable () -> Void)?) { onRoom.withLock { $0 = call } }

  /// Whether so many files have room. If not, the call for room will come.
  func hasRoom(for count: Int) -> Bool {
    state.withLock { state in
      if state.files.count + count <= capacity { return true }
      state.owesCall = true
      return false
    }
  }

  var count: Int { state.withLock { $0.files.count } }

  /// Whether the consumer has dealt with all that it was given and waits for more.
  var isAwaited: Bool { state.withLock { $0.reader != nil && $0.files.isEmpty } }

  func append(_ files: [SettledFile]) {
    let reader = state.withLock { state -> (CheckedContinuation<[SettledFile]?, Never>, Batch)? in
      if state.isFinished { return nil }
      state.files.append(contentsOf: files)
      guard let reader = state.reader else { return nil }
      state.reader = nil
      return (reader, take(&state))
    }
    if let (reader, batch) = reader { deliver(batch, to: reader) }
  }

  /// The next batch, waiting for one; nil when the queue is finished and empty, or the task
  /// cancelled. One reader at a time.
  func next() async -> [SettledFile]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { reader in
        let batch = state.withLock { state -> Batch? in
          precondition(state.reader == nil, "settled files have one reader")
          if state.files.isEmpty, !state.isFinished, !Task.isCancelled {
            state.reader = reader
            return nil
          }
          return take(&state)
        }
        if let batch { deliver(batch, to: reader) }
      }
    } onCancel: {
      let reader = state.withLock { state in
        defer { state.reader = nil }
        return state.reader
      }
      reader?.resume(returning: nil)
    }
  }

  /// Nothing more will come; what is there can still be read.
  func finish() {
    let reader = state.withLock { state in
      state.isFinished = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  private struct Batch {
    let files: [SettledFile]?
    let callsForMore: Bool
  }

  private func take(_ state: inout State) -> Batch {
    if state.files.isEmpty { return Batch(files: nil, callsForMore: false) }
    let batch: [SettledFile]
    if state.files.count <= batchMax {
      batch = state.files
      state.files = []
    } else {
      batch = Array(state.files.prefix(batchMax))
      state.files.removeFirst(batchMax)
    }
    let calls = state.owesCall && state.files.count <= capacity / 2
    if calls { state.owesCall = false }
    return Batch(files: batch, callsForMore: calls)
  }

  private func deliver(
    _ batch: Batch, to reader: CheckedContinuation<[SettledFile]?, Never>
  ) {
    reader.resume(returning: batch.files)
    if batch.callsForMore { onRoom.withLock { $0 }?() }
  }
}
