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
  package internal(set) var statistics = TableStatistics()

  var scanner: RowScanner
  let limits: TableLimits
  /// The header as written, to know it again further down; nil when there is none.
  let header: [[UInt8]]?
  /// The same, to be looked up.
  let headerNames: Set<[UInt8]>
  /// Whether whole rows start like comments, as those do whose references are `#1001`.
  let marksAreData: Bool
  let columnCount: Int
  /// The line on which another table starts; what stands from there on is not of this one.
  var nextTableLine: Int?
  private var rejects: [Reject] = []
  private var repairs: [Reject] = []
  private var held: HeldRows

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
    headerNames = Set(opened.header ?? [])
    marksAreData = opened.marksAreData
    columnCount = opened.format.columns.count
    nextTableLine = opened.nextTableLine
    held = HeldRows(columns: max(1, columnCount))
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
    mutating get { held.current?.line ?? scanner.line() }
  }

  /// Advances to the next row; false at the end. The cells handed out before are void.
  ///
  /// - Parameter report: Where many rows cannot be read between two that can, it gets them; without
  ///   it, and for the others, there is ``takeRejects()``.
  package mutating func next(
    reporting report: (([Reject]) throws -> Void)? = nil
  ) throws -> Bool {
    if held.current != nil { return releaseHeld() }
    while true {
      if let report, rejects.count > limits.reportsMax / 2 { try report(takeRejects()) }
      switch try scanner.next() {
      case .row:
        guard accept() else { continue }
        if !held.rows.isEmpty { return releaseHeld() }
        show()
        return true
      case .fault(let fault):
        reject(fault)
      case .end:
        rejectHeld()
        updateStatistics()
        return false
      }
    }
  }

  /// Hands out the scanner's row.
  private mutating func show() {
    statistics.rows += 1
    base = scanner.base
    starts = scanner.starts
    ends = scanner.ends
  }

  /// Hands out the next row that was held back, and behind the last the scanner's.
  private mutating func releaseHeld() -> Bool {
    guard held.isReleasing else {
      _ = held.takeAll()
      show()
      return true
    }
    held.release()
    statistics.rows += 1
    statistics.shortRows += held.current?.cells == columnCount ? 0 : 1
    base = held.bytes
    starts = held.spans.starts
    ends = held.spans.ends
    return true
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
    if let nextTableLine, scanner.line() >= nextTableLine { return rejectOfOtherTable() }
    if scanner.filledBytes > limits.cellBytesMax, let column = oversizedCell() {
      reject("its cell is larger than \(limits.cellBytesMax) bytes", column: column)
      return false
    }
    let hasStrayQuotes = scanner.strayQuotes != statistics.strayQuotes
    statistics.strayQuotes = scanner.strayQuotes
    let isMended = scanner.mendedRows != statistics.mendedRows
    statistics.mendedRows = scanner.mendedRows
    if scanner.json != nil { reportStrays() }
    if !hasStrayQuotes, scanner.isDelimited, isRemark, !recutByOtherDelimiter(), hold() {
      return false
    }
    if scanner.cells != columnCount, !fitToColumns(hasStrayQuotes && !isMended) { return false }
    if repeatsHeader() {
      statistics.repeatedHeaders += 1
      return false
    }
    if isMended {
      report(repair: "its quotation marks do not match; those out of place were kept as text")
    } else if hasStrayQuotes {
      report(repair: "a quotation mark inside a cell without quotes was kept as text")
    }
    return true
  }

  /// Members of a JSON record that stand under no column.
  private mutating func reportStrays() {
    for stray in scanner.json?.strays ?? [] {
      statistics.rejectedCells += 1
      guard rejects.count < limits.reportsMax else { continue }
      rejects.append(
        Reject(
          line: scanner.line(), column: stray.name, value: stray.value,
          reason: "the records at the start of the file have no such member; the row was read"))
    }
  }

  private func oversizedCell() -> Int? {
    (0..<scanner.cells).first { length(of: $0) > limits.cellBytesMax }
  }

  func length(of cell: Int) -> Int {
    Int((scanner.ends[cell] & ~CellSpans.isEscaped) - scanner.starts[cell])
  }

  func bytes(of cell: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: scanner.base + Int(scanner.starts[cell]), count: length(of: cell))
  }

  private func repeatsHeader() -> Bool {
    guard let header else { return false }
    for cell in 0..<min(header.count, scanner.cells) {
      let bytes = bytes(of: cell)
      if bytes.count != header[cell].count || !bytes.elementsEqual(header[cell]) { return false }
    }
    return true
  }

  // MARK: - Remarks below the table

  /// Whether the row fills its first cell only, and not with what that column holds.
  private var isRemark: Bool {
    guard columnCount >= 3, scanner.filledBytes == length(of: 0) else { return false }
    guard scanner.filledBytes <= HeldRows.bytesMax, scanner.ends[0] < CellSpans.isEscaped else {
      return false
    }
    if scanner.cells == 1 { return marksAreData || !CommentMark.starts(bytes(of: 0)) }
    guard let kind = format.kinds.first ?? nil else { return false }
    return !CellKind(bytes(of: 0)).fits(kind)
  }

  /// Keeps the row back; false when too many are, which then are rows like any other.
  private mutating func hold() -> Bool {
    if held.isFull { return false }
    held.hold(
      HeldRows.Row(line: scanner.line(), cells: scanner.cells, text: Array(bytes(of: 0))))
    return true
  }

  /// Nothing but remarks came up to the end: they are none of the table's rows.
  private mutating func rejectHeld() {
    for row in held.takeAll() {
      statistics.rejected += 1
      statistics.remarks += 1
      guard rejects.count < limits.reportsMax else { continue }
      rejects.append(
        Reject(
          line: row.line, value: String(decoding: row.text, as: UTF8.self),
          reason: "it stands below the table and fills one cell only: a remark, no row"))
    }
  }

  private mutating func rejectOfOtherTable() -> Bool {
    rejectHeld()
    statistics.otherTableRows += 1
    reject("it belongs to another table, which starts on line \(nextTableLine ?? 0)")
    return false
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
    case .noJSON:
      reject(
        "it is no JSON: a value, a quotation mark, a bracket or a comma is missing or too many")
    case .noRecord:
      reject("it is no record like the others")
    case .otherList:
      reject(
        "it belongs to another list of the file, and only the first is read: drop that list as a"
          + " file of its own")
    }
  }

  mutating func reject(_ reason: String, column: Int? = nil) {
    statistics.rejected += 1
    guard rejects.count < limits.reportsMax else { return }
    rejects.append(makeReport(reason, column: column))
  }

  mutating func report(repair reason: String) {
    guard repairs.count < limits.reportsMax else { return }
    repairs.append(makeReport(reason, column: nil))
  }

  private mutating func makeReport(_ reason: String, column: Int?) -> Reject {
    let raw = scanner.rawRow(bytesMax: 4 * Reject.valueCharactersMax)
    var value = String(decoding: raw, as: UTF8.self)
    let around = scanner.json == nil ? "\n\r" : " \t\n\r,"
    while let last = value.unicodeScalars.last, around.unicodeScalars.contains(last) {
      value.unicodeScalars.removeLast()
    }
    let name = column.flatMap { $0 < columnCount ? format.columns[$0] : nil }
    return Reject(
      line: scanner.line(), column: name, value: value, reason: reason, isOfCell: false)
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
