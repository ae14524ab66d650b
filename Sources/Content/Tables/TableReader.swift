/// Reads a table row by row: finds out how it is written, then hands out the rows that fit.
///
///     var reader = try TableReader(source)
///     while try reader.next() {
///       let price = reader.cell(priceColumn).decimal()
///     }
///     let rejects = reader.takeRejects()
///
/// Memory does not grow with the file: one block of text, and one row if that is larger. A row is
/// padded or cut to the columns: missing cells are empty, surplus ones must be. Rows without any
/// text, and rows that repeat the header, are passed over and counted.
package struct TableReader: ~Copyable {
  package let format: TableFormat
  package private(set) var statistics = TableStatistics()

  private var scanner: RowScanner
  private let limits: TableLimits
  /// The header as written, to know it again further down; nil when there is none.
  private let header: [[UInt8]]?
  private let columnCount: Int
  private var rejects: [Reject] = []
  private var repairs: [Reject] = []

  // The current row: cell i lies at base + starts[i] ..< base + ends[i].
  @usableFromInline package private(set) var base: UnsafeMutablePointer<UInt8>
  @usableFromInline package private(set) var starts: UnsafeMutablePointer<UInt32>
  @usableFromInline package private(set) var ends: UnsafeMutablePointer<UInt32>

  /// Reads the start of `source` and finds out how the table is written.
  ///
  /// - Parameter pinned: What a rule says about the format; the rest is found out.
  /// - Throws: ``TableError`` when it is no table, or what `source` throws.
  package init(
    _ source: any ByteSource, limits: TableLimits = TableLimits(), pinned: TablePins = TablePins()
  ) throws {
    let opened = try OpenedTable(source, limits: limits, pins: pinned)
    self.limits = limits
    format = opened.format
    header = opened.header
    columnCount = opened.format.columns.count
    scanner = opened.scanner
    scanner.expectedCells = columnCount
    scanner.reserve(cells: columnCount)
    base = scanner.base
    starts = scanner.starts
    ends = scanner.ends
  }

  /// The number of cells in every row: that of the columns.
  package var count: Int { columnCount }

  /// The 1-based line of the source on which the current row starts.
  ///
  /// Lines inside cells count too. Each byte is looked at once more for it, and only when asked.
  package var line: Int {
    mutating get { scanner.line() }
  }

  /// Advances to the next row; false at the end. The cells handed out before are void.
  package mutating func next() throws -> Bool {
    while true {
      switch try scanner.next() {
      case .row:
        if accept() {
          statistics.rows += 1
          base = scanner.base
          starts = scanner.starts
          ends = scanner.ends
          return true
        }
      case .fault(let fault):
        reject(fault)
      case .end:
        updateStatistics()
        return false
      }
    }
  }

  /// The cell of the current row in a column, 0-based and less than `count`.
  @inlinable
  package func cell(_ column: Int) -> Cell {
    let start = Int(starts[column])
    let end = ends[column]
    if end >= 1 << 31 { return unescaped(column) }
    return Cell(bytes: UnsafeRawBufferPointer(start: base + start, count: Int(end) &- start))
  }

  /// Rows that could not be read, since the last call; ``TableLimits/reportsMax`` at most are kept.
  package mutating func takeRejects() -> [Reject] {
    defer { rejects = [] }
    return rejects
  }

  /// Rows that were read although cells were missing or quotes stood astray, since the last call.
  package mutating func takeRepairs() -> [Reject] {
    defer { repairs = [] }
    return repairs
  }

  // MARK: - Rows that fit

  /// Whether the scanner's row is to be handed out.
  private mutating func accept() -> Bool {
    if scanner.filledBytes == 0 {
      statistics.emptyRows += 1
      return false
    }
    if scanner.filledBytes > limits.cellBytesMax, let column = oversizedCell() {
      reject("its cell is larger than \(limits.cellBytesMax) bytes", column: column)
      return false
    }
    let hasStrayQuotes = scanner.strayQuotes != statistics.strayQuotes
    statistics.strayQuotes = scanner.strayQuotes
    if scanner.cells != columnCount && !fitToColumns(hasStrayQuotes) { return false }
    if repeatsHeader() {
      statistics.repeatedHeaders += 1
      return false
    }
    if hasStrayQuotes {
      report(repair: "a quotation mark inside a cell without quotes was kept as text")
    }
    return true
  }

  private func oversizedCell() -> Int? {
    (0..<scanner.cells).first { length(of: $0) > limits.cellBytesMax }
  }

  private func length(of cell: Int) -> Int {
    Int((scanner.ends[cell] & ~CellSpans.isEscaped) - scanner.starts[cell])
  }

  /// Pads a short row, cuts a long one; a lone cell that starts with “#” is a comment, not a row.
  private mutating func fitToColumns(_ hasStrayQuotes: Bool) -> Bool {
    let cells = scanner.cells
    if cells == 1 && scanner.base[Int(scanner.starts[0])] == 0x23 {
      statistics.comments += 1
      return false
    }
    if hasStrayQuotes && cells < columnCount {
      // The last line of a cell whose first lines were rejected looks like this.
      reject("it has a stray quotation mark, and \(cells) cells in place of \(columnCount)")
      return false
    }
    if cells < columnCount {
      statistics.shortRows += 1
      // Without a header nothing says how many cells a row should have.
      if format.hasHeader {
        report(repair: "it has \(cells) cells in place of \(columnCount); those missing are empty")
      }
      scanner.clear(cellsTo: columnCount)
      return true
    }
    guard (columnCount..<cells).allSatisfy({ length(of: $0) == 0 }) else {
      let more = cells > limits.columnsMax ? "more than \(limits.columnsMax)" : "\(cells)"
      reject("it has \(more) cells, and the table has \(columnCount) columns")
      return false
    }
    statistics.longRows += 1
    return true
  }

  private func repeatsHeader() -> Bool {
    guard let header else { return false }
    for cell in 0..<min(header.count, scanner.cells) {
      let start = scanner.base + Int(scanner.starts[cell])
      let bytes = UnsafeBufferPointer(start: start, count: length(of: cell))
      if bytes.count != header[cell].count || !bytes.elementsEqual(header[cell]) { return false }
    }
    return true
  }

  // MARK: - Rows that do not

  private mutating func reject(_ fault: RowScanner.Fault) {
    switch fault {
    case .strayQuote:
      reject(
        "a quotation mark in a quoted cell is neither doubled nor the last of the cell",
        column: scanner.cells)
    case .openQuote:
      reject("a quotation mark opens a cell that is never closed", column: scanner.cells)
    case .tooLong:
      reject("it is larger than \(limits.rowBytesMax) bytes")
    }
  }

  private mutating func reject(_ reason: String, column: Int? = nil) {
    statistics.rejected += 1
    guard rejects.count < limits.reportsMax else { return }
    rejects.append(makeReport(reason, column: column))
  }

  private mutating func report(repair reason: String) {
    guard repairs.count < limits.reportsMax else { return }
    repairs.append(makeReport(reason, column: nil))
  }

  private mutating func makeReport(_ reason: String, column: Int?) -> Reject {
    let raw = scanner.rawRow(bytesMax: 4 * Reject.valueCharactersMax)
    var value = String(decoding: raw, as: UTF8.self)
    while let last = value.unicodeScalars.last, last == "\n" || last == "\r" {
      value.unicodeScalars.removeLast()
    }
    let name = column.flatMap { $0 < columnCount ? format.columns[$0] : nil }
    return Reject(line: scanner.line(), column: name, value: value, reason: reason)
  }

  private mutating func updateStatistics() {
    statistics.irregularRows = scanner.irregularRows
    statistics.strayQuotes = scanner.strayQuotes
    statistics.bytes = scanner.window.bytesRead
    statistics.repairedBytes = scanner.window.repairedBytes
  }

  // MARK: - Doubled quotes

  /// Makes doubled quotes single, in place and once; what becomes free is filled with quotes, so
  /// that the count of lines stays right.
  @usableFromInline
  package func unescaped(_ column: Int) -> Cell {
    let start = Int(starts[column])
    let end = Int(ends[column] & ~CellSpans.isEscaped)
    let quote = format.quote?.utf8.first ?? 0x22
    var written = start
    var read = start
    while read < end {
      base[written] = base[read]
      read += base[read] == quote ? 2 : 1
      written += 1
    }
    for place in written..<end {
      base[place] = quote
    }
    ends[column] = UInt32(truncatingIfNeeded: written)
    return Cell(bytes: UnsafeRawBufferPointer(start: base + start, count: written - start))
  }
}
