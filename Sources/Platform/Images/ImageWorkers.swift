import Files

/// As many image workers as there are cores to keep busy, each with its own warm process.
///
/// Who asks waits in line for one that is free; nobody asks a process that is at work.
package actor ImageWorkers {
  private let workers: [ImageWorker]
  private var free: [ImageWorker]
  private var waiting: [CheckedContinuation<ImageWorker, Never>] = []

  /// - Parameters:
  ///   - count: of processes, at least one; they start when they are first asked.
  ///   - makeWorker: makes one of them.
  package init(count: Int, _ makeWorker: () -> ImageWorker) {
    precondition(count > 0, "nobody answers where nobody works")
    workers = (0..<count).map { _ in makeWorker() }
    free = workers
  }

  /// Lends a worker for the time of the call.
  package func use<Value: Sendable>(
    _ body: @Sendable (ImageWorker) async throws -> Value
  ) async rethrows -> Value {
    let worker = await take()
    defer { giveBack(worker) }
    return try await body(worker)
  }

  /// Ends all processes. Nothing may be asked afterwards.
  package func close() async {
    for worker in workers { await worker.close() }
  }

  private func take() async -> ImageWorker {
    if let worker = free.popLast() { return worker }
    return await withCheckedContinuation { waiting.append($0) }
  }

  private func giveBack(_ worker: ImageWorker) {
    if waiting.isEmpty {
      free.append(worker)
    } else {
      waiting.removeFirst().resume(returning: worker)
    }
  }
}
