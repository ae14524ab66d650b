/// Rows that have not as many cells as there are columns.
extension TableReader {
  /// Pads a short row, cuts or aligns a long one.
  ///
  /// - Returns: False when the row is not to be handed out, which has been counted or reported.
  mutating func fitToColumns(_ hasStrayQuotes: Bool) -> Bool {
    let cells = scanner.cells
    if !marksAreData && CommentMark.starts(bytes(of: 0)) && !scanner.isQuoted(cell: 0) {
      statistics.comments += 1
      if statistics.firstComment == nil { statistics.firstComment = scanner.line() }
      return false
    }
    if isOtherHeader() {
      nextTableLine = scanner.line()
      statistics.otherTableRows += 1
      reject("it names the columns of another table, which starts here")
      return false
    }
    if cells < columnCount { return fitShort(hasStrayQuotes) }
    return fitLong()
  }

  /// Whether most cells are names of columns, so that another table starts here.
  private func isOtherHeader() -> Bool {
    guard let header, header.count >= 2, scanner.cells >= 2 else { return false }
    let known = (0..<scanner.cells).count { cell in
      let bytes = bytes(of: cell)
      return !bytes.isEmpty && headerNames.contains(Array(bytes))
    }
    return known >= 2 && known * 3 >= scanner.cells * 2
  }

  // MARK: - Too few cells

  private mutating func fitShort(_ hasStrayQuotes: Bool) -> Bool {
    let cells = scanner.cells
    if hasStrayQuotes {
      if recut(by: [format.delimiter]) != nil {
        statistics.mendedRows += 1
        report(repair: "its quotation marks do not match; those out of place were kept as text")
        return true
      }
      // The last line of a cell whose first lines were rejected looks like this.
      reject("it has a stray quotation mark, and \(cells) cells in place of \(columnCount)")
      return false
    }
    if recutByOtherDelimiter() { return true }
    statistics.shortRows += 1
    // Without a header nothing says how many cells a row should have.
    if format.hasHeader {
      report(repair: "it has \(cells) cells in place of \(columnCount); those missing are empty")
    }
    scanner.clear(cellsTo: columnCount)
    return true
  }

  /// Reads a row of few cells that another delimiter divides into as many as there are columns.
  mutating func recutByOtherDelimiter() -> Bool {
    guard scanner.cells * 2 <= columnCount,
      let delimiter = recut(by: [";", "\t", "|", ","].filter { $0 != format.delimiter })
    else { return false }
    let name = delimiter.utf8.first.map(Dialect.name(of:)) ?? delimiter
    report(repair: "its cells are divided by the \(name), unlike those of the others")
    return true
  }

  /// The first delimiter that cuts the row into as many cells as there are columns.
  private mutating func recut(by delimiters: [String]) -> String? {
    delimiters.first { delimiter in
      guard let byte = delimiter.utf8.first else { return false }
      return scanner.recut(delimiter: byte)
    }
  }

  // MARK: - Too many cells

  private mutating func fitLong() -> Bool {
    let cells = scanner.cells
    let isSurplusEmpty = (columnCount..<cells).allSatisfy { length(of: $0) == 0 }
    let fitsAsIs = (0..<columnCount).allSatisfy { fits($0..<$0 + 1, $0) }
    if isSurplusEmpty && fitsAsIs {
      statistics.longRows += 1
      return true
    }
    if align(fitsAsIs: fitsAsIs) { return true }
    if isSurplusEmpty {
      statistics.longRows += 1
      return true
    }
    let more = cells > limits.columnsMax ? "more than \(limits.columnsMax)" : "\(cells)"
    reject("it has \(more) cells, and the table has \(columnCount) columns")
    return false
  }

  /// Moves the cells to the columns in which they fit, if there is one way only.
  ///
  /// - Parameter fitsAsIs: Whether the first ones fit where they stand: then an empty one among
  ///   them is as likely meant as one too many, and none that holds something is moved.
  private mutating func align(fitsAsIs: Bool) -> Bool {
    guard
      let alignment = RowAlignment(
        cells: scanner.cells, columns: columnCount, fits: { fits($0, $1) },
        isEmpty: { length(of: $0) == 0 }, join: { canJoin($0) }),
      isConfirmed(alignment)
    else { return false }
    let isJoined = alignment.columns.contains { $0.count > 1 }
    let movesWhatFits = alignment.columns.enumerated().contains { column, cells in
      let first = cells.lowerBound
      return first != column && first < columnCount && length(of: first) > 0
    }
    if fitsAsIs && !isJoined && movesWhatFits { return false }
    for (column, cells) in alignment.columns.enumerated() {
      scanner.starts[column] = scanner.starts[cells.lowerBound]
      scanner.ends[column] = scanner.ends[cells.upperBound - 1]
    }
    statistics.alignedRows += 1
    report(
      repair: isJoined
        ? "it has \(scanner.cells) cells in place of \(columnCount); some are one text that holds "
          + "the delimiter, and were joined"
        : "it has \(scanner.cells) cells in place of \(columnCount); an empty one was left out, so "
          + "that the others stand in their columns")
    return true
  }

  /// Whether a number or a date that was moved or joined proves the alignment, or blanks behind
  /// delimiters do.
  private func isConfirmed(_ alignment: RowAlignment) -> Bool {
    let isProved = alignment.columns.enumerated().contains { column, cells in
      cells != column..<column + 1 && format.kinds[column] != nil
        && length(of: cells.lowerBound) > 0
    }
    if isProved { return true }
    let joins = alignment.columns.flatMap { $0.dropFirst() }
    return !joins.isEmpty && joins.allSatisfy { canJoin($0) == true }
  }

  private func fits(_ cells: Range<Int>, _ column: Int) -> Bool {
    guard let kind = format.kinds[column] else { return true }
    let from = Int(scanner.starts[cells.lowerBound])
    let to = Int(scanner.ends[cells.upperBound - 1] & ~CellSpans.isEscaped)
    let bytes = UnsafeRawBufferPointer(start: scanner.base + from, count: max(0, to - from))
    if bytes.isEmpty || CellKind.missingMark(bytes) != nil { return true }
    return CellKind(bytes).fits(kind)
  }

  /// Whether a cell and the one before may be one text: nil if not, otherwise whether a blank
  /// follows the delimiter between them.
  private func canJoin(_ cell: Int) -> Bool? {
    guard scanner.isInPlace, !scanner.isQuoted(cell: cell), !scanner.isQuoted(cell: cell - 1),
      length(of: cell) > 0
    else { return nil }
    let before = scanner.starts[cell] > 0 ? scanner.base[Int(scanner.starts[cell]) - 1] : 0
    return before == 0x20
  }
}
