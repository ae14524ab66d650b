import Tables
import Testing

@Suite struct `A hostile file` {
  private static let fixtures = [
    "id,name,price\n1,\"Loft, north\",100\n2,Flat,200\n3,\"say \"\"x\"\"\",300\n",
    "Report\n\nid;name;price\n1;Žofie;1,5\n2;Ann;2,5\n# note\n3;Bo;3,5\nTotal\n",
    "a\tb\tc\r\n1\t2\t3\r\n4\t5\t6\r\n", "a|b\n1|'x|y'\n2|'it''s'\n",
    "id,text\n1,\"two\nlines\"\n2,\"back \\\"slash\\\"\"\n3,x\n",
    "[{\"a\":1,\"b\":{\"c\":\"\\u00e9\"}},{\"a\":2,\"d\":[1,2]}]",
    "{\"n\":1}\n{\"n\":2,\"x\":null}\n{\"n\":3}\n", "a,b,c\n1,2,3\n\nd,e\nx,1\ny,2\n",
    ",2019,,2020,\nregion,Q1,Q2,Q1,Q2\nN,1,2,3,4\nS,5,6,7,8\n", "Â£5,cafÃ©\nÂ£6,naÃ¯ve\n",
    "id  name   price\n1   Ann    10\n22  Bo     200\n", "\"a\nb\",c\n1,2\n3,4\n",
  ]

  /// Bytes that steer a reader.
  private static let bytes: [UInt8] =
    Array("\"',;|\t\n\r\\#{}[]:0a. ".utf8) + [0x00, 0xFF, 0xC3, 0xE2, 0x80, 0xFE]

  /// Each seed makes 20 mutants of each fixture: bytes replaced, added, taken out, doubled.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `made of a good one gives rows or an error, and every row or reject once`(
    seed: UInt64
  ) throws {
    var random = SeededNumbers(seed: seed)
    for fixture in Self.fixtures {
      for _ in 0..<20 {
        let mutant = Self.mutant(of: Array(fixture.utf8), &random)
        let layout: TableFormat.Layout? =
          Int.random(in: 0..<8, using: &random) == 0 ? .fixedWidth : nil
        do {
          let table = try ReadTable(
            mutant, limits: TableLimits(sampleBytes: Int.random(in: 8...400, using: &random)),
            pinned: TablePins(layout: layout), pieceBytes: Int.random(in: 1...99, using: &random))
          #expect(table.rows.allSatisfy { $0.count == table.format.columns.count })
          #expect(zip(table.lines, table.lines.dropFirst()).allSatisfy { $0 <= $1 })
          #expect(
            table.rejects.count == table.statistics.rejected + table.statistics.rejectedCells)
          #expect(table.statistics.bytes == mutant.count, "seed \(seed): \(mutant)")
        } catch is TableError {
          // No table, and it says so.
        }
      }
    }
  }

  private static func mutant(of text: [UInt8], _ random: inout SeededNumbers) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...6, using: &random) where !text.isEmpty {
      let place = Int.random(in: 0..<text.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: text[place] = bytes.randomElement(using: &random) ?? 0
      case 1: text.insert(bytes.randomElement(using: &random) ?? 0, at: place)
      case 2: text.remove(at: place)
      default: text.insert(contentsOf: text[place..<min(text.count, place + 9)], at: place)
      }
    }
    return text
  }

  @Test(arguments: [
    ("a,b\n1,2\n3,\"", "x", 1 << 18), ("a,b\n1,2\n3,", "y", 1 << 18),
    ("a,b\n1,2\n", "3,\"x\"y\n", 2_000), ("a,b\n1,2\n", "\"", 1 << 18),
    ("[{\"a\":1,\"b\":2},\n", "{\"a\":\"", 1 << 16), ("{\"a\":1}\n", "[", 1 << 18),
    ("a,b\n1,2\n", "\r", 1 << 18),
  ])
  func `of one broken row without end is left at the limit`(
    _ head: String, _ piece: String, _ count: Int
  ) throws {
    let limits = TableLimits(cellBytesMax: 4 << 10, rowBytesMax: 32 << 10, reportsMax: 100)
    let text = head + String(repeating: piece, count: count)
    var reader = try TableReader(
      MemorySource(text), limits: limits,
      pinned: TablePins(hasHeader: head.hasPrefix("a") ? true : nil))
    var rows = 0
    while try reader.next() { rows += 1 }
    #expect(rows >= 1)
    #expect(reader.takeRejects().count <= 100)
  }

  @Test func `may have a cell of ten megabytes between good rows`() throws {
    let large = String(repeating: "x", count: 10 << 20)
    let table = try ReadTable("a,b\n1,2\n3,\"\(large)\"\n5,6\n")
    #expect(table.rows == [["1", "2"], ["5", "6"]])
    #expect(table.rejects.map(\.line) == [3])
  }

  @Test func `may have a header longer than the sample`() throws {
    let names = (0..<2_000).map { "column with a long name \($0)" }
    let header = names.joined(separator: ",")
    let row = names.indices.map { "\($0)" }.joined(separator: ",")
    let limits = TableLimits(sampleBytes: 4 << 10)
    let table = try ReadTable(
      "\(header)\n\(row)\n\(row)\n", limits: limits, pinned: TablePins(hasHeader: true))
    #expect(table.format.columns.count == 2_000)
    #expect(table.rows.count == 2)
  }

  @Test func `may have a hundred thousand columns, and says that these are too many`() {
    let wide = String(repeating: "1,", count: 99_999) + "1\n"
    #expect(throws: TableError(.tooManyColumns(16_384))) { try ReadTable(wide + wide) }
  }
}
