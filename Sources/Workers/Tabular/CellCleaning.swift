import Tables

/// One cell in plain form.
enum CellCleaning {
  /// Appends a cell of a column of this kind: marks of missing values are emptied, numbers written
  /// without commas between their groups. Digit for digit they stay what they are: a code may look
  /// like a number, and not all have room in one. What is not of the kind stays as it is.
  static func append(
    _ bytes: UnsafeRawBufferPointer, of kind: CellKind?, to cells: inout [UInt8]
  ) {
    if CellKind.isMissingMarker(bytes) { return }
    let isNumber = kind == .integer || kind == .decimal
    guard isNumber, bytes.contains(comma), Cell(bytes: bytes).decimal() != nil else {
      return cells.append(contentsOf: bytes)
    }
    cells.append(contentsOf: bytes.lazy.filter { $0 != comma })
  }

  private static let comma = UInt8(ascii: ",")
}
