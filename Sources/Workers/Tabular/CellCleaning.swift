import Tables

/// The cells of one column in plain form.
struct CellCleaning {
  /// Nil for an empty column.
  var kind: CellKind?
  /// Whether commas in its numbers stand between groups of figures.
  var hasGroups = true

  init(_ kind: CellKind?, hasGroups: Bool = true) {
    self.kind = kind
    self.hasGroups = hasGroups
  }

  init(_ column: ColumnProfile) { self.init(column.kind, hasGroups: column.hasGroups) }

  /// Appends a cell: marks of missing values are emptied, numbers written without commas between
  /// their groups. Digit for digit they stay what they are: a code may look like a number, and not
  /// all have room in one. What is not of the kind stays as it is.
  func append(_ bytes: UnsafeRawBufferPointer, to cells: inout [UInt8]) {
    if ColumnProfile.isMissing(bytes, in: kind) { return }
    let isNumber = kind == .integer || kind == .decimal
    guard isNumber, hasGroups, bytes.contains(Self.comma), Cell(bytes: bytes).decimal() != nil
    else {
      return cells.append(contentsOf: bytes)
    }
    cells.append(contentsOf: bytes.lazy.filter { $0 != Self.comma })
  }

  private static let comma = UInt8(ascii: ",")
}
