package import Files

/// The records of a stream, one after the other. Belongs to one stage.
package final class RecordReader<Value: StageValue> {
  private let lines: LineReader
  private var isFinished = false

  /// - Throws: ``StreamError`` when the head line names other fields, ``Files/FileError``.
  package init(_ path: Path) throws {
    lines = try LineReader(path)
    try readHead()
  }

  /// Reads a stream from memory; `path` is for messages.
  init(_ bytes: [UInt8], path: Path) throws {
    lines = LineReader(bytes, path: path)
    try readHead()
  }

  /// The next record; nil behind the last.
  ///
  /// - Throws: ``StreamError``; `incomplete` when the stream has no end mark.
  package func next() throws -> Value? {
    guard let row = try nextLine(), let start = row.baseAddress else { return nil }
    var reader = RowReader(row, start: start, path: lines.path, line: lines.line)
    return try Value(from: &reader)
  }

  /// The next record as it stands in the stream, valid until the next call; nil behind the last.
  func nextLine() throws -> UnsafeBufferPointer<UInt8>? {
    if isFinished { return nil }
    if lines.line.isMultiple(of: StreamFile.rowsBetweenChecks) { try Task.checkCancellation() }
    let row = try lines.nextBytes()
    if row.count == 2, row[0] == 0x5c, row[1] == 0x2e {
      isFinished = true
      return nil
    }
    return row
  }

  /// Where the stream lies, and the line of the record read last, for messages.
  var path: Path { lines.path }
  var line: Int { lines.line }

  /// Goes back to the first record, for a stage that reads twice.
  package func rewind() throws {
    try lines.rewind()
    isFinished = false
    try readHead()
  }

  private func readHead() throws {
    let head = try lines.next()
    let fields = head.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    if fields != Value.fields { throw StreamError(.otherFields(fields), lines.path, line: 1) }
  }
}
