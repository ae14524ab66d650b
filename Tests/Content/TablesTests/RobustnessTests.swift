import Tables
import Testing

@Suite struct `Any bytes at all` {
  /// Bytes that steer a reader, and a few that are never text.
  private static let alphabet: [UInt8] =
    Array("aZ09,,;;\t|\"\"''\\\n\n\r #.é£â€".utf8) + [
      0x00, 0xFF, 0xFE, 0xC3, 0xE2, 0x80, 0xF0, 0x1B,
    ]

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `give rows on rising lines, or an error`(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<200 {
      let length = Int.random(in: 0...400, using: &random)
      let bytes = (0..<length).map { _ in Self.alphabet.randomElement(using: &random) ?? 0 }
      let limits = TableLimits(
        cellBytesMax: 50, rowBytesMax: 120, columnsMax: 20,
        sampleBytes: Int.random(in: 1...200, using: &random),
        blockBytes: Int.random(in: 1...200, using: &random))
      do {
        let table = try ReadTable(
          bytes, limits: limits, pieceBytes: Int.random(in: 1...100, using: &random))
        #expect(zip(table.lines, table.lines.dropFirst()).allSatisfy { $0 < $1 })
        #expect(table.rows.allSatisfy { $0.count == table.format.columns.count })
        #expect(table.statistics.bytes == bytes.count)
        #expect(table.statistics.rejected == table.rejects.count)
      } catch is TableError {
        // Not a table, and it says so.
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `give the same rows in pieces of any size`(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    var text = "id,name,note\n"
    for number in 0..<300 {
      let pieces = [
        "x", "\"a, b\"", "\"say \"\"c\"\"\"", "\"l\nm\"", " é ", "6\" x", "\"open", "\"a\"b", "",
      ]
      let cells = (0..<2).map { _ in pieces.randomElement(using: &random) ?? "" }
      text += "\(number),\(cells[0]),\(cells[1])\n"
    }
    let pins = TablePins(delimiter: ",", quote: "\"", hasHeader: true)
    let whole = try ReadTable(text, pinned: pins)
    #expect(whole.rows.count > 100)
    for pieceBytes in [1, 7, 64, 1_000] {
      let limits = TableLimits(sampleBytes: 100, blockBytes: 100)
      let table = try ReadTable(text, limits: limits, pinned: pins, pieceBytes: pieceBytes)
      #expect(table.rows == whole.rows)
      #expect(table.lines == whole.lines)
      let hasSameRejects = table.rejects == whole.rejects
      #expect(hasSameRejects)
    }
  }
}
