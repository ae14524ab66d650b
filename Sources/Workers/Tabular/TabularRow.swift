package import Pipeline

/// One row of a table, or its head: the first record of each stream has line 0, the columns' names
/// as cells, and in ``head`` what is known of the table.
///
/// The cells are one text with U+001F between them: most stages only hand them on.
package struct TabularRow: StageValue, Equatable {
  /// 1-based line of the source; 0 for the head.
  var line: Int
  var cells: String
  /// Of the head: whether commas may be decimal ones behind ingest, what is known of the table
  /// behind process, the summary too behind nlg. Empty for rows.
  var head: String

  /// What the head says behind ingest where commas may be decimal ones.
  static let decimalCommas = "decimal commas"

  static let separator: UInt8 = 0x1f

  package static let fields = ["line", "cells", "head"]

  init(line: Int, cells: String, head: String = "") {
    self.line = line
    self.cells = cells
    self.head = head
  }

  package func write(to row: inout RowWriter) {
    row.put(line)
    row.put(cells)
    row.put(head)
  }

  package init(from row: inout RowReader) throws {
    line = try row.integer()
    cells = try row.text()
    head = try row.text()
  }

  var isHead: Bool { line == 0 }

  /// The cells as texts, for the head.
  var names: [String] {
    cells.split(separator: "\u{1f}", omittingEmptySubsequences: false).map(String.init)
  }

  /// Hands on each cell's bytes, valid inside `body`.
  func forEachCell(_ body: (_ column: Int, _ bytes: UnsafeRawBufferPointer) throws -> Void) rethrows
  {
    var cells = cells
    try cells.withUTF8 { utf8 in
      var column = 0
      var start = 0
      for index in 0...utf8.count where index == utf8.count || utf8[index] == Self.separator {
        try body(
          column, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: utf8[start..<index])))
        column += 1
        start = index + 1
      }
    }
  }
}
