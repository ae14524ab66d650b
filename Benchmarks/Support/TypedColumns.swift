import Tables

/// The columns of a table in memory, each as what it holds: what a data frame keeps.
struct TypedColumns {
  private let kinds: [CellKind?]
  // One of these is used for each column.
  private var integers: [[Int]]
  private var decimals: [[Double]]
  /// Bytes of all cells, one behind the other, and where each ends.
  private var texts: [[UInt8]]
  private var ends: [[Int]]
  /// Cells that are not of their column's kind.
  private(set) var oddCount = 0

  init(_ format: TableFormat) {
    kinds = format.kinds
    integers = kinds.map { _ in [] }
    decimals = kinds.map { _ in [] }
    texts = kinds.map { _ in [] }
    ends = kinds.map { _ in [] }
  }

  mutating func append(_ reader: borrowing TableReader) {
    for column in kinds.indices {
      let cell = reader.cell(column)
      switch kinds[column] {
      case .integer:
        if let value = cell.integer() { integers[column].append(value) } else { oddCount += 1 }
      case .decimal:
        if let value = cell.decimal() { decimals[column].append(value) } else { oddCount += 1 }
      default:
        texts[column].append(contentsOf: cell.bytes)
        ends[column].append(texts[column].count)
      }
    }
  }
}
