import CCSVIndex

/// The start of a table: how it is written, and a scanner that stands before its first row of data.
struct OpenedTable: ~Copyable {
  let format: TableFormat
  /// The cells of the header as written.
  let header: [[UInt8]]?
  let scanner: RowScanner

  /// - Throws: ``TableError``, or what `source` throws.
  init(_ source: any ByteSource, limits: TableLimits, pins: TablePins) throws {
    var window = TextWindow(source, limits: limits)
    try window.readSample(bytes: limits.sampleBytes)
    let encoding = try Self.encoding(of: window.rawSample, pins: pins)
    try window.begin(encoding.encoding, markBytes: encoding.markBytes)
    var evidence = [encoding.evidence]
    let damaged = Mojibake.count(in: window.text)
    if damaged > 0 {
      window.startMendingMojibake()
      evidence.append("Its text is UTF-8 encoded twice (\(damaged) places at its start): mended.")
    }
    let found = try DialectDetection(window.text, isWhole: window.isAtEnd, pins: pins)
    guard !found.rows.rows.isEmpty else { throw TableError(.empty) }
    evidence.append(found.evidence)
    let table = HeaderDetection(found.rows, pins: pins) { Self.line(ofRow: $0, found.rows) }
    evidence += table.evidence
    let first = Self.line(ofRow: table.row, found.rows)
    let newline = Self.newline(of: found.rows)
    window.position += found.rows.starts[table.row]
    if found.dialect.escape != nil { window.startUnescaping(found.dialect) }

    var scanner = RowScanner(window, dialect: found.dialect, limits: limits)
    var raw: [[UInt8]] = []
    if table.hasHeader { raw = try Self.readHeader(&scanner, limits: limits) }
    let names = Self.names(raw, table, quote: found.dialect.quote)
    if names.count > limits.columnsMax {
      throw TableError(.tooManyColumns(limits.columnsMax), line: first)
    }
    header = table.hasHeader && table.leadingColumns == 0 ? raw : nil
    self.scanner = scanner
    format = TableFormat(
      encoding: encoding.encoding, byteOrderMark: encoding.markBytes > 0,
      delimiter: Dialect.text(found.dialect.delimiter),
      quote: found.dialect.quote == 0 ? nil : Dialect.text(found.dialect.quote),
      escape: found.dialect.escape.map(Dialect.text), newline: newline,
      hasHeader: table.hasHeader, headerLine: first, preambleLines: first - 1, columns: names,
      mojibake: damaged > 0, evidence: evidence)
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

  /// Names for all columns that the rows of the sample have.
  private static func names(
    _ raw: [[UInt8]], _ table: HeaderDetection, quote: UInt8
  ) -> [String] {
    let leading = Array(repeating: "", count: table.leadingColumns)
    let mark = Dialect.text(quote)
    let named = raw.map {
      String(decoding: $0, as: UTF8.self).replacing(mark + mark, with: mark)
    }
    let trailing = Array(
      repeating: "", count: max(0, table.width - table.leadingColumns - raw.count))
    return ColumnNames.repaired(leading + named + trailing)
  }

  private static func line(ofRow row: Int, _ rows: SampleRows) -> Int {
    guard let base = rows.text.baseAddress else { return 1 }
    return 1 + csvindex_lines(base, rows.starts[row], 0)
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
