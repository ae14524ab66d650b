package import Files

/// What the stages of one item hand each other: small streams in memory, large ones in files.
///
/// A stage is a function of its input, so a stream that was only in memory when the daemon ended is
/// written again from the source. Belongs to one lease.
package final class ItemStreams {
  private var small: [Stage: [UInt8]] = [:]
  private var large: Set<Stage> = []
  /// Whether any stream has a file.
  private(set) var wereSaved = false

  package init() {}

  /// What the stage before this one wrote.
  ///
  /// - Parameter directory: the item's.
  package func read<Value>(
    _ type: Value.Type, for stage: Stage, in directory: Path
  ) throws -> RecordReader<Value> {
    guard let previous = stage.previous, let name = previous.streamName else {
      preconditionFailure("\(stage.rawValue) reads no stream")
    }
    if let bytes = small[previous] { return try RecordReader(bytes, path: directory / name) }
    return try RecordReader(directory / name)
  }

  /// Runs `body` with a writer for a stage's stream, which is whole when `body` has returned.
  package func write<Value: StageValue>(
    _ type: Value.Type, of stage: Stage, in directory: Path,
    _ body: (RecordWriter<Value>) async throws -> Outcome
  ) async throws -> StageResult {
    let rejects = RejectLog(stage: stage, directory: directory)
    let writer = try RecordWriter<Value>(stage: stage, directory: directory, rejects: rejects)
    let outcome = try await body(writer)
    small[stage] = try writer.finish()
    if isInFile(stage) {
      wereSaved = true
      large.insert(stage)
    }
    try rejects.finish()
    return StageResult(
      outcome: outcome, records: writer.count, rejects: rejects.count,
      rejectedCells: rejects.cellCount, held: writer.heldCount,
      heldFindings: writer.heldFindings)
  }

  /// Whether a stage's stream was written to its file: it was too large for memory.
  func isInFile(_ stage: Stage) -> Bool { small[stage] == nil }

  /// Removes what a stage has read, when it takes much room: from here the item goes on with what
  /// the stage wrote. A stream of an earlier lease stays, since the journal may go back to it.
  ///
  /// - Parameter limit: bytes of a stream that stays.
  func removeInput(of stage: Stage, above limit: Int, in directory: Path) throws {
    guard let previous = stage.previous, large.contains(previous),
      let name = previous.streamName, let status = try FileStatus.ifPresent(directory / name),
      status.size > limit
    else { return }
    try Directory.removeFile(directory / name)
  }

  /// Writes what is only in memory: the item comes to a rest, and goes on from files.
  package func save(in directory: Path) throws {
    if !small.isEmpty { wereSaved = true }
    for (stage, bytes) in small {
      guard let name = stage.streamName else { continue }
      try FileWriter.write(bytes, to: directory / name)
    }
    small = [:]
  }
}
