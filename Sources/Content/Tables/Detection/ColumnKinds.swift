/// What the columns of a sample hold: for telling names from data, and for fitting rows that have
/// a cell too many.
struct ColumnKinds {
  /// Rows that are looked at: enough to tell a column of numbers from one of names.
  private static let rowsMax = 32
  private static let kindCount = CellKind.allCases.count

  let width: Int
  private var counts: [Int]
  private var totals: [Int]

  /// - Parameter body: The rows of data; those with another number of cells are left out.
  init(_ rows: SampleRows, body: some Sequence<Int>, width: Int) {
    self.width = width
    counts = Array(repeating: 0, count: width * Self.kindCount)
    totals = Array(repeating: 0, count: width)
    // Rows of another number of cells would put their cells under the wrong columns.
    for row in body.lazy.filter({ rows.rows[$0].count == width }).prefix(Self.rowsMax) {
      for column in 0..<width {
        let bytes = rows.cell(row, column)
        if bytes.isEmpty || CellKind.missingMark(bytes) != nil { continue }
        counts[column * Self.kindCount + CellKind(bytes).index] += 1
        totals[column] += 1
      }
    }
  }

  func count(_ kind: CellKind, in column: Int) -> Int {
    column < width ? counts[column * Self.kindCount + kind.index] : 0
  }

  /// Cells that hold something.
  func total(in column: Int) -> Int { column < width ? totals[column] : 0 }

  /// Whether four cells in five are something other than text.
  func isTyped(_ column: Int) -> Bool {
    let total = total(in: column)
    return total > 0 && (total - count(.text, in: column)) * 5 >= total * 4
  }

  /// The kind of nearly all cells: whole numbers among decimals are decimals; nil for text, for a
  /// mixture, and for a column without cells.
  func kind(of column: Int) -> CellKind? {
    let total = total(in: column)
    guard total > 0 else { return nil }
    var sum = 0
    for kind in [CellKind.integer, .decimal, .money] {
      sum += count(kind, in: column)
      if sum * 10 >= total * 9 { return kind }
    }
    return [CellKind.date, .boolean].first { count($0, in: column) * 10 >= total * 9 }
  }
}
