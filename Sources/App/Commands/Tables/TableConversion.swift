import Files
import Pipeline
import Tables

/// Writes a table plainly: RFC 4180, or a JSON object a line.
///
/// A file is written beside its place and takes it when it is complete.
struct TableConversion {
  private static let flushBytes = 256 << 10

  private let asJSON: Bool
  private let output: OutputFile?
  private let rejects: OutputFile?
  private let console: Console
  private var csv = CSVWriter()
  private var json = JSONWriter()

  init(asJSON: Bool, output: OutputFile?, rejects: OutputFile?, console: Console) {
    self.asJSON = asJSON
    self.output = output
    self.rejects = rejects
    self.console = console
  }

  /// - Throws: ``Tables/TableError``, ``Files/FileError``. A file without any row is no error: what
  ///   is written then is empty, too.
  mutating func run(_ file: Path, pins: TablePins) throws {
    let source = SourceFile(name: "", path: file, size: 0, isBundle: false)
    var target = try ConversionTarget(output, console)
    do {
      var reader = try TableReader(try source.open(), pinned: pins)
      try write(&reader, to: &target)
      try target.finish()
      try writeRejects(reader.takeRejects())
      note(reader.statistics, repairs: reader.takeRepairs().count)
    } catch let error as TableError where error.reason == .empty {
      try target.finish()
      try writeRejects([])
      console.note("\(file) holds no rows; what was written is empty")
    } catch {
      target.abandon()
      throw error
    }
  }

  private mutating func write(
    _ reader: inout TableReader, to target: inout ConversionTarget
  ) throws {
    let names = reader.format.columns
    if reader.format.hasHeader && !asJSON { csv.append(row: names) }
    while try reader.next() {
      if asJSON { appendObject(reader, names) } else { appendRow(reader) }
      if csv.bytes.count + json.bytes.count > Self.flushBytes { try flush(to: &target) }
    }
    try flush(to: &target)
  }

  private mutating func appendRow(_ reader: borrowing TableReader) {
    for column in 0..<reader.count { csv.append(reader.cell(column)) }
    csv.endRow()
  }

  private mutating func appendObject(_ reader: borrowing TableReader, _ names: [String]) {
    json.beginObject()
    for column in 0..<reader.count {
      json.key(names[column])
      json.value(reader.cell(column))
    }
    json.endObject()
    json.endLine()
  }

  private mutating func flush(to target: inout ConversionTarget) throws {
    try target.write(asJSON ? json.takeBytes() : csv.takeBytes())
  }

  // MARK: - What was left out

  private func writeRejects(_ list: [Reject]) throws {
    guard let rejects else { return }
    var writer = CSVWriter()
    writer.append(row: ["line", "column", "value", "reason"])
    for reject in list {
      writer.append(row: [
        String(reject.line), reject.column ?? "", reject.value, reject.reason,
      ])
    }
    try rejects.write(writer.takeBytes())
  }

  private func note(_ statistics: TableStatistics, repairs: Int) {
    let parts = [
      "\(statistics.rows) rows written",
      statistics.rejected > 0 ? "\(statistics.rejected) rejected" : nil,
      repairs > 0 ? "\(repairs) repaired" : nil,
    ]
    let more =
      statistics.rejected + repairs > 0 ? "; `dropmill tables inspect` says which and why" : ""
    console.note(parts.compactMap { $0 }.joined(separator: ", ") + more)
  }
}

/// Where a converted table goes: standard output, or a file that appears when it is complete.
private struct ConversionTarget: ~Copyable {
  private var file: OutputFile.Pending?
  private let console: Console

  init(_ output: OutputFile?, _ console: Console) throws {
    self.console = console
    file = try output.map { try OutputFile.Pending($0.path) }
  }

  mutating func write(_ bytes: [UInt8]) throws {
    if file == nil { return console.write(bytes) }
    try file?.write(bytes)
  }

  mutating func finish() throws { try file?.finish() }

  mutating func abandon() { file?.abandon() }
}
