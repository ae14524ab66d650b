import CCSVIndex

/// A row at fault is mended with so many lines more than it has without them.
private let linesAddedMax = 8

/// Rows whose quotes break the rules.
extension RowScanner {
  /// Gives up the row at `position` and goes to the line where reading can go on.
  ///
  /// - Parameter reach: How much of the text behind `position` was taken for the row.
  mutating func fail(
    _ fault: Fault, reach: Int, indexedEnd: Int? = nil
  ) throws -> Step {
    rowStart = window.position
    cells = irregular.row.cells
    let resume = Resumption.offset(
      in: UnsafeBufferPointer(start: window.bytes + rowStart, count: window.ready - rowStart),
      reach: reach, dialect: dialect, expectedCells: expectedCells)
    if let resume {
      if fault != .tooLong, let length = try mend(from: resume) {
        return take(end: rowStart + length, indexedEnd: indexedEnd)
      }
      moveOn(to: rowStart + resume, indexedEnd: indexedEnd)
    } else {
      skipsLine = true
      dropIndex()
    }
    return .fault(fault)
  }

  /// Mends the row at fault: its text up to where reading goes on, or some lines more while those
  /// are no rows.
  ///
  /// - Returns: How long the mended row is, its line end included.
  private mutating func mend(from length: Int) throws -> Int? {
    var end = length
    for _ in 0..<linesAddedMax {
      if mend(length: end) { return end }
      if try completeLine(from: end) { rowStart = window.position }
      let rest = UnsafeBufferPointer(
        start: window.bytes + rowStart + end, count: window.ready - rowStart - end)
      guard let base = rest.baseAddress, !rest.isEmpty, end < RowMending.bytesMax else {
        return nil
      }
      let line = min(csvindex_line_end(base, rest.count), rest.count)
      let isFragment = Resumption.isFragment(
        UnsafeBufferPointer(rebasing: rest[..<line]), dialect: dialect,
        expectedCells: expectedCells)
      if !isFragment { return nil }
      end += line
    }
    return nil
  }

  /// Whether the text up to where reading goes on can be cut into as many cells as it should have.
  private mutating func mend(length: Int) -> Bool {
    let text = UnsafeBufferPointer(
      start: window.bytes + rowStart, count: lengthOfText(length))
    for count in [expectedCells, alternativeCells] where count > 0 {
      if irregular.mend(text, cells: count, delimiter: dialect.delimiter) {
        mendedRows += 1
        return true
      }
    }
    return false
  }

  /// What is left of so many bytes from the start of the row without the line ends behind them.
  func lengthOfText(_ length: Int) -> Int {
    var end = length
    while end > 0, [0x0A, 0x0D].contains(window.bytes[rowStart + end - 1]) { end -= 1 }
    return end
  }

  /// Reads on until the line `offset` bytes behind `position` is all in the window, so that what is
  /// done about a fault does not depend on where the pieces of a file end.
  ///
  /// - Returns: Whether it had to.
  mutating func completeLine(from offset: Int) throws -> Bool {
    var hasRead = false
    while !window.isAtEnd && window.ready - window.position < rowBytesMax {
      let rest = window.ready - window.position - offset
      if csvindex_line_end(window.bytes + window.position + offset, rest) <= rest { break }
      try window.readMore()
      dropIndex()
      hasRead = true
    }
    return hasRead
  }

  /// Passes over the rest of a line that was too long to be held.
  mutating func skipLine() throws {
    while true {
      let count = window.ready - window.position
      let end = csvindex_line_end(window.bytes + window.position, count)
      window.position += min(end, count)
      if end <= count || window.isAtEnd { break }
      try window.readMore()
    }
    skipsLine = false
    dropIndex()
  }
}
