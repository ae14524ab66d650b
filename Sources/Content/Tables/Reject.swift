/// A row that could not be read, or (as a repair) one that was read after a correction.
package struct Reject: Sendable, Equatable, Codable {
  /// The most characters kept of a value.
  package static let valueCharactersMax = 200

  /// 1-based line of the source on which the row starts.
  package var line: Int
  /// The column at fault, if it is one.
  package var column: String?
  /// The raw text at fault, cut to ``valueCharactersMax`` characters.
  package var value: String
  /// A clause that completes “this row was not read:”.
  package var reason: String
  /// Whether only the cell was left out and its row was read; not written with the rest.
  package var isOfCell = false

  private enum CodingKeys: CodingKey { case line, column, value, reason }

  /// - Parameter isOfCell: Nil: where there is a column.
  package init(
    line: Int, column: String? = nil, value: String, reason: String, isOfCell: Bool? = nil
  ) {
    self.isOfCell = isOfCell ?? (column != nil)
    self.line = line
    self.column = column
    self.value = String(value.prefix(Self.valueCharactersMax))
    self.reason = reason
  }
}
