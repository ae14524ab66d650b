import CCSV
import Testing

@testable import Tables

/// The rows of a text by libcsv alone, in strict mode; nil when it refuses the text.
private func libcsvRows(_ text: [UInt8]) -> [[[UInt8]]]? {
  final class Rows {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
  }
  let rows = Rows()
  let context = Unmanaged.passUnretained(rows).toOpaque()
  let takeCell: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    bytes, length, context in
    guard let context else { return }
    let cell = Array(UnsafeRawBufferPointer(start: bytes, count: length))
    Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue().row.append(cell)
  }
  let takeRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
    guard let context else { return }
    let rows = Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue()
    rows.rows.append(rows.row)
    rows.row = []
  }
  var parser = csv_parser()
  csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
  defer { csv_free(&parser) }
  guard csv_parse(&parser, text, text.count, takeCell, takeRow, context) == text.count,
    csv_fini(&parser, takeCell, takeRow, context) == 0
  else { return nil }
  return rows.rows
}

/// The rows of a text by the scanner, and whether one was at fault.
private func scannedRows(
  _ text: [UInt8], pieceBytes: Int, usesVectors: Bool
) throws -> (rows: [[[UInt8]]], hasFault: Bool) {
  let limits = TableLimits(sampleBytes: 1, blockBytes: 1)
  var window = TextWindow(MemorySource(text, pieceBytes: pieceBytes), limits: limits)
  try window.readSample(bytes: 1)
  try window.begin(.utf8, markBytes: 0)
  var scanner = RowScanner(window, dialect: .comma, limits: limits, usesVectors: usesVectors)
  var rows: [[[UInt8]]] = []
  while true {
    switch try scanner.next() {
    case .end: return (rows, false)
    case .fault: return (rows, true)
    case .row:
      rows.append(
        (0..<scanner.cells).map { cell in
          let end = scanner.ends[cell]
          let start = Int(scanner.starts[cell])
          let length = Int(end & ~CellSpans.isEscaped) - start
          let raw = Array(UnsafeBufferPointer(start: scanner.base + start, count: length))
          return end >= CellSpans.isEscaped ? singleQuotes(raw) : raw
        })
    }
  }
}

private func singleQuotes(_ text: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  var at = 0
  while at < text.count {
    result.append(text[at])
    at += text[at] == 0x22 ? 2 : 1
  }
  return result
}

@Suite struct `The structural index and libcsv` {
  /// Each seed is 500 texts. Most are short and so hit every pair of states; some cross the 64
  /// bytes that the index looks at together.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `agree on every text that libcsv takes in strict mode`(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let alphabet = Array("aab,,\"\"\n\r \t".utf8)
    for number in 0..<500 {
      let length = Int.random(in: 1...(number % 10 == 0 ? 300 : 24), using: &random)
      let text = (0..<length).map { _ in alphabet[Int.random(in: 0..<11, using: &random)] }
      let pieceBytes = [1, 3, 7, 64, 1_000][Int.random(in: 0..<5, using: &random)]
      let usesVectors = Bool.random(using: &random)
      let scanned = try scannedRows(text, pieceBytes: pieceBytes, usesVectors: usesVectors)
      let comment: Comment =
        "seed \(seed), text \(number): \(String(decoding: text, as: UTF8.self))"
      if let expected = libcsvRows(text) {
        #expect(!scanned.hasFault && scanned.rows == expected, comment)
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `agree on well-formed tables of long and short cells`(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    var writer = CSVWriter()
    for _ in 0..<300 {
      for _ in 0..<Int.random(in: 2...12, using: &random) {
        let length = Int.random(in: 0...(Bool.random(using: &random) ? 8 : 150), using: &random)
        let letters = (0..<length).map { _ in "ab,\"\n é".randomElement(using: &random) ?? "a" }
        writer.append(String(letters))
      }
      writer.endRow()
    }
    let expected = try #require(libcsvRows(writer.bytes))
    for usesVectors in [true, false] {
      let scanned = try scannedRows(writer.bytes, pieceBytes: 997, usesVectors: usesVectors)
      #expect(scanned.rows == expected, "seed \(seed)")
    }
  }
}
