import Pipeline
import Tables

/// Reads a table's rows into records.
struct TableIngest {
  private let source: SourceFile
  private let records: RecordWriter<TabularRow>
  private let context: StageContext

  init(_ source: SourceFile, _ records: RecordWriter<TabularRow>, _ context: StageContext) {
    self.source = source
    self.records = records
    self.context = context
  }

  /// - Throws: ``Tables/TableError`` when it is no table.
  func run() throws -> Outcome {
    let pins = TablePins(options: context.item.options) { problem in
      context.note(Finding(.warning, "rule-option", "\(problem)."))
    }
    var reader = try TableReader(try source.open(), pinned: pins)
    for evidence in reader.format.evidence { context.decide(evidence) }
    try records.appendHead(
      TabularRow(line: 0, cells: reader.format.columns.map(Self.plain).joined(separator: "\u{1f}")))
    var cells: [UInt8] = []
    var rows = 0
    while try reader.next() {
      cells.removeAll(keepingCapacity: true)
      for column in 0..<reader.count {
        if column > 0 { cells.append(TabularRow.separator) }
        Self.append(reader.cell(column), to: &cells)
      }
      try records.append(
        TabularRow(line: reader.line, cells: String(decoding: cells, as: UTF8.self)))
      rows += 1
      if rows % 4096 == 0 { try report(&reader) }
    }
    try report(&reader)
    note(reader.statistics)
    return .next
  }

  /// Rows that could not be read go to the rejects.
  private func report(_ reader: inout TableReader) throws {
    for reject in reader.takeRejects() { try records.reject(reject) }
    for repair in reader.takeRepairs() {
      context.note(
        Finding(.warning, "repaired", "\(repair.reason): “\(repair.value)”", line: repair.line))
    }
  }

  private func note(_ statistics: TableStatistics) {
    if statistics.emptyRows > 0 { context.decide("\(statistics.emptyRows) empty rows left out") }
    if statistics.repeatedHeaders > 0 {
      context.decide("\(statistics.repeatedHeaders) repeated header lines left out")
    }
    if statistics.repairedBytes > 0 {
      context.decide("\(statistics.repairedBytes) bytes that were no text were replaced")
    }
  }

  /// The separator of our own stream cannot be in a cell.
  private static func append(_ cell: Cell, to cells: inout [UInt8]) {
    let start = cells.count
    cells.append(contentsOf: cell.bytes)
    for index in start..<cells.count where cells[index] == TabularRow.separator {
      cells[index] = 0x20
    }
  }

  private static func plain(_ name: String) -> String {
    name.utf8.contains(TabularRow.separator) ? name.replacing("\u{1f}", with: " ") : name
  }
}
