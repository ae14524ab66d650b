/// Describes all columns of a table in one pass.
///
///     var profile = TableProfile(columns: reader.format.columns)
///     while try reader.next() { profile.add(&reader) }
package struct TableProfile: Sendable {
  package private(set) var columns: [ColumnProfile]
  package private(set) var rows = 0

  /// - Parameter hasDecimalCommas: see ``ColumnProfile``.
  package init(columns names: [String], hasDecimalCommas: Bool = false) {
    columns = names.map { ColumnProfile(name: $0, hasDecimalCommas: hasDecimalCommas) }
  }

  /// Takes the reader's current row.
  package mutating func add(_ reader: inout TableReader) {
    rows += 1
    for column in columns.indices where column < reader.count {
      columns[column].add(reader.cell(column), line: reader.line)
    }
  }

  /// Takes one cell of a row that no reader holds. Call ``endRow()`` behind the last.
  package mutating func add(_ bytes: UnsafeRawBufferPointer, column: Int, line: Int) {
    if column < columns.count { columns[column].add(Cell(bytes: bytes), line: line) }
  }

  package mutating func endRow() { rows += 1 }
}
