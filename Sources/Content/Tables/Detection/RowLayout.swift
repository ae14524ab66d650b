/// How the rows of a text are cut into cells: by delimiters, or at fixed places if a rule says so.
struct RowLayout {
  let rows: SampleRows
  let dialect: Dialect
  /// Set when the cells have fixed widths.
  let fixed: FixedColumns?
  let decisions: [FormatDecision]

  /// - Parameters:
  ///   - text: UTF-8, from the start of the table; may end in the middle of a row.
  ///   - isWhole: Whether the text is the whole table.
  /// - Throws: ``TableError`` when what a rule says cannot be.
  init(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool, pins: TablePins) throws {
    guard pins.isFixedWidth else {
      let found = try DialectDetection(text, isWhole: isWhole, pins: pins)
      rows = found.rows
      dialect = found.dialect
      fixed = nil
      decisions = found.decisions
      return
    }
    let columns = try Self.columns(text, isWhole: isWhole, pins: pins)
    fixed = columns
    // No quotes, and a delimiter that no line holds.
    dialect = Dialect(delimiter: 0x1F, quote: 0)
    rows = SampleRows(text, columns: columns, isWhole: isWhole)
    let widths = columns.columns.map { String($0.count) }.joined(separator: ", ")
    decisions = [
      FormatDecision(
        .layout, "fixed width",
        pins.widths == nil
          ? "Every line is blank at the same places; the columns between them are \(widths) wide."
          : "Its columns are \(widths) wide, as the rule says.")
    ]
  }

  private static func columns(
    _ text: UnsafeBufferPointer<UInt8>, isWhole: Bool, pins: TablePins
  ) throws -> FixedColumns {
    if let widths = pins.widths {
      guard !widths.isEmpty, widths.allSatisfy({ 1...100_000 ~= $0 }) else {
        throw TableError(.unusableWidths)
      }
      return FixedColumns(widths: widths)
    }
    guard let found = FixedColumns(text, isWhole: isWhole) else {
      throw TableError(.unusableWidths)
    }
    return found
  }
}
