import Tables
import Testing

@Suite struct `The format of a table` {
  @Test(arguments: [
    ("a,b,c\n1,2,3\n4,5,6\n", ","),
    ("a;b;c\n1,5;2,5;x\n2,5;3,5;y\n", ";"),
    ("a\tb\n1, 2\t3\n4, 5\t6\n", "\t"),
    ("a|b|c\n1|2,x|3\n4|5|6\n", "|"),
    ("a:b\n1:2\n3:4\n", ":"), ("HH:mm\n15:02\n", ","),
    ("a b c\n1 2 3\n4 5 6\n", " "),
    ("title;text\n\"x, y, z\";\"a, b\"\n\"p, q\";\"r, s, t\"\n", ";"),
    ("one\n1\n2\n", ","),
  ])
  func `has the delimiter that divides its rows evenly`(_ text: String, _ delimiter: String) throws
  {
    #expect(try ReadTable(text).format.delimiter == delimiter)
  }

  @Test func `may quote with apostrophes`() throws {
    let table = try ReadTable("id,title\n1,'a, b'\n2,'it''s'\n")
    #expect(table.format.quote == "'")
    #expect(table.rows == [["1", "a, b"], ["2", "it's"]])
  }

  @Test func `may escape quotes with a backslash`() throws {
    let text = "id,title\n1,\"a \\\"b\\\", c\"\n2,\"back\\\\slash\"\n"
    for pieceBytes in [1, 3, 1_000] {
      let table = try ReadTable(text, pieceBytes: pieceBytes)
      #expect(table.format.escape == "\\")
      #expect(table.rows == [["1", "a \"b\", c"], ["2", "back\\slash"]])
    }
  }

  /// The backslash ends the cell, whatever a rule says of quotes.
  @Test(arguments: [TablePins(), TablePins(quote: "\""), TablePins(quote: "\"", escape: "")])
  func `may have backslashes before the quotes that end its cells`(_ pins: TablePins) throws {
    let text = "id,folder,owner\n1,\"C:\\data\\\",Ann\n2,\"C:\\old\\\",Bob\n"
    let table = try ReadTable(text, pinned: pins)
    #expect(table.rows == [["1", "C:\\data\\", "Ann"], ["2", "C:\\old\\", "Bob"]])
  }

  @Test(arguments: [
    ("a,b\n1,2\n", TableFormat.Newline.lf), ("a,b\r\n1,2\r\n", .crlf), ("a,b\r1,2\r", .cr),
    ("a,b\r\n1,2\n3,4\n", .mixed), ("a,b", .none),
  ])
  func `has the line ends of its rows`(_ text: String, _ newline: TableFormat.Newline) throws {
    let table = try ReadTable(text)
    #expect(table.format.newline == newline)
    #expect(table.format.columns == ["a", "b"])
  }

  @Test(arguments: [
    ("name,price\nx,5\n", true), ("x,5\ny,6\n", false), ("name,town\nAnn,Rome\n", true),
    ("Ann,Rome\nBob,Rome\nCid,Rome\n", false), ("region,2019,2020\nNorth,5,6\n", true),
    (",city,rooms\n0,Rome,3\n1,Oslo,4\n", true), ("id,date\n1,2026-02-19\n", true),
    ("2026-02-19,4\n2026-02-20,5\n", false), ("only,names\n", true), ("1,2,3\n", false),
  ])
  func `has a header if its first row is unlike the others`(_ text: String, _ has: Bool) throws {
    #expect(try ReadTable(text).format.hasHeader == has)
  }

  @Test func `starts below its preamble`() throws {
    let text = "Sales of March\n\nProvisional;\nname;price;town\nx;5;Rome\ny;6;Oslo\nz;7;Bonn\n"
    let table = try ReadTable(text)
    #expect(table.format.headerLine == 4)
    #expect(table.format.preambleLines == 3)
    #expect(table.format.columns == ["name", "price", "town"])
    #expect(table.lines == [5, 6, 7])
  }

  @Test(arguments: [
    (" a , b c,a\n1,2,3\n", ["a", "b c", "a (2)"]),
    ("a,,c,\n1,2,3,4\n", ["a", "column 2", "c", "column 4"]),
    ("\"a\nb\",\"say \"\"c\"\"\"\n1,2\n", ["a b", "say \"c\""]),
    ("a,b\nx,1,2\ny,3,4\nz,5,6\n", ["column 1", "a", "b"]),
    ("a,b\n1,2,\n3,4,\n5,6,\n", ["a", "b", "column 3"]),
  ])
  func `has a name for every column`(_ text: String, _ names: [String]) throws {
    #expect(try ReadTable(text).format.columns == names)
  }

  @Test func `is what a rule says where it says something`() throws {
    let pins = TablePins(delimiter: "|", quote: "", hasHeader: false, headerLine: 2)
    let table = try ReadTable("x\n\"a|b,c\n1|2,3\n", pinned: pins)
    #expect(table.format.columns == ["column 1", "column 2"])
    #expect(table.rows == [["\"a", "b,c"], ["1", "2,3"]])
    #expect(throws: TableError(.unusableDialect("The delimiter “||”"))) {
      try ReadTable("a||b\n", pinned: TablePins(delimiter: "||"))
    }
  }

  @Test func `is found the same a second time when pinned`() throws {
    let text = "t\n\nname;price\nx;5\ny;6\nz;7\nw;8\n"
    let first = try ReadTable(text)
    let second = try ReadTable(text, pinned: TablePins(first.format))
    #expect(first.rows == second.rows)
    #expect(first.format.columns == second.format.columns)
  }
}
