/// Which part of a file is the table: the first of those in it, or the one that a rule names.
struct TablePlace {
  let table: HeaderDetection
  /// The line on which each table of the sample starts.
  let tableLines: [Int]
  /// The line on which the table below the chosen one starts.
  let nextTableLine: Int?
  let decisions: [FormatDecision]

  /// - Parameter rows: At least one.
  /// - Throws: ``TableError`` with `.noSuchTable` or `.noSuchLine`.
  init(_ rows: SampleRows, pins: TablePins) throws {
    let pinnedRow = try pins.headerLine.map { try Self.row(on: $0, rows) }
    let all = (pinnedRow ?? 0)..<rows.rows.count
    var table = HeaderDetection(rows, in: all, pins: pins, isPinned: pinnedRow != nil)
    let starts =
      [table.row] + TableRegions.starts(in: rows, after: table.row, width: table.width)
    let chosen = pinnedRow == nil ? pins.table ?? 1 : 1
    guard 1...starts.count ~= chosen else {
      throw TableError(.noSuchTable(wanted: chosen, found: starts.count))
    }
    let end = chosen < starts.count ? starts[chosen] : rows.rows.count
    if starts.count > 1 {
      let first = chosen == 1 ? all.lowerBound : starts[chosen - 1]
      table = HeaderDetection(
        rows, in: first..<end, pins: pins, isPinned: chosen > 1 || pinnedRow != nil)
    }
    self.table = table
    tableLines = starts.map { rows.line(of: $0) }
    nextTableLine = chosen < starts.count ? tableLines[chosen] : nil
    decisions =
      Self.decisions(tableLines, chosen: chosen) + Self.start(table, rows, pins) + table.decisions
  }

  /// The first row that starts on a line or below it.
  private static func row(on line: Int, _ rows: SampleRows) throws -> Int {
    if let row = rows.rows.indices.first(where: { rows.line(of: $0) >= line }) { return row }
    let last = rows.line(of: rows.rows.count - 1)
    throw TableError(.noSuchLine(wanted: line, last: last), line: last)
  }

  private static func decisions(_ lines: [Int], chosen: Int) -> [FormatDecision] {
    guard lines.count > 1 else { return [] }
    let list = lines.map(String.init).joined(separator: ", ")
    return [
      FormatDecision(
        .tables, "table \(chosen) of \(lines.count)",
        "The file holds \(lines.count) tables, which start on lines \(list). "
          + "Table \(chosen) is read; the rows of those below it are rejected.")
    ]
  }

  private static func start(
    _ table: HeaderDetection, _ rows: SampleRows, _ pins: TablePins
  ) -> [FormatDecision] {
    let line = rows.line(of: table.row)
    if pins.headerLine != nil {
      return [
        FormatDecision(
          .start, "line \(line)", "The table starts on line \(line), as the rule says.")
      ]
    }
    guard line > 1 else { return [] }
    let reason =
      table.row == 0
      ? "Only blank lines stand above the table." : "What stands above the table is no row of it."
    return [
      FormatDecision(.start, "line \(line)", "The table starts on line \(line). \(reason)")
    ]
  }
}
