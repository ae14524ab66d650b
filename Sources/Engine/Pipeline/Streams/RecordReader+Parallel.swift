import Executors
import Files

extension RecordReader {
  /// Works on all records that are left by several threads, some records at a time.
  ///
  /// - Parameters:
  ///   - size: how many records are worth a thread's while.
  ///   - work: run by any thread, on records that follow each other.
  ///   - take: called by the asking task with the answer for each run of records, in their order.
  /// - Throws: what they throw; ``StreamError``; `CancellationError`.
  package func forEachPart<Answer: Sendable>(
    of size: Int, work: @escaping @Sendable ([Value]) async throws -> Answer,
    take: (Answer) async throws -> Void
  ) async throws {
    try await Parallel.forEach {
      try nextPart(of: size)
    } work: { part in
      try await work(try part.values())
    } take: { answer in
      try await take(answer)
    }
  }

  /// Rows of the stream as they stand in it, so that reading them is divided up, too.
  private struct Part: Sendable {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    let path: Path
    /// Of the first row in the stream.
    let line: Int

    func values() throws -> [Value] {
      var values: [Value] = []
      values.reserveCapacity(ends.count)
      try bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        var start = 0
        for (index, end) in ends.enumerated() {
          let row = UnsafeBufferPointer(start: base + start, count: end - start)
          var reader = RowReader(row, start: base + start, path: path, line: line + index)
          values.append(try Value(from: &reader))
          start = end
        }
      }
      return values
    }
  }

  /// Long rows make a part of fewer.
  private func nextPart(of size: Int) throws -> Part? {
    guard let first = try nextLine() else { return nil }
    var part = Part(path: path, line: line)
    part.bytes.append(contentsOf: first)
    part.ends.append(part.bytes.count)
    while part.ends.count < size, part.bytes.count < Self.partBytes, let row = try nextLine() {
      part.bytes.append(contentsOf: row)
      part.ends.append(part.bytes.count)
    }
    return part
  }

  private static var partBytes: Int { 1 << 20 }
}
