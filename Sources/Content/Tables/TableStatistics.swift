/// What a reader has seen so far.
package struct TableStatistics: Sendable, Equatable, Codable {
  /// Rows handed out.
  package var rows = 0
  /// Rows not handed out because they could not be read.
  package var rejected = 0
  /// Cells left out of rows that were handed out: no column is theirs.
  package var rejectedCells = 0
  /// Rows of nothing but delimiters and blanks, passed over.
  package var emptyRows = 0
  /// Rows that repeat the header, passed over.
  package var repeatedHeaders = 0
  /// Rows that start like a comment and have not as many cells as the others, passed over.
  package var comments = 0
  /// The line of the first of those.
  package var firstComment: Int?
  /// Rows handed out with empty cells in place of those missing.
  package var shortRows = 0
  /// Rows handed out without their surplus cells, which were all empty.
  package var longRows = 0
  /// Rows with a cell too many that fit the columns in one way only, and were handed out so.
  package var alignedRows = 0
  /// Rejected rows that stand below the table and fill one cell only.
  package var remarks = 0
  /// Rejected rows of other tables of the file.
  package var otherTableRows = 0
  /// Rows whose quoting the structural index could not settle, and libcsv did.
  package var irregularRows = 0
  /// Quotation marks inside unquoted cells, kept as text.
  package var strayQuotes = 0
  /// Rows whose quotation marks do not match, read with those out of place as text.
  package var mendedRows = 0
  /// Bytes read from the source.
  package var bytes = 0
  /// Bytes that were not UTF-8 in a UTF-8 file, or NUL, and were replaced.
  package var repairedBytes = 0

  package init() {}
}
