import CCSVIndex

/// The start of a table: how it is written, and a scanner that stands before its first row of data.
struct OpenedTable: ~Copyable {
  let format: TableFormat
  /// The cells of the header as written, to know it again further down; nil when there is none.
  let header: [[UInt8]]?
  /// The line on which another table of the file starts, below the one that is read.
  let nextTableLine: Int?
  let scanner: RowScanner

  /// - Throws: ``TableError``, or what `source` throws.
  init(_ source: any ByteSource, limits: TableLimits, pins: TablePins) throws {
    var window = TextWindow(source, limits: limits)
    try window.readSample(bytes: limits.sampleBytes)
    let encoding = try Self.encoding(of: window.rawSample, pins: pins)
    try window.begin(encoding.encoding, markBytes: encoding.markBytes)
    var decisions = [encoding.decision]
    let damaged = Mojibake.count(in: window.text)
    if damaged > 0 {
      window.startMendingMojibake()
      decisions.append(Mojibake.decision(damaged: damaged))
    }
    let found = try DialectDetection(window.text, isWhole: window.isAtEnd, pins: pins)
    guard !found.rows.rows.isEmpty else { throw TableError(.empty) }
    decisions += found.decisions
    let place = try TablePlace(found.rows, pins: pins)
    decisions += place.decisions
    let table = place.table
    let first = found.rows.line(of: table.row)
    window.position += found.rows.starts[table.row]
    if found.dialect.escape != nil { window.startUnescaping(found.dialect) }

    var scanner = RowScanner(window, dialect: found.dialect, limits: limits)
    var raw: [[[UInt8]]] = []
    if table.hasHeader {
      scanner.expectedCells = table.width
      scanner.alternativeCells = found.rows.rows[table.row].count
      for _ in 0..<table.headerRows { raw.append(try Self.readHeader(&scanner, limits: limits)) }
      scanner.alternativeCells = 0
    }
    let names = HeaderNames(raw, of: table, quote: found.dialect.quote)
    decisions += names.decisions
    if names.columns.count > limits.columnsMax {
      throw TableError(.tooManyColumns(limits.columnsMax), line: first)
    }
    header = table.headerRows == 1 && table.leadingColumns == 0 ? raw.first : nil
    nextTableLine = place.nextTableLine
    self.scanner = scanner
    format = TableFormat(
      encoding: encoding.encoding, byteOrderMark: encoding.markBytes > 0,
      delimiter: Dialect.text(found.dialect.delimiter),
      quote: found.dialect.quote == 0 ? nil : Dialect.text(found.dialect.quote),
      escape: found.dialect.escape.map(Dialect.text), newline: Self.newline(of: found.rows),
      hasHeader: table.hasHeader, headerLine: first, preambleLines: first - 1,
      columns: names.columns, headerRows: table.hasHeader ? table.headerRows : 0,
      kinds: names.columns.indices.map { table.kinds.kind(of: $0) },
      tableLines: place.tableLines, mojibake: damaged > 0, decisions: decisions)
  }

  private static func encoding(
    of sample: UnsafeRawBufferPointer, pins: TablePins
  ) throws -> EncodingDetection {
    if sample.isEmpty { throw TableError(.empty) }
    guard let pinned = pins.encoding else { return try EncodingDetection(sample) }
    return EncodingDetection(pinned: TextEncoding(rawValue: pinned), sample)
  }

  private static func readHeader(
    _ scanner: inout RowScanner, limits: TableLimits
  ) throws -> [[UInt8]] {
    switch try scanner.next() {
    case .row:
      guard scanner.cells <= limits.columnsMax else {
        throw TableError(.tooManyColumns(limits.columnsMax), line: scanner.line())
      }
      return (0..<scanner.cells).map { cell in
        let start = Int(scanner.starts[cell])
        let end = Int(scanner.ends[cell] & ~CellSpans.isEscaped)
        return Array(UnsafeBufferPointer(start: scanner.base + start, count: end - start))
      }
    case .fault(.tooLong):
      throw TableError(
        .unreadableHeader("it is larger than \(limits.rowBytesMax) bytes"), line: scanner.line())
    case .fault:
      throw TableError(
        .unreadableHeader("its quotation marks do not match"), line: scanner.line())
    case .end:
      throw TableError(.empty)
    }
  }

  private static func newline(of rows: SampleRows) -> TableFormat.Newline {
    var found: Set<TableFormat.Newline> = []
    for start in rows.starts where start > 0 {
      if rows.text[start - 1] == 0x0D {
        found.insert(.cr)
      } else {
        found.insert(start > 1 && rows.text[start - 2] == 0x0D ? .crlf : .lf)
      }
    }
    return found.count > 1 ? .mixed : found.first ?? .none
  }
}
