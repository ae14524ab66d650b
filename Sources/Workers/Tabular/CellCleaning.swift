import Tables

/// One cell in plain form.
enum CellCleaning {
  /// Appends a cell of a column of this kind: marks of missing values are emptied, numbers written
  /// with a point and without groups. What is not of the kind stays as it is.
  static func append(
    _ bytes: UnsafeRawBufferPointer, of kind: CellKind?, to cells: inout [UInt8]
  ) {
    if CellKind.isMissingMarker(bytes) { return }
    switch kind {
    case .integer, .decimal:
      if isPlain(bytes) { break }
      if let number = Cell(bytes: bytes).decimal() {
        return cells.append(contentsOf: text(number).utf8)
      }
    default: break
    }
    cells.append(contentsOf: bytes)
  }

  /// Digits, with a sign and a point at most: nothing to do.
  private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x2e }
  }

  /// The shortest digits; whole numbers without a fraction.
  private static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number) { return String(whole) }
    return number.description
  }
}
