import Tables

/// Rows written as CSV are read back as they were.
enum CSVTarget {
  private static let columns = 3

  /// The bytes are cells, divided by zeros.
  static func run(_ bytes: [UInt8]) {
    let cells = bytes.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let rows = stride(from: 0, to: cells.count - columns + 1, by: columns)
      .map { Array(cells[$0..<$0 + columns]) }
      // A row without text is passed over, and so is one that repeats the header.
      .filter { row in row.contains { !$0.allSatisfy(\.isWhitespace) } && row != header }
    var writer = CSVWriter()
    writer.append(row: header)
    for row in rows { writer.append(row: row) }
    let pins = TablePins(
      encoding: "UTF-8", delimiter: ",", quote: "\"", escape: "", hasHeader: true)
    do {
      var reader = try TableReader(MemorySource(writer.takeBytes()), pinned: pins)
      // Rows may well look like a second table with a title of its own.
      if reader.format.tableLines.count > 1 { return }
      var read: [[String]] = []
      while try reader.next() { read.append((0..<reader.count).map { reader.cell($0).string }) }
      // At the end, rows that fill the first cell alone may be remarks below the table.
      let remarks = rows.suffix(reader.statistics.remarks)
      expect(
        read + remarks == rows && remarks.allSatisfy { $0.dropFirst().allSatisfy(\.isEmpty) },
        "written \(rows), read \(read)")
    } catch {
      expect(false, "what was written cannot be read: \(error)")
    }
  }

  private static let header = ["first", "second", "third"]
}
