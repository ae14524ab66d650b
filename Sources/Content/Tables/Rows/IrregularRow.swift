import CCSV
import CCSVIndex

/// One row at a time through libcsv in strict mode, for all that the structural index leaves open.
///
/// A quote inside a cell that no quote opened is kept as text: it cannot swallow anything. Every
/// other breach of RFC 4180 fails the row.
struct IrregularRow: ~Copyable {
  enum Progress: Equatable {
    /// The row, or a blank line, ends `used` bytes behind the start of the text.
    case complete(used: Int)
    case blank(used: Int)
    /// A quote stands where none may; `used` bytes were read up to it.
    case strayQuote(used: Int)
    /// The row goes on behind the text, of which all was read.
    case unfinished
  }

  /// What the callbacks of libcsv fill.
  struct Row {
    var bytes: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var length = 0
    var spans: CellSpans
    var cells = 0
    let cellsMax: Int
    var isComplete = false
  }

  private let parser: UnsafeMutablePointer<csv_parser>
  private let rowPointer: UnsafeMutablePointer<Row>
  private let dialect: Dialect
  private(set) var strayQuotes = 0

  init(_ dialect: Dialect, cellsMax: Int) {
    self.dialect = dialect
    parser = .allocate(capacity: 1)
    parser.initialize(to: csv_parser())
    rowPointer = .allocate(capacity: 1)
    rowPointer.initialize(
      to: Row(
        bytes: .allocate(capacity: 4_096), capacity: 4_096,
        spans: CellSpans(capacity: min(256, cellsMax)), cellsMax: cellsMax))
    start()
  }

  deinit {
    csv_free(parser)
    rowPointer.pointee.bytes.deallocate()
    rowPointer.pointee.spans.deallocate()
    rowPointer.deinitialize(count: 1)
    rowPointer.deallocate()
    parser.deallocate()
  }

  var row: Row { rowPointer.pointee }

  /// Gives a row room for this many cells.
  mutating func reserve(cells: Int) {
    if rowPointer.pointee.spans.capacity < cells { rowPointer.pointee.spans.grow(to: cells) }
  }

  /// Forgets the row before.
  mutating func begin() {
    rowPointer.pointee.length = 0
    rowPointer.pointee.cells = 0
    rowPointer.pointee.isComplete = false
    csv_free(parser)
    start()
  }

  /// The corresponding C function is `csv_init`; it always returns 0 for a parser that is not null.
  private func start() {
    csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
    csv_set_delim(parser, dialect.delimiter)
    csv_set_quote(parser, dialect.quote)
    csv_set_blk_size(parser, 4_096)
  }

  /// Reads on, line by line, until the row is complete.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Progress {
    guard let base = text.baseAddress else { return .unfinished }
    var used = 0
    while used < text.count {
      let line = min(csvindex_line_end(base + used, text.count - used), text.count - used)
      let taken = csv_parse(parser, base + used, line, takeCell, takeRow, rowPointer)
      used += taken
      if taken < line {
        guard parser.pointee.quoted == 0, csv_error(parser) == CSV_EPARSE else {
          return .strayQuote(used: used)
        }
        keepQuote(base + used)
        used += 1
      }
      // The state of libcsv between rows is 0, ROW_NOT_BEGUN.
      if parser.pointee.pstate == 0 {
        return rowPointer.pointee.isComplete ? .complete(used: used) : .blank(used: used)
      }
    }
    return .unfinished
  }

  /// At the end of the text: whether a quoted cell is still open.
  mutating func isOpenAtEnd() -> Bool {
    csv_fini(parser, nil, nil, nil) != 0
  }

  /// Adds a cell as it is; call `begin` before the first.
  mutating func add(cell: UnsafeBufferPointer<UInt8>) { rowPointer.pointee.add(copyOf: cell) }

  /// Fills the row with the cheapest reading of a text that libcsv refused.
  ///
  /// - Returns: Whether there is one with so many cells; otherwise the row is as before.
  mutating func mend(
    _ text: UnsafeBufferPointer<UInt8>, cells count: Int, delimiter: UInt8
  ) -> Bool {
    let dialect = Dialect(delimiter: delimiter, quote: dialect.quote)
    guard let pieces = RowMending.pieces(of: text, dialect: dialect, count: count) else {
      return false
    }
    begin()
    for piece in pieces { rowPointer.pointee.add(piece, of: text, quote: dialect.quote) }
    return true
  }

  /// Gives libcsv one quote as it takes it outside strict mode, inside an unquoted cell: as text.
  private mutating func keepQuote(_ quote: UnsafePointer<UInt8>) {
    strayQuotes += 1
    csv_set_opts(parser, UInt8(CSV_STRICT_FINI))
    csv_parse(parser, quote, 1, takeCell, takeRow, rowPointer)
    csv_set_opts(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
  }
}

/// `cb1` of libcsv: a cell, unquoted and trimmed.
private func takeCell(
  _ text: UnsafeMutableRawPointer?, _ length: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let row = context?.assumingMemoryBound(to: IrregularRow.Row.self) else { return }
  let start = row.pointee.length
  if let text, length > 0 {
    if start + length > row.pointee.capacity { row.pointee.grow(to: start + length) }
    (row.pointee.bytes + start).update(
      from: text.assumingMemoryBound(to: UInt8.self), count: length)
  }
  row.pointee.add(start: start, length: length)
}

/// `cb2` of libcsv: the end of a row.
private func takeRow(_ byte: Int32, _ context: UnsafeMutableRawPointer?) {
  context?.assumingMemoryBound(to: IrregularRow.Row.self).pointee.isComplete = true
}

extension IrregularRow.Row {
  fileprivate mutating func grow(to needed: Int) {
    let newCapacity = max(capacity * 2, needed)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    larger.update(from: bytes, count: length)
    bytes.deallocate()
    bytes = larger
    capacity = newCapacity
  }

  fileprivate mutating func add(copyOf cell: UnsafeBufferPointer<UInt8>) {
    let start = length
    if start + cell.count > capacity { grow(to: start + cell.count) }
    if let text = cell.baseAddress { (bytes + start).update(from: text, count: cell.count) }
    add(start: start, length: cell.count)
  }

  /// Copies a piece, of which two quotes in a row become one if it is quoted.
  fileprivate mutating func add(
    _ piece: RowMending.Piece, of text: UnsafeBufferPointer<UInt8>, quote: UInt8
  ) {
    let start = length
    var written = start
    if start + piece.end - piece.start > capacity { grow(to: start + piece.end - piece.start) }
    var at = piece.start
    while at < piece.end {
      bytes[written] = text[at]
      written += 1
      let isDoubled =
        piece.isQuoted && text[at] == quote && at + 1 < piece.end && text[at + 1] == quote
      at += isDoubled ? 2 : 1
    }
    add(start: start, length: written - start)
  }

  /// Cells beyond `cellsMax` all go into the last place: the row is refused anyway.
  fileprivate mutating func add(start: Int, length added: Int) {
    let index = min(cells, cellsMax - 1)
    if index >= spans.capacity { spans.grow(to: min(cellsMax, spans.capacity * 2)) }
    length = start + added
    spans.starts[index] = UInt32(truncatingIfNeeded: start)
    spans.ends[index] = UInt32(truncatingIfNeeded: length)
    cells = index + 1
  }
}
