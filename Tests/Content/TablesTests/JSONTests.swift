import Tables
import Testing

@Suite struct `A table of JSON` {
  @Test(arguments: [
    ("[{\"a\": 1, \"b\": \"x\"}, {\"b\": \"y\", \"a\": 2}]", TableFormat.Layout.json),
    (
      "{\"total\": 2, \"by\": {\"x\": 1}, \"results\": [{\"a\":1,"
        + "\"b\":\"x\"},\n{\"a\":2,\"b\":\"y\"}]}", .json
    ),
    ("{\"data\": {\"items\": [{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\",}]}}", .json),
    ("{\"a\":1,\"b\":\"x\"}\n\n{\"a\":2,\"b\":\"y\"}\n", .jsonLines),
    ("{\"a\":1,\"b\":\"x\"}\r\n{\"a\":2,\"b\":\"y\"}", .jsonLines),
    ("[[\"a\",\"b\"],[1,\"x\"],[2,\"y\"]]", .json),
    ("[\"a\",\"b\"]\n[1,\"x\"]\n[2,\"y\"]\n", .jsonLines),
    ("\u{FEFF} [ {\"a\":1,\"b\":\"x\"} , {\"a\":2,\"b\":\"y\"} ] ", .json),
  ])
  func `gives the rows that the same table in CSV gives`(
    _ text: String, _ layout: TableFormat.Layout
  ) throws {
    for pieceBytes in [1, 7, 1_000] {
      let limits = TableLimits(sampleBytes: 16, blockBytes: 64)
      let table = try ReadTable(text, limits: limits, pieceBytes: pieceBytes)
      #expect(table.format.layout == layout)
      #expect(table.format.columns == ["a", "b"])
      #expect(table.rows == [["1", "x"], ["2", "y"]])
      #expect(table.rejects.isEmpty)
      let again = try ReadTable(text, pinned: TablePins(table.format))
      #expect(again.rows == table.rows)
    }
  }

  @Test(arguments: [
    ("1.50", "1.50"), ("true", "true"), ("null", ""), ("\"a\\n\\\"b\\\"\"", "a\n\"b\""),
    ("\"\\u00e9\\ud83d\\ude00\\ud83d\\u0000\"", "é😀\u{FFFD} "), ("[1, \"x\", null]", "1; x; "),
    ("[]", ""), ("[{\"p\": 1}]", "[{\"p\": 1}]"), ("NaN", "NaN"), ("-1e5", "-1e5"),
  ])
  func `has cells of plain text`(_ value: String, _ cell: String) throws {
    let table = try ReadTable("[{\"id\": 7, \"v\": \(value)}]")
    #expect(table.rows == [["7", cell]])
  }

  @Test(arguments: [
    ("{\"sales\":[{\"a\":1}],\"count\":2,\"lettings\":[{\"a\":2},{\"a\":3}]}", 2),
    ("{\"sales\":[{\"a\":1}],\"page\":{\"next\":null,\"tags\":[\"x\",\"y\"]},\"n\":\"]\"}", 0),
    ("{\"data\":{\"sales\":[{\"a\":1}]},\"more\":{\"lettings\":[{\"a\":[{}]}]}}", 1),
    ("[{\"a\":1}]\n[{\"a\":2}]\n", 1), ("[{\"a\":1}] {\"a\":2}", 1), ("[{\"a\":1}] {\"a\":", 1),
  ])
  func `tells each record of another list`(_ text: String, _ count: Int) throws {
    for pieceBytes in [1, 7, 1_000] {
      let limits = TableLimits(sampleBytes: 16, blockBytes: 64)
      let table = try ReadTable(text, limits: limits, pieceBytes: pieceBytes)
      #expect(table.rows.first == ["1"])
      #expect(table.rows.count + table.rejects.count == 1 + count)
    }
  }

  @Test func `tells what its file says of all rows`() throws {
    let table = try ReadTable(
      "{\"unit\":\"m\\u00b2\",\"n\":2,\"none\":null,\"by\":{\"x\":1},\"data\":{\"page\":1,"
        + "\"rows\":[{\"a\":1}],\"next\":\"\"},\"end\":true}")
    #expect(
      table.format.remarks == [
        TableRemark(name: "unit", text: "m²"), TableRemark(name: "n", text: "2"),
        TableRemark(name: "none", text: "null"), TableRemark(name: "end", text: "true"),
        TableRemark(name: "page", text: "1"), TableRemark(name: "next", text: ""),
      ])
    #expect(try ReadTable("[{\"a\":1}]").format.remarks.isEmpty)
    #expect(try ReadTable("{\"a\":1}\n{\"a\":2}").format.remarks.isEmpty)
    // Of many only the first, and none that is a letter.
    let many = (0..<200).map { "\"k\($0)\":\($0)," }.joined()
    let long = String(repeating: "x", count: 300)
    let much = try ReadTable("{\"long\":\"\(long)\",\(many)\"rows\":[{\"a\":1}]}")
    #expect(much.format.remarks.count == 100)
    #expect(much.format.remarks.first == TableRemark(name: "k0", text: "0"))
  }

  @Test func `has a column for each member of an object, one level deep`() throws {
    let table = try ReadTable(
      "{\"n\":1,\"at\":{\"city\":\"Rome\",\"geo\":{\"lat\":1}}}\n{\"n\":2,\"at\":{\"zip\":\"7\"}}\n"
        + "{\"n\":3,\"at\":\"nowhere\"}\n")
    #expect(table.format.columns == ["n", "at.city", "at.geo", "at.zip", "at"])
    #expect(
      table.rows == [
        ["1", "Rome", "{\"lat\":1}", "", ""], ["2", "", "", "7", ""], ["3", "", "", "", "nowhere"],
      ])
  }

  @Test func `tells of members that the records at its start have not`() throws {
    let body = (0..<400).map { "{\"id\":\($0),\"name\":\"x\"}\n" }.joined()
    let limits = TableLimits(sampleBytes: 64, blockBytes: 64)
    let table = try ReadTable(
      "\(body){\"id\":1,\"late\":\"y\",\"name\":\"z\"}\n", limits: limits)
    #expect(table.rows.count == 401)
    #expect(table.rows.last == ["1", "z"])
    #expect(table.statistics.rejectedCells == 1)
    #expect(table.rejects.map(\.line) == [401])
    #expect(table.rejects.first?.column == "late")
    #expect(table.rejects.first?.value == "\"y\"")
  }

  @Test(arguments: [
    ("{\"a\":1}\n{\"a\":2,,}\n{\"a\":3}\n", 2), ("{\"a\":1}\n[2]\n{\"a\":3}\n", 2),
    ("{\"a\":1}\n{\"a\":\"x}\n{\"a\":3}\n", 2), ("[{\"a\":1},\n7,\n{\"a\":3}]", 2),
    ("[{\"a\":1},\n{\"a\" 2},\n{\"a\":3}]", 2), ("{\"a\":1}\n}}\n{\"a\":3}\n", 2),
  ])
  func `goes on behind a record that is broken`(_ text: String, _ line: Int) throws {
    for pieceBytes in [1, 1_000] {
      let table = try ReadTable(text, pieceBytes: pieceBytes)
      #expect(table.rows == [["1"], ["3"]])
      #expect(table.rejects.map(\.line) == [line])
    }
  }

  /// What is broken in a text that has the rows 1 and 3: lines, `=` for JSON that is no record and
  /// `!` for what is none, and the value.
  private static let broken: [(text: String, pieces: [String])] = [
    // One JSON value a line.
    ("{'a':1}\nnot json at all\n{'a':3}\n", ["2! not json at all"]),
    ("{'a':1}\n7\n'x' \n[2]\n{'a':3}\n", ["2= 7", "3= 'x'", "4= [2]"]),
    ("{'a':1}\n7 8\n[2,,]\n{'a':3}", ["2! 7 8", "3! [2,,]"]),
    ("{'a':1}\n{'a': [2}\nx y\n}}\n{'a':3}\n", ["2! {'a': [2}", "3! x y", "4! }}"]),
    ("{'a':1} x y\n[2] {'a':3}\n", ["1! x y", "2= [2]"]),
    ("{'a':1}\n{'a':{'b':2}\n{'a':,}}\n{'a':3}\n", ["2! {'a':{'b':2}", "3! {'a':,}}"]),
    // Values of several lines, one after the other.
    ("{\n'a':1\n}\n{\n'a':2,,\n}\n{\n'a':3\n}\n", ["4! {\n'a':2,,\n}"]),
    // A list.
    ("[{'a':1},{'a':,'a':2},{'a':3}]", ["1! {'a':,'a':2}"]),
    ("[{'a':1}, not json at all , {'a':3}]", ["1! not json at all"]),
    ("[{'a':1}, [2], 'x, y' ,null,{'a':3}]", ["1= [2]", "1= 'x, y'", "1= null"]),
    ("[{'a':1}}, {'a':3}]", ["1! }"]),
    ("[{'a':1}, 'b': {'c': 1, 'd': [2, 3]}}, {'a':3}]", ["1! 'b': {'c': 1, 'd': [2, 3]}}"]),
    ("[{'a':1},\nfoo\n {'a':3}]", ["2! foo"]),
    ("[{'a':1},\n{'a':[2},\n{'a':3}]", ["2! {'a':[2}"]),
  ]

  @Test(arguments: broken)
  func `tells of each broken piece once, and of nothing that is read`(
    _ text: String, _ pieces: [String]
  ) throws {
    let text = text.replacing("'", with: "\"")
    for pieceBytes in [1, 3, 1_000] {
      let limits = TableLimits(sampleBytes: 16, blockBytes: 64)
      let table = try ReadTable(text, limits: limits, pieceBytes: pieceBytes)
      #expect(table.rows.map { $0[0] } == ["1", "3"])
      let told = table.rejects.map { reject in
        let sign = reject.reason.hasPrefix("it is no record") ? "=" : "!"
        return "\(reject.line)\(sign) \(reject.value)"
      }
      #expect(told == pieces.map { $0.replacing("'", with: "\"") }, "\(pieceBytes) at a time")
    }
  }

  @Test func `passes over a line that is larger than a row may be`() throws {
    let limits = TableLimits(rowBytesMax: 100, sampleBytes: 16, blockBytes: 64)
    let long = String(repeating: "word ", count: 200)
    let table = try ReadTable("{\"a\":1}\n\(long)\n{\"a\":3}\n", limits: limits)
    #expect(table.rows == [["1"], ["3"]])
    #expect(table.rejects.map(\.line) == [2])
    #expect(table.rejects.map(\.reason) == ["it is larger than 100 bytes"])
  }

  @Test(arguments: ["[]", "{}", "[{}]", "{\"a\": [", "[[]]"])
  func `without a record is an error`(_ text: String) {
    #expect(throws: TableError.self) { try ReadTable(text) }
  }

  @Test func `may nest as deep as it likes without harm`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let table = try ReadTable("{\"a\":1}\n{\"a\":\(deep)}\n{\"a\":3}\n")
    #expect(table.rows == [["1"], ["3"]])
  }

  @Test func `may be one record`() throws {
    let table = try ReadTable("{\"a\": 1, \"tags\": [\"x\", \"y\"]}")
    #expect(table.rows == [["1", "x; y"]])
  }

  @Test func `is no CSV that starts with a bracket`() throws {
    let table = try ReadTable("[id],[name]\n1,x\n2,y\n")
    #expect(table.format.columns == ["[id]", "[name]"])
    #expect(table.rows.count == 2)
  }
}

@Suite struct `A table of fixed widths` {
  private static let text = """
    id    name        price
    1     Ann Lee     1 200
    22    Žofie         350

    333   Bo            7.5
    """

  @Test(arguments: [
    TablePins(layout: .fixedWidth), TablePins(widths: [6, 10, 7]),
  ])
  func `is cut where a rule says, or its lines show`(_ pins: TablePins) throws {
    for pieceBytes in [1, 1_000] {
      let table = try ReadTable(Self.text, pinned: pins, pieceBytes: pieceBytes)
      #expect(table.format.columns == ["id", "name", "price"])
      #expect(
        table.rows == [["1", "Ann Lee", "1 200"], ["22", "Žofie", "350"], ["333", "Bo", "7.5"]])
      #expect(table.lines == [2, 3, 5])
      let again = try ReadTable(Self.text, pinned: TablePins(table.format))
      #expect(again.rows == table.rows)
    }
  }

  @Test(arguments: [
    TablePins(widths: []), TablePins(widths: [0, 3]), TablePins(layout: .fixedWidth),
  ])
  func `is an error when no widths can be`(_ pins: TablePins) {
    #expect(throws: TableError(.unusableWidths)) { try ReadTable("abc\ndef\n", pinned: pins) }
  }
}
