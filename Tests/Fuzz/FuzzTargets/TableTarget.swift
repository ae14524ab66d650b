import Tables

/// A table of any form: its rows rise, fit the columns, and do not depend on the pieces in which
/// the bytes arrive.
enum TableTarget {
  private static let limits = TableLimits(
    cellBytesMax: 600, rowBytesMax: 2_000, columnsMax: 60, sampleBytes: 400, blockBytes: 200,
    reportsMax: 50)

  /// The first byte is the size of the pieces. Its highest bit says that the form is given: then no
  /// time goes into finding it out, and more into the rows. Behind three samples comes nothing new.
  static func run(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let body = Array(bytes.dropFirst().prefix(1_200))
    let pins = choice & 0x80 == 0 ? TablePins() : pinned(choice)
    let whole = ReadTable(body, pins, limits, pieceBytes: .max)
    let pieces = ReadTable(body, pins, limits, pieceBytes: Int(choice & 0x7F) + 1)
    expect(whole == pieces, "the pieces change what is read: \(whole), and \(pieces)")
    expect(
      zip(whole.lines, whole.lines.dropFirst()).allSatisfy { $0 <= $1 },
      "a row lies before the last")
    expect(
      whole.rows.allSatisfy { $0.count == whole.columns.count }, "a row does not fit the columns")
    expect(!whole.isRead || whole.bytes == body.count, "bytes were not counted")
  }

  private static func pinned(_ choice: UInt8) -> TablePins {
    TablePins(
      encoding: "UTF-8", delimiter: [",", ";", "\t", "|"][Int(choice & 3)],
      quote: choice & 4 == 0 ? "\"" : "'", escape: choice & 8 == 0 ? "" : "\\",
      hasHeader: choice & 16 == 0)
  }
}

/// Everything a reader gives for some bytes.
private struct ReadTable: Equatable {
  var columns: [String] = []
  var rows: [[String]] = []
  var lines: [Int] = []
  var rejects: [String] = []
  var bytes = 0
  var isRead = false
  var fault = ""

  init(_ body: [UInt8], _ pins: TablePins, _ limits: TableLimits, pieceBytes: Int) {
    do {
      var reader = try TableReader(
        MemorySource(body, pieceBytes: pieceBytes), limits: limits, pinned: pins)
      columns = reader.format.columns
      while try reader.next() {
        rows.append((0..<reader.count).map { reader.cell($0).string })
        lines.append(reader.line)
      }
      rejects = reader.takeRejects().map { "\($0)" }
      bytes = reader.statistics.bytes
      isRead = true
    } catch {
      fault = "\(error)"
    }
  }
}
