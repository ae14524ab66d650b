import Files
package import Tables

/// Takes the records of a stage: to the next stage, to the rejects, or to a person.
///
/// Belongs to one run of one stage.
package final class RecordWriter<Value: StageValue> {
  private let directory: Path
  private let rejects: RejectLog
  private var stream: StreamFile?
  private var held: StreamFile?
  private var reasons: StreamFile?
  private let stage: Stage

  package private(set) var count = 0
  package private(set) var heldCount = 0
  /// Rows and cells that were left out.
  package var rejectCount: Int { rejects.count }
  /// Of those held, the first few with their reasons, for the report.
  package private(set) var heldFindings: [Finding] = []

  init(stage: Stage, directory: Path, rejects: RejectLog) throws {
    guard let name = stage.streamName else { preconditionFailure("publish writes no stream") }
    self.stage = stage
    self.directory = directory
    self.rejects = rejects
    stream = StreamFile(directory / name, fields: Value.fields)
  }

  /// Hands a record to the next stage.
  package func append(_ value: Value) throws {
    if count.isMultiple(of: StreamFile.rowsBetweenChecks) { try Task.checkCancellation() }
    guard var stream = stream.take() else { preconditionFailure("the stream has ended") }
    value.write(to: &stream.row)
    try stream.endRow()
    self.stream = consume stream
    count += 1
  }

  /// Hands on what is no record of its own but about all of them, and is not counted.
  package func appendHead(_ value: Value) throws {
    try append(value)
    count -= 1
  }

  /// Hands all records that are left to the next stage as they are, without reading them.
  package func copyRest<Other: StageValue>(of reader: RecordReader<Other>) throws {
    precondition(Other.fields == Value.fields, "only records of the same fields can be copied")
    guard var stream = stream.take() else { preconditionFailure("the stream has ended") }
    while let line = try reader.nextLine() {
      stream.row.append(line: line)
      try stream.flushIfFull()
      count += 1
    }
    self.stream = consume stream
  }

  /// Leaves out a row or a cell, with the place and the reason.
  package func reject(_ reject: Reject) throws { try rejects.append(reject) }

  /// Leaves out a cell, where a column is named, or a row.
  ///
  /// - Parameter leavesOutRow: a cell at fault keeps its whole row from being read.
  package func reject(
    line: Int, column: String? = nil, value: String = "", reason: String,
    leavesOutRow: Bool = false
  ) throws {
    let isOfCell = column != nil && !leavesOutRow
    try rejects.append(
      Reject(line: line, column: column, value: value, reason: reason, isOfCell: isOfCell))
  }

  /// Keeps a record back until a person releases or rejects it; the others go on.
  package func hold(_ value: Value, _ findings: [Finding]) throws {
    var stream =
      held.take()
      ?? StreamFile(directory / HeldStream.name(of: stage), fields: Value.fields)
    value.write(to: &stream.row)
    try stream.endRow()
    held = consume stream
    heldCount += 1
    let reasons =
      findings.isEmpty
      ? [Finding(.warning, "held", "It waits for a decision; nothing more is said.")] : findings
    try explain(reasons.map { $0.about(record: heldCount) })
  }

  private func explain(_ findings: [Finding]) throws {
    var stream =
      reasons.take()
      ?? StreamFile(directory / HeldStream.reasonsName(of: stage), fields: Finding.fields)
    for finding in findings {
      finding.write(to: &stream.row)
      try stream.endRow()
    }
    reasons = consume stream
    if heldFindings.count < HeldStream.findingsMax { heldFindings += findings }
  }

  /// - Returns: the whole stream, when it is small; otherwise it is in its file.
  func finish() throws -> [UInt8]? {
    if let held = held.take() { try held.finishInFile() }
    if let reasons = reasons.take() { try reasons.finishInFile() }
    guard let stream = stream.take() else { preconditionFailure("the stream has ended") }
    return try stream.finish()
  }
}
