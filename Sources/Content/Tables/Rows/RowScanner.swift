import CCSVIndex

/// Cuts text into rows and cells, quickly, in place.
///
/// A structural index (`CCSVIndex`) gives the ends of cells for a stretch of text; regular rows are
/// walked along it and never copied. Whatever it leaves open goes through libcsv: text behind a
/// closing quote, a quote inside an unquoted cell, rows longer than a stretch. So all that RFC 4180
/// does not settle is settled by libcsv, and the two must agree on everything else, which a
/// differential test holds.
///
/// A row at fault ends with its first line, unless the lines behind it are plainly the rest of a
/// cell: one stray quote never swallows a file. Inside these bounds `RowMending` seeks a reading of
/// it that has as many cells as a row should.
struct RowScanner: ~Copyable {
  enum Step: Equatable {
    case row
    case fault(Fault)
    case end
  }

  /// Why a row could not be read.
  enum Fault: Equatable {
    /// A quote inside a quoted cell that neither ends it nor is doubled.
    case strayQuote
    /// A quoted cell that is never closed.
    case openQuote
    case tooLong
    /// Text that is no JSON where a record should be.
    case noJSON
    /// JSON that is neither an object nor, among lists, a list.
    case noRecord
    /// A record of a list behind the one that is read.
    case otherList
  }

  /// A stretch of text that is indexed at a time; its offsets stay in the second-level cache.
  private static let stretchMax = 64 << 10
  /// After a row that broke the index, the next stretch is short: much of it may be thrown away.
  private static let stretchMin = 512

  var window: TextWindow
  /// The number of cells that a row should have, 0 while unknown. Helps to mend a row at fault, and
  /// to go on after one that cannot be.
  var expectedCells = 0
  /// Another number that the next row may have: that of a header that is shorter than its rows.
  var alternativeCells = 0

  // The current row: cell i lies at base + starts[i] ..< base + ends[i].
  var base: UnsafeMutablePointer<UInt8>
  var starts: UnsafeMutablePointer<UInt32>
  var ends: UnsafeMutablePointer<UInt32>
  var cells = 0
  /// Bytes in all cells of the row; 0 when all are empty.
  var filledBytes = 0
  /// Where the row, or the row at fault, starts in the window.
  var rowStart = 0
  private(set) var irregularRows = 0
  /// Rows whose quotes broke the rules, and which were read all the same.
  var mendedRows = 0

  let dialect: Dialect
  let rowBytesMax: Int
  private let cellsMax: Int
  private let usesVectors: Bool
  var spans: CellSpans
  var irregular: IrregularRow

  // The index: offsets behind `indexStart` of the separators in indexStart ..< indexEnd.
  private var offsets: UnsafeMutablePointer<UInt32>
  private var offsetsRoom = 0
  private var offsetCount = 0
  private var nextOffset = 0
  private var indexStart = 0
  private var indexEnd = 0
  /// Whether the index ended at a quote that libcsv has to judge.
  private var indexIsBroken = false
  private var stretch = RowScanner.stretchMin
  /// Set when rows are cut in another way than by delimiters.
  var json: JSONRecords?
  var fixed: FixedColumns?
  var isDelimited: Bool { json == nil && fixed == nil }

  /// Whether the rest of a line that is too long has still to be passed over.
  var skipsLine = false

  /// - Parameter usesVectors: Off only in tests, which compare the two forms of the index.
  init(
    _ window: consuming TextWindow, dialect: Dialect, limits: TableLimits, usesVectors: Bool = true
  ) {
    self.dialect = dialect
    self.usesVectors = usesVectors
    rowBytesMax = limits.rowBytesMax
    cellsMax = limits.columnsMax + 1
    spans = CellSpans(capacity: min(256, cellsMax))
    irregular = IrregularRow(dialect, cellsMax: cellsMax)
    // Grows with the stretch that is indexed, so that a small table costs little.
    offsets = .allocate(capacity: Self.stretchMin + 64)
    offsetsRoom = Self.stretchMin
    base = window.bytes
    starts = spans.starts
    ends = spans.ends
    indexEnd = window.position
    self.window = window
  }

  deinit {
    spans.deallocate()
    offsets.deallocate()
  }

  var strayQuotes: Int { irregular.strayQuotes }

  /// Makes room for this many cells in every row.
  mutating func reserve(cells: Int) {
    if spans.capacity < cells { spans.grow(to: cells) }
    irregular.reserve(cells: cells)
  }

  /// Fills the cells from `cells` up to `count` with empty ones; call `reserve` before.
  func clear(cellsTo count: Int) {
    for cell in cells..<max(cells, count) {
      starts[cell] = 0
      ends[cell] = 0
    }
  }

  /// The 1-based line on which the current row starts.
  mutating func line() -> Int {
    window.line(at: rowStart)
  }

  /// The raw text of the current row, at most its first `bytesMax` bytes: its first line, or of
  /// JSON all up to where reading goes on.
  func rawRow(bytesMax: Int) -> UnsafeBufferPointer<UInt8> {
    let last = json == nil ? window.ready : window.position
    let rest = UnsafeBufferPointer(
      start: window.bytes + rowStart, count: min(last - rowStart, bytesMax))
    guard json == nil, let start = rest.baseAddress else { return rest }
    let end = min(csvindex_line_end(start, rest.count), rest.count)
    return UnsafeBufferPointer(rebasing: rest[..<end])
  }

  /// Whether the cells of the row lie in the text as it was written.
  var isInPlace: Bool { base == window.bytes + rowStart }

  /// Whether a cell of the current row stands in quotes; false for a row that is not in place.
  func isQuoted(cell: Int) -> Bool {
    guard isInPlace, dialect.quote != 0, starts[cell] > 0 else { return false }
    return base[Int(starts[cell]) - 1] == dialect.quote
  }

  /// Cuts the current row anew with another delimiter, and with what quotes are astray as text.
  ///
  /// - Returns: Whether it then has `expectedCells` cells; otherwise the row is as before.
  mutating func recut(delimiter: UInt8) -> Bool {
    let text = UnsafeBufferPointer(
      start: window.bytes + rowStart, count: lengthOfText(window.position - rowStart))
    guard irregular.mend(text, cells: expectedCells, delimiter: delimiter) else { return false }
    showIrregular()
    return true
  }

  /// Advances to the next row that is not blank.
  mutating func next() throws -> Step {
    if skipsLine { try skipLine() }
    if json != nil { return try nextRecord() }
    if fixed != nil { return try nextFixed() }
    while true {
      switch walk() {
      case .row: return .row
      case .irregular(let end):
        if let step = try readIrregular(indexedEnd: end) { return step }
      case .exhausted:
        if let step = try extendIndex() { return step }
      }
    }
  }

  // MARK: - Regular rows

  private enum Walk {
    case row
    /// A row for libcsv that ends before `end`, if the index is right.
    case irregular(end: Int)
    case exhausted
  }

  /// Walks the index up to the end of the next row.
  private mutating func walk() -> Walk {
    let text = window.bytes
    let delimiter = dialect.delimiter
    let quote = dialect.quote
    let count = offsetCount
    let indexed = offsets
    let origin = indexStart
    var starts = spans.starts
    var ends = spans.ends
    var capacity = spans.capacity
    var next = nextOffset
    var start = window.position
    var cellStart = start
    var cell = 0
    var filled = 0
    var isRegular = true
    var isQuoted = false
    while next < count {
      let end = origin &+ Int(indexed[next])
      next &+= 1
      let bounds = CellBounds(cellStart, end, in: text, quote: quote)
      cellStart = end &+ 1
      isQuoted = isQuoted || bounds.isQuoted
      isRegular = isRegular && bounds.isRegular
      if cell >= capacity {
        growSpans(&cell)
        (starts, ends, capacity) = (spans.starts, spans.ends, spans.capacity)
      }
      starts[cell] = UInt32(truncatingIfNeeded: bounds.from &- start)
      ends[cell] = UInt32(truncatingIfNeeded: bounds.to &- start) | bounds.mark
      filled &+= bounds.to &- bounds.from
      cell &+= 1
      if text[end] == delimiter { continue }
      nextOffset = next
      if !isRegular { return .irregular(end: cellStart) }
      window.position = cellStart
      if cell == 1 && filled == 0 && !isQuoted {
        // A blank line, or the LF of a CRLF.
        start = cellStart
        cell = 0
        continue
      }
      rowStart = start
      base = text + start
      self.starts = starts
      self.ends = ends
      cells = cell
      filledBytes = filled
      return .row
    }
    return .exhausted
  }

  /// Makes room for one more cell; beyond the limit the last place is used again.
  @inline(never)
  private mutating func growSpans(_ cell: inout Int) {
    if spans.capacity < cellsMax {
      spans.grow(to: min(cellsMax, spans.capacity * 2))
    } else {
      cell = cellsMax - 1
    }
  }

  // MARK: - The index

  /// Indexes more text, reads more of it, or hands the row at `position` to libcsv.
  private mutating func extendIndex() throws -> Step? {
    if indexIsBroken { return try readIrregular(indexedEnd: nil) }
    if indexEnd < window.ready {
      if indexHoldsNoRow && stretch == Self.stretchMax {
        return try readIrregular(indexedEnd: nil)
      }
      stretch = min(stretch * 2, Self.stretchMax)
      index()
      return nil
    }
    if !window.isAtEnd {
      if window.ready - window.position >= rowBytesMax { return try fail(.tooLong, reach: 0) }
      try window.readMore()
      index()
      return nil
    }
    return window.position < window.ready ? try readIrregular(indexedEnd: nil) : .end
  }

  /// Whether the index starts at the row that is sought, so that it saw no row end.
  private var indexHoldsNoRow: Bool { indexStart == window.position && indexEnd > indexStart }

  private mutating func index() {
    indexStart = window.position
    let length = min(stretch, window.ready - indexStart)
    if length > offsetsRoom { growOffsets() }
    let text = window.bytes + indexStart
    var stop = 0
    offsetCount =
      usesVectors
      ? csvindex_separators(text, length, dialect.delimiter, dialect.quote, offsets, &stop)
      : csvindex_separators_scalar(text, length, dialect.delimiter, dialect.quote, offsets, &stop)
    nextOffset = 0
    indexEnd = indexStart + stop
    indexIsBroken = stop < length
  }

  /// Makes room for a whole stretch.
  private mutating func growOffsets() {
    offsets.deallocate()
    offsetsRoom = stretch
    offsets = .allocate(capacity: stretch + 64)
  }

  mutating func dropIndex() {
    offsetCount = 0
    nextOffset = 0
    indexStart = window.position
    indexEnd = window.position
    indexIsBroken = false
    stretch = Self.stretchMin
  }

  // MARK: - Irregular rows

  /// Reads the row at `position` with libcsv.
  ///
  /// - Parameter indexedEnd: Where the row ends according to the index, which stays good if so.
  /// - Returns: Nil when there was only a blank line.
  private mutating func readIrregular(indexedEnd: Int?) throws -> Step? {
    irregular.begin()
    var read = 0
    var indexedEnd = indexedEnd
    while true {
      let start = window.position
      let rest = UnsafeBufferPointer(
        start: window.bytes + start + read, count: window.ready - start - read)
      switch irregular.read(rest) {
      case .complete(let used):
        return take(end: start + read + used, indexedEnd: indexedEnd)
      case .blank(let used):
        moveOn(to: start + read + used, indexedEnd: nil)
        return nil
      case .strayQuote(let used):
        if try completeLine(from: read + used) { indexedEnd = nil }
        return try fail(.strayQuote, reach: read + used, indexedEnd: indexedEnd)
      case .unfinished:
        read = window.ready - start
        if window.isAtEnd { return try fail(.openQuote, reach: read) }
        if read >= rowBytesMax { return try fail(.tooLong, reach: read) }
        try window.readMore()
        dropIndex()
        indexedEnd = nil
      }
    }
  }

  mutating func take(end: Int, indexedEnd: Int?) -> Step {
    irregularRows += 1
    rowStart = window.position
    showIrregular()
    moveOn(to: end, indexedEnd: indexedEnd)
    return .row
  }

  mutating func showIrregular() {
    let row = irregular.row
    base = row.bytes
    starts = row.spans.starts
    ends = row.spans.ends
    cells = row.cells
    filledBytes = row.length
  }

  mutating func moveOn(to position: Int, indexedEnd: Int?) {
    window.position = position
    if position != indexedEnd { dropIndex() }
  }
}
