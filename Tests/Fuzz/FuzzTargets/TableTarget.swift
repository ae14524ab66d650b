import Tables

/// A table of any form: its rows rise, fit the columns, and do not depend on the pieces in which
/// the bytes arrive.
enum TableTarget {
  private static let limits = TableLimits(
    cellBytesMax: 600, rowBytesMax: 2_000, columnsMax: 60, sampleBytes: 400, blockBytes: 200,
    reportsMax: 50)

  /// The first byte is the size of the pieces.
  static func run(_ bytes: [UInt8]) {
    guard let size = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    let whole = ReadTable(body, limits, pieceBytes: .max)
    let pieces = ReadTable(body, limits, pieceBytes: Int(size) + 1)
    expect(whole == pieces, "the pieces change what is read")
    expect(
      zip(whole.lines, whole.lines.dropFirst()).allSatisfy { $0 <= $1 },
      "a row lies before the last")
    expect(
      whole.rows.allSatisfy { $0.count == whole.columns.count }, "a row does not fit the columns")
    expect(!whole.isRead || whole.bytes == body.count, "bytes were not counted")
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

  init(_ body: [UInt8], _ limits: TableLimits, pieceBytes: Int) {
    do {
      var reader = try TableReader(MemorySource(body, pieceBytes: pieceBytes), limits: limits)
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
