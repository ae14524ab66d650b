import Pages
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
      TabularRow(
        line: 0, cells: reader.format.columns.map(Self.plain).joined(separator: "\u{1f}"),
        // Where commas part the cells, a number with one stands in quotes, as groups do.
        head: reader.format.delimiter == ";" ? TabularRow.decimalCommas : ""))
    var prose = Prose(reader.format, name: context.item.name)
    var cells: [UInt8] = []
    var rows = 0
    let reject: ([Reject]) throws -> Void = { rejects in
      try Task.checkCancellation()
      for reject in rejects { try records.reject(reject) }
    }
    while try reader.next(reporting: reject) {
      cells.removeAll(keepingCapacity: true)
      for column in 0..<reader.count {
        if column > 0 { cells.append(TabularRow.separator) }
        Self.append(reader.cell(column), to: &cells)
      }
      try records.append(
        TabularRow(line: reader.line, cells: String(decoding: cells, as: UTF8.self)))
      prose.add(cells)
      rows += 1
      if rows % 4096 == 0 { try report(&reader) }
    }
    try report(&reader)
    note(reader.statistics)
    return records.rejectCount == 0 && prose.isText ? .reject([Self.text]) : .next
  }

  private static let text = Finding(
    .error, "no-table",
    "This is a text, and no table: nothing parts its lines into columns. Letters and notes are not "
      + "read here; what they tell goes into a table, with the names of its columns as line 1.")

  /// Rows that could not be read go to the rejects.
  private func report(_ reader: inout TableReader) throws {
    for reject in reader.takeRejects() { try records.reject(reject) }
    for repair in reader.takeRepairs() {
      context.note(
        Finding(.warning, "repaired", "\(repair.reason): “\(repair.value)”", line: repair.line))
    }
  }

  private func note(_ statistics: TableStatistics) {
    let words = Words.english
    if statistics.emptyRows > 0 {
      context.decide(
        words.count(statistics.emptyRows, "1 empty row left out", "%1 empty rows left out"))
    }
    if statistics.repeatedHeaders > 0 {
      context.decide(
        words.count(
          statistics.repeatedHeaders, "1 repeated header line left out",
          "%1 repeated header lines left out"))
    }
    if let line = statistics.firstComment {
      let lines = words.count(
        statistics.comments, "1 line that begins like a comment left out",
        "%1 lines that begin like comments left out")
      context.decide("\(lines) (the first is line \(line))")
    }
    if statistics.repairedBytes > 0 {
      context.decide(
        words.count(
          statistics.repairedBytes, "1 byte that was no text was replaced",
          "%1 bytes that were no text were replaced"))
    }
  }

  /// Without blanks around it. The separator of our own stream cannot be in a cell.
  private static func append(_ cell: Cell, to cells: inout [UInt8]) {
    let bytes = trimmed(cell.bytes)
    let start = cells.count
    cells.append(contentsOf: bytes)
    for index in start..<cells.count where cells[index] == TabularRow.separator {
      cells[index] = 0x20
    }
  }

  /// A blank that does not break, U+00A0, is one too.
  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    var rest = bytes[...]
    guard let first = bytes.first, let last = bytes.last else { return rest }
    // Nearly all.
    if first > 0x20, first != hardBlank[0], last > 0x20, last != hardBlank[1] { return rest }
    while let first = rest.first {
      if isBlank(first) {
        rest.removeFirst()
      } else if rest.starts(with: hardBlank) {
        rest.removeFirst(2)
      } else {
        break
      }
    }
    while let last = rest.last {
      if isBlank(last) {
        rest.removeLast()
      } else if rest.suffix(2).elementsEqual(hardBlank) {
        rest.removeLast(2)
      } else {
        break
      }
    }
    return rest
  }

  private static let hardBlank: [UInt8] = [0xC2, 0xA0]
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private static func plain(_ name: String) -> String {
    name.utf8.contains(TabularRow.separator) ? name.replacing("\u{1f}", with: " ") : name
  }
}
