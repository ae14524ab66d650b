import Files
import Pipeline
import Tables

/// The results of a file: its records, or what the publishing program made.
struct RecordFiles {
  private let publication: PublicationWriter

  init(_ publication: PublicationWriter) { self.publication = publication }

  /// When a buffer is handed on.
  private static let flushBytes = 48 << 10

  /// Writes the records as the last stage left them, and as a table.
  func write(_ records: RecordReader<JSONRecord>) throws -> Outcome {
    let hasRecords = try writeLines(records) > 0
    try records.rewind()
    if hasRecords { try writeTable(records) }
    return .next
  }

  /// - Returns: how many there are.
  private func writeLines(_ records: RecordReader<JSONRecord>) throws -> Int {
    var file = try publication.makeFile("records.jsonl", bufferSize: 64)
    var lines: [UInt8] = []
    var count = 0
    while let record = try records.next() {
      count += 1
      lines += record.json.utf8
      lines.append(UInt8(ascii: "\n"))
      if lines.count < Self.flushBytes { continue }
      try file.write(lines)
      lines.removeAll(keepingCapacity: true)
    }
    try file.write(lines)
    try file.flush()
    return count
  }

  /// All keys of all records are columns; a cell that is an object or a list is its JSON.
  private func writeTable(_ records: RecordReader<JSONRecord>) throws {
    var pins = TablePins()
    pins.layout = .jsonLines
    var reader = try TableReader(RecordLines(records), pinned: pins)
    var table = CSVWriter(forPeople: true)
    var file = try publication.makeFile("records.csv", bufferSize: 64)
    table.append(row: reader.format.columns)
    while try reader.next() {
      for column in 0..<reader.count { table.append(reader.cell(column).bytes) }
      table.endRow()
      if table.bytes.count > Self.flushBytes { try file.write(table.takeBytes()) }
    }
    try file.write(table.takeBytes())
    try file.flush()
  }

  /// Takes all files that a program left in its directory, under the names that it gave them.
  ///
  /// - Throws: ``ProgramFault`` when there is none; ``Pipeline/PublicationError`` for a name that
  ///   no published file may have.
  func take(from directory: Path) throws {
    let files = try SourceFile(name: "", path: directory, size: 0, isBundle: true).files()
    if files.isEmpty { throw ProgramFault("publish left no file in its directory") }
    for file in files {
      guard let relative = file.path.relative(to: directory) else { continue }
      try copy(file.path, as: relative)
    }
  }

  /// Copied, not linked: the file may belong to another user, and its mode may be anything.
  private func copy(_ source: Path, as name: Path) throws {
    let reader = try FileReader(source)
    var file = try publication.makeFile(name, bufferSize: 64)
    while let part = try reader.nextPart() { try file.write(part) }
    try file.flush()
  }
}
