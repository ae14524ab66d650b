/// Finds the tables of a sample that holds several, one below the other.
///
/// A further table starts with a row that looks like a header where none should be: words over
/// numbers or dates, with another number of cells than the table above, or behind a gap (a blank
/// line or a lone title). Rows of the same number of cells and no gap are one table. A row of the
/// table's own width with one filled cell may be a title or just a row: then what follows must look
/// like a table twice over. And where all goes on with as many cells, a row of words is a row,
/// unless it repeats a name of the header above, or other kinds of columns begin below it.
enum TableRegions {
  /// So many rows below a header are looked at, and must be as wide as it is.
  private static let bodyRowsMax = 8

  /// - Parameter first: The row with which the first table starts.
  /// - Returns: The row with which each further table starts.
  static func starts(in rows: SampleRows, after first: Int, width: Int) -> [Int] {
    var starts: [Int] = []
    var width = width
    var row = first + 2
    while row < rows.rows.count {
      let count = rows.rows[row].count
      if count >= 2, count != width || hasGap(above: row, rows),
        count != width || !rows.areAlike(row, starts.last ?? first),
        isHeader(row, rows, width: count, isDoubtful: count == width && isSparse(row - 1, rows)),
        count != width || isNew(row, rows, above: starts.last ?? first, width: width)
      {
        starts.append(row)
        width = count
        row += 1
      }
      row += 1
    }
    return starts
  }

  /// Whether a blank line or a row of one cell stands above.
  private static func hasGap(above row: Int, _ rows: SampleRows) -> Bool {
    if rows.filledCells(row - 1) <= 1 && !rows.isComment(row - 1) { return true }
    return rows.isBehindBlankLine(row)
  }

  /// Whether a row that has as many cells as the table above begins another one.
  private static func isNew(_ row: Int, _ rows: SampleRows, above header: Int, width: Int) -> Bool {
    let names = names(of: row, rows)
    if !names.isDisjoint(with: self.names(of: header, rows)) { return true }
    let body = (header + 1..<row).filter { rows.filledCells($0) >= 2 }
    let above = ColumnKinds(rows, body: body, width: width)
    let below = ColumnKinds(rows, body: row + 1..<rows.rows.count, width: width)
    return (0..<width).contains { above.isTyped($0) != below.isTyped($0) }
  }

  private static func names(of row: Int, _ rows: SampleRows) -> Set<String> {
    let cells = (0..<rows.rows[row].count).map { Cell(bytes: rows.cell(row, $0)).string }
    return Set(cells.map { $0.lowercased() }).subtracting([""])
  }

  /// Whether it may be an ordinary row with empty cells, and no blank line stands below it.
  private static func isSparse(_ row: Int, _ rows: SampleRows) -> Bool {
    rows.rows[row].count == rows.rows[row + 1].count && !rows.isBehindBlankLine(row + 1)
  }

  private static func isHeader(
    _ row: Int, _ rows: SampleRows, width: Int, isDoubtful: Bool
  ) -> Bool {
    let names = (0..<width).map { rows.cell(row, $0) }
    guard names.allSatisfy({ $0.isEmpty || ($0.count <= 40 && CellKind($0) == .text) }),
      names.count(where: { !$0.isEmpty }) * 3 >= width * 2,
      Set(names.map { Cell(bytes: $0).string }).count == width
    else { return false }
    let below = (row + 1..<rows.rows.count).prefix(bodyRowsMax)
    let body = below.prefix { rows.rows[$0].count == width && rows.filledCells($0) >= 2 }
    guard body.count >= (isDoubtful ? 2 : min(2, below.count)), !body.isEmpty else { return false }
    let kinds = ColumnKinds(rows, body: body, width: width)
    let named = (0..<width).filter { !names[$0].isEmpty }
    if isDoubtful {
      return named.contains { kinds.kind(of: $0).map { $0 != .boolean } ?? false }
    }
    return named.contains { kinds.isTyped($0) }
  }
}
