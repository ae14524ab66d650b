import CCSVIndex

/// The start of a table: how it is written, and a scanner that stands before its first row of data.
struct OpenedTable: ~Copyable {
  let format: TableFormat
  /// The cells of the header as written, to know it again further down; nil when there is none.
  let header: [[UInt8]]?
  /// The line on which another table of the file starts, below the one that is read.
  let nextTableLine: Int?
  /// Whether rows with all cells start like comments.
  let marksAreData: Bool
  let scanner: RowScanner

  /// JSON may have names that only later records bear: so many samples are looked at.
  private static let jsonSamples = 16
  /// So many lines at least are looked at.
  private static let linesMin = 3

  /// - Throws: ``TableError``, or what `source` throws.
  init(_ source: any ByteSource, limits: TableLimits, pins: TablePins) throws {
    var window = TextWindow(source, limits: limits)
    try window.readSample(bytes: limits.sampleBytes)
    if window.rawSample.isEmpty { throw TableError(.empty) }
    let counts = ByteCounts(window.rawSample)
    let encoding = try Self.encoding(of: window.rawSample, counts, pins: pins)
    try window.begin(encoding.encoding, markBytes: encoding.markBytes)
    var format = TableFormat(encoding)
    let damaged = counts.high == 0 ? 0 : Mojibake.count(in: window.text)
    if damaged > 0 {
      window.startMendingMojibake()
      format.mojibake = true
      format.decisions.append(Mojibake.decision(damaged: damaged))
    }
    if pins.mayBeJSON, JSONShape.isLikely(window.text) {
      try window.readAhead(bytes: limits.sampleBytes * Self.jsonSamples)
      try self.init(json: window, format, limits: limits)
    } else {
      try self.init(rows: window, format, limits: limits, pins: pins)
    }
  }

  private static func encoding(
    of sample: UnsafeRawBufferPointer, _ counts: ByteCounts, pins: TablePins
  ) throws -> EncodingDetection {
    guard let pinned = pins.encoding else { return try EncodingDetection(sample, counts) }
    return EncodingDetection(pinned: TextEncoding(rawValue: pinned), sample)
  }

  // MARK: - JSON

  private init(
    json window: consuming TextWindow, _ opened: TableFormat, limits: TableLimits
  ) throws {
    guard
      let shape = JSONShape(
        window.text, isWhole: window.isAtEnd, columnsMax: limits.columnsMax)
    else { throw TableError(.notText("a JSON document without a list of records")) }
    window.position += shape.firstRecord
    let line = window.line(at: window.position)
    if shape.columns.count > limits.columnsMax {
      throw TableError(.tooManyColumns(limits.columnsMax), line: line)
    }
    var scanner = RowScanner(window, dialect: .comma, limits: limits)
    scanner.json = JSONRecords(shape)
    // The list of names is no row.
    if shape.isOfLists && shape.hasHeader { _ = try scanner.next() }
    var format = opened
    format.layout = shape.layout == .lines ? .jsonLines : .json
    format.hasHeader = shape.hasHeader
    format.headerRows = shape.isOfLists && shape.hasHeader ? 1 : 0
    format.headerLine = line
    format.preambleLines = line - 1
    format.columns = ColumnNames.repaired(
      shape.columns.map { String(decoding: $0, as: UTF8.self) })
    format.kinds = format.columns.map { _ in nil }
    format.tableLines = [line]
    format.remarks = shape.remarks
    format.decisions += shape.decisions
    self.format = format
    header = nil
    nextTableLine = nil
    marksAreData = false
    self.scanner = scanner
  }

  // MARK: - Rows of cells

  private init(
    rows given: consuming TextWindow, _ opened: TableFormat, limits: TableLimits, pins: TablePins
  ) throws {
    var window = given
    try Self.readRows(of: &window, limits: limits)
    var layout = try RowLayout(window.text, isWhole: window.isAtEnd, pins: pins)
    // Cells may be longer than the sample.
    while layout.rows.endsInQuotes, layout.rows.rows.count < Self.linesMin, !window.isAtEnd,
      window.text.count * 2 <= limits.rowBytesMax
    {
      try window.readAhead(bytes: window.text.count * 2)
      layout = try RowLayout(window.text, isWhole: window.isAtEnd, pins: pins)
    }
    guard !layout.rows.rows.isEmpty else { throw TableError(.empty) }
    let place = try TablePlace(layout.rows, pins: pins)
    let table = place.table
    let first = layout.rows.line(of: table.row)
    let newline = layout.rows.newline
    window.position += layout.rows.starts[table.row]
    if layout.dialect.escape != nil { window.startUnescaping(layout.dialect) }

    var scanner = RowScanner(window, dialect: layout.dialect, limits: limits)
    scanner.fixed = layout.fixed
    var raw: [[[UInt8]]] = []
    if table.hasHeader {
      scanner.expectedCells = table.width
      scanner.alternativeCells = layout.rows.rows[table.row].count
      for _ in 0..<table.headerRows { raw.append(try Self.readHeader(&scanner, limits: limits)) }
      scanner.alternativeCells = 0
    }
    let names = HeaderNames(raw, of: table, quote: layout.dialect.quote)
    if names.columns.count > limits.columnsMax {
      throw TableError(.tooManyColumns(limits.columnsMax), line: first)
    }
    header = table.headerRows == 1 && table.leadingColumns == 0 ? raw.first : nil
    nextTableLine = place.nextTableLine
    marksAreData = table.bodyRows.contains { row in
      layout.rows.rows[row].count == table.width && CommentMark.starts(layout.rows.cell(row, 0))
    }
    self.scanner = scanner
    var format = opened
    format.take(layout)
    format.newline = newline
    format.hasHeader = table.hasHeader
    format.headerRows = table.hasHeader ? table.headerRows : 0
    format.headerLine = first
    format.preambleLines = first - 1
    format.columns = names.columns
    format.kinds = names.columns.indices.map { table.kinds.kind(of: $0) }
    format.tableLines = place.tableLines
    format.decisions += place.decisions + names.decisions
    self.format = format
  }

  /// A header longer than the sample says nothing without rows below it: reads on for a few lines.
  private static func readRows(of window: inout TextWindow, limits: TableLimits) throws {
    while !window.isAtEnd, !hasLines(window.text),
      window.text.count * 2 <= limits.rowBytesMax
    {
      try window.readMore()
    }
  }

  private static func hasLines(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    var at = 0
    for _ in 0..<linesMin {
      at += csvindex_line_end(base + at, text.count - at)
      if at >= text.count { return false }
    }
    return true
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
}
