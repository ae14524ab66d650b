import Files
import Pipeline
import Tables

/// The results of a file: its records, or what the publishing program made.
struct RecordFiles {
  private let publication: PublicationWriter

  init(_ publication: PublicationWriter) { self.publication = publication }

  /// When a buffer is handed on.
  private static let flushBytes = 48 << 10

  /// Writes `records.jsonl`, as the last stage left them.
  func write(_ records: RecordReader<JSONRecord>) throws -> Outcome {
    var file = try publication.makeFile("records.jsonl", bufferSize: 64)
    var lines: [UInt8] = []
    while let record = try records.next() {
      lines += record.json.utf8
      lines.append(UInt8(ascii: "\n"))
      if lines.count < Self.flushBytes { continue }
      try file.write(lines)
      lines.removeAll(keepingCapacity: true)
    }
    try file.write(lines)
    try file.flush()
    return .next
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
