import Tables
import Testing

@Suite struct `A row of a table` {
  @Test(arguments: [
    ("a,b\n1,2", [["1", "2"]]), ("a,b\n 1 ,\t2 \n", [["1", "2"]]), ("a,b\n1,\n", [["1", ""]]),
    ("a,b\n\" 1 \",2\n", [[" 1 ", "2"]]), ("a,b\n1,\"x\ny\"\n", [["1", "x\ny"]]),
    ("a,b\r\n1,\"x\r\ny\"\r\n", [["1", "x\r\ny"]]),
    ("a,b\n1,\"say \"\"x\"\"\"\n", [["1", "say \"x\""]]),
    ("a,b\n1,\"x\" \n", [["1", "x"]]), ("a,b\n1, \"x, y\"\n", [["1", "x, y"]]),
    ("a,b\n\n1,2\n \n3,4\n", [["1", "2"], ["3", "4"]]),
    ("a,b\r1,2\r3,4", [["1", "2"], ["3", "4"]]),
    ("a,b\n1,\"\"\"\"\n", [["1", "\""]]), ("a,b\n1,6\" pipe\n", [["1", "6\" pipe"]]),
  ])
  func `is what RFC 4180 and libcsv say`(_ text: String, _ rows: [[String]]) throws {
    for pieceBytes in [1, 1_000] {
      let table = try ReadTable(text, pieceBytes: pieceBytes)
      #expect(table.rows == rows)
      #expect(table.rejects.isEmpty)
    }
  }

  @Test func `is padded when short, and cut when what is too much is empty`() throws {
    let table = try ReadTable("a,b,c\n1,2,3\n4,5\n6,7,8,,\n9,10,11,12\n13,14,15\n")
    #expect(
      table.rows == [["1", "2", "3"], ["4", "5", ""], ["6", "7", "8"], ["13", "14", "15"]])
    #expect(table.statistics.shortRows == 1)
    #expect(table.statistics.longRows == 1)
    #expect(table.repairs.map(\.line) == [3])
    #expect(table.rejects.map(\.line) == [5])
    #expect(table.rejects.first?.reason == "it has 4 cells, and the table has 3 columns")
    #expect(table.rejects.first?.value == "9,10,11,12")
  }

  @Test func `is passed over when it is empty, a comment, or the header again`() throws {
    let table = try ReadTable("a;b\n;\n1;2\n# remark\n;;;\na;b\n3;4\n")
    #expect(table.rows == [["1", "2"], ["3", "4"]])
    #expect(table.statistics.emptyRows == 2)
    #expect(table.statistics.comments == 1)
    #expect(table.statistics.repeatedHeaders == 1)
  }

  @Test func `knows its line, also below cells of several lines`() throws {
    let text = "a,b\r\n1,\"x\r\ny\r\n\r\nz\"\r\n2,\"say \"\"\n\"\"\"\r\n\r\n3,4\r\n"
    for pieceBytes in [1, 2, 1_000] {
      let limits = TableLimits(sampleBytes: 8, blockBytes: 64)
      let pins = TablePins(delimiter: ",", hasHeader: true)
      let table = try ReadTable(text, limits: limits, pinned: pins, pieceBytes: pieceBytes)
      #expect(table.lines == [2, 6, 9])
    }
  }
}

@Suite struct `A row that cannot be read` {
  @Test(arguments: [
    // A quote that is never closed, and a cell missing.
    ("a,b,c\n1,\"x\n4,5,6\n7,8,9\n", 2, "b", [["4", "5", "6"], ["7", "8", "9"]]),
    // One that another closes three lines below.
    ("a,b,c\n1,\"x\n4,5,6\n7,\"y\",9\n", 2, "b", [["4", "5", "6"], ["7", "y", "9"]]),
    // Text behind a closing quote.
    ("a,b,c\n1,\"x\"y\n4,5,6\n", 2, "b", [["4", "5", "6"]]),
    // On the last line.
    ("a,b,c\n1,2,3\n4,\"x", 3, "b", [["1", "2", "3"]]),
    // In the second line of a cell of many.
    (
      "a,b,c\n1,\"two\nthree \"four\" five\nsix\"\n4,5,6\n", 2, "b",
      [["4", "5", "6"]]
    ),
  ])
  func `is rejected alone`(
    _ text: String, _ line: Int, _ column: String, _ rows: [[String]]
  ) throws {
    for pieceBytes in [1, 1_000] {
      let table = try ReadTable(
        text, pinned: TablePins(hasHeader: true), pieceBytes: pieceBytes)
      #expect(table.rows == rows)
      #expect(table.rejects.first?.line == line)
      #expect(table.rejects.first?.column == column)
    }
  }

  @Test func `does not swallow a file, however many there are`() throws {
    var text = "a,b,c\n"
    for number in 0..<3_000 {
      text += number % 3 == 0 ? "\(number),\"x\"y\n" : "\(number),x,\"y, z\"\n"
    }
    let table = try ReadTable(text)
    #expect(table.rows.count == 2_000)
    #expect(table.rejects.count == 1_000)
  }

  @Test func `may have a cell that is too large`() throws {
    let limits = TableLimits(cellBytesMax: 100, rowBytesMax: 100_000, blockBytes: 256)
    let large = String(repeating: "x", count: 50_000)
    let table = try ReadTable("a,b\n1,2\n3,\(large)\n5,\"\(large)\n\"\n7,8\n", limits: limits)
    #expect(table.rows == [["1", "2"], ["7", "8"]])
    #expect(table.rejects.map(\.line) == [3, 4])
    #expect(table.rejects.allSatisfy { $0.column == "b" && $0.value.count == 200 })
  }

  @Test(arguments: ["", "\""])
  func `may be larger than a row may be`(_ quote: String) throws {
    let limits = TableLimits(
      cellBytesMax: 100, rowBytesMax: 4_096, sampleBytes: 64, blockBytes: 256)
    let large = String(repeating: "x", count: 50_000)
    let text = "a,b\n1,2\n3,\(quote)\(large)\n5,6\n"
    let table = try ReadTable(text, limits: limits, pinned: TablePins(hasHeader: true))
    #expect(table.rows == [["1", "2"], ["5", "6"]])
    #expect(table.lines == [2, 4])
    #expect(table.rejects.map(\.line) == [3])
  }

  @Test func `is counted but not kept beyond the limit of reports`() throws {
    let limits = TableLimits(reportsMax: 2)
    let table = try ReadTable("a,b\n1,2,3\n1,2,3\n1,2,3\n4,5\n4,5\n4,5\n4,5\n", limits: limits)
    #expect(table.rejects.count == 2)
    #expect(table.statistics.rejected == 3)
  }

  @Test func `is an error when it is the header`() {
    let wide = String(repeating: "a,", count: 100_000) + "a\n"
    #expect(throws: TableError(.tooManyColumns(16_384))) { try ReadTable(wide + wide) }
  }
}

@Suite struct `A cell of many lines` {
  private static let notes = ["Heating: gas, double", "Garden: shared; quiet", "Notes; more", "x"]

  @Test(arguments: [(3, 6), (6, 50), (30, 25)])
  func `is one cell, whatever stands in it`(_ rows: Int, _ lines: Int) throws {
    let text = (0..<lines).map { Self.notes[$0 % 4] }.joined(separator: "\n")
    let written = (0..<rows).map { ["R\($0)", "Flat \($0)", text, "\(1000 + $0)", "2"] }
    try check(["ref", "title", "description", "price", "beds"], written)
  }

  @Test(arguments: [5_000, 20_000, 60_000, 400_000])
  func `is one cell, however long`(_ count: Int) throws {
    for words in ["word, xx, yy zz; the fox. ", "plain words only \n"] {
      let text = String(repeating: words, count: count / words.utf8.count)
      try check(["id", "text", "n"], (0..<5).map { ["\($0)", text, "\($0)"] })
    }
  }

  private func check(_ header: [String], _ rows: [[String]]) throws {
    var writer = CSVWriter()
    for row in [header] + rows { writer.append(row: row) }
    let table = try ReadTable(writer.takeBytes())
    #expect(table.format.columns == header)
    #expect(table.rows.map(\.count) == rows.map(\.count))
    #expect(table.rows.map(\.first) == rows.map(\.first))
    #expect(table.rejects.isEmpty)
  }
}
