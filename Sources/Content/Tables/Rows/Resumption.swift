import CCSVIndex

/// Finds the line on which reading goes on after a row at fault.
///
/// Two things may have happened. A stray quote opened a cell, and took the rows below for its text:
/// then the next line is a row. Or a true cell of several lines had a stray quote further down:
/// then the next lines are fragments, and rows begin again behind the fault. They are told apart
/// by their number of cells: a fragment seldom has half as many as a row.
enum Resumption {
  /// - Parameters:
  ///   - text: Starts with the row at fault.
  ///   - reach: How much of it had been taken for that row.
  ///   - expectedCells: What a row should have; 0 if unknown, and then it is the next line.
  /// - Returns: Where to go on; nil when the first line does not end in the text.
  static func offset(
    in text: UnsafeBufferPointer<UInt8>, reach: Int, dialect: Dialect, expectedCells: Int
  ) -> Int? {
    guard let base = text.baseAddress else { return nil }
    let first = csvindex_line_end(base, text.count)
    guard first <= text.count else { return nil }
    var at = first
    while at < reach {
      let end = csvindex_line_end(base + at, text.count - at)
      guard end <= text.count - at else { return first }
      let line = UnsafeBufferPointer(rebasing: text[at..<at + end])
      if !isFragment(line, dialect: dialect, expectedCells: expectedCells) { return at }
      at += end
    }
    return at
  }

  /// Whether a line has too few cells for a row, so that it is a piece of a cell.
  static func isFragment(
    _ line: UnsafeBufferPointer<UInt8>, dialect: Dialect, expectedCells: Int
  ) -> Bool {
    let enough = expectedCells < 2 ? 0 : max(2, (expectedCells + 1) / 2)
    return cells(in: line, dialect) < enough
  }

  /// The number of cells of a line, if quotes in it are in pairs.
  private static func cells(in line: UnsafeBufferPointer<UInt8>, _ dialect: Dialect) -> Int {
    var cells = 1
    var isInside = false
    for byte in line {
      if byte == dialect.quote { isInside.toggle() }
      if byte == dialect.delimiter && !isInside { cells += 1 }
    }
    return cells
  }
}
