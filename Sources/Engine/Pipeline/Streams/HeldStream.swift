import Files

// Records that wait for a person lie in two streams of their item's directory:
//
//   held.qa.tsv      the records, as the stage behind would have got them
//   reasons.qa.tsv   why, a row for each finding, with the record's number
//
// A record's number is its place in the first, from 1. Neither is changed while any of its records
// waits, so that a number means the same record as long as somebody may name it; which of them are
// decided stands in `item.json`.

/// Where records that wait for a person are kept in an item's directory.
enum HeldStream {
  /// How many findings an item remembers one by one; all of them are in the stream of reasons.
  static let findingsMax = 200

  static func name(of stage: Stage) -> String { "held.\(stage.rawValue).tsv" }
  static func reasonsName(of stage: Stage) -> String { "reasons.\(stage.rawValue).tsv" }

  /// Writes some of the records as a stream of their own.
  ///
  /// - Parameter numbers: of the records, from 1.
  /// - Throws: ``StreamError``, ``Files/FileError``.
  static func copy(_ numbers: Set<Int>, of held: Path, to path: Path) throws {
    let lines = try LineReader(held)
    let head = try lines.next()
    var stream = StreamFile(
      path, fields: head.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
    var number = 0
    while true {
      let line = try lines.nextBytes()
      if line.elementsEqual(StreamFile.endMark) { break }
      number += 1
      if !numbers.contains(number) { continue }
      stream.row.append(line: line)
      try stream.flushIfFull()
    }
    try stream.finishInFile()
  }

  /// Removes both streams of a stage.
  static func remove(of stage: Stage, in directory: Path) throws {
    try Directory.removeFile(directory / name(of: stage))
    try Directory.removeFile(directory / reasonsName(of: stage))
  }
}

// The reasons go through a stream of their own, like records do.
extension Finding: StageValue {
  package static let fields = ["record", "severity", "code", "message", "line"]

  package func write(to row: inout RowWriter) {
    row.put(record)
    row.put(severity.rawValue)
    row.put(code)
    row.put(message)
    row.put(line)
  }

  package init(from row: inout RowReader) throws {
    let record = try row.optionalInteger()
    let severity = Severity(rawValue: try row.text()) ?? .error
    let code = try row.text()
    self.init(severity, code, try row.text(), line: try row.optionalInteger())
    self.record = record
  }
}
