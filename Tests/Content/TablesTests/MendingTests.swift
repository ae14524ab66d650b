import Tables
import Testing

@Suite struct `A row with quotation marks astray` {
  @Test(arguments: [
    ("1,\"x,3", ["1", "\"x", "3"]), ("1,\"x\"y,3", ["1", "\"x\"y", "3"]),
    ("1,2,\"x", ["1", "2", "\"x"]), ("\"1,\"x, y\",3", ["\"1", "x, y", "3"]),
    ("1,\"a \"b\" c\",3", ["1", "a \"b\" c", "3"]),
    ("1,\"a, \"b\", c\",3", ["1", "a, \"b\", c", "3"]),
    ("1,\"48\"\",3", ["1", "48\"", "3"]), ("1,\"\"x\",3", ["1", "\"x", "3"]),
    ("1,\"two\nthree \"four\" five\nsix\",3", ["1", "two\nthree \"four\" five\nsix", "3"]),
    ("1,\"he said \"\"x\"\" and \"y\"\",3", ["1", "he said \"x\" and \"y\"", "3"]),
  ])
  func `is read if that gives the right number of cells`(_ row: String, _ cells: [String]) throws {
    for pieceBytes in [1, 1_000] {
      let table = try ReadTable(
        "a,b,c\n0,p,q\n\(row)\n4,5,6\n7,8,9\n", pinned: TablePins(delimiter: ",", hasHeader: true),
        pieceBytes: pieceBytes)
      #expect(table.rows == [["0", "p", "q"], cells, ["4", "5", "6"], ["7", "8", "9"]])
      #expect(table.rejects.isEmpty)
      #expect(table.repairs.map(\.line) == [3])
      #expect(table.statistics.mendedRows == 1)
    }
  }

  @Test(arguments: ["\"a,b,c", "a,b,\"c", "a,\"b\"\",c", "\"a,\"b\",c"])
  func `may be the header`(_ header: String) throws {
    let table = try ReadTable("\(header)\n1,x,2\n3,y,4\n5,z,6\n")
    #expect(table.format.columns.count == 3)
    #expect(table.rows == [["1", "x", "2"], ["3", "y", "4"], ["5", "z", "6"]])
  }

  @Test func `is no reason to doubt apostrophes that quote`() throws {
    let table = try ReadTable("id,text\n1,'it won't chip, or peel'\n2,'dogs' toys'\n3,'a, b'\n")
    #expect(table.format.quote == "'")
    #expect(table.rows.map { $0[1] } == ["it won't chip, or peel", "dogs' toys", "a, b"])
  }

  @Test func `takes no longer the longer it is`() throws {
    let quotes = String(repeating: "\",", count: 30_000)
    let table = try ReadTable(
      "a,b,c\n1,2,3\n\(quotes)\"x\n4,5,6\n", pinned: TablePins(delimiter: ",", hasHeader: true))
    #expect(table.rows == [["1", "2", "3"], ["4", "5", "6"]])
    #expect(table.rejects.map(\.line) == [3])
  }
}

@Suite struct `A row of too many cells` {
  private static let head = "id,town,date,price\n1,Rome,2026-01-02,100\n2,Oslo,2026-01-03,200\n"

  @Test(arguments: [
    ("3,,Bonn,2026-01-04,300", ["3", "Bonn", "2026-01-04", "300"]),
    (",3,Bonn,2026-01-04,300", ["3", "Bonn", "2026-01-04", "300"]),
    ("3,Bonn,2026-01-04,,300", ["3", "Bonn", "2026-01-04", "300"]),
    ("3,Bonn, North,2026-01-04,300", ["3", "Bonn, North", "2026-01-04", "300"]),
    ("3,A, B, C,2026-01-04,300", ["3", "A, B, C", "2026-01-04", "300"]),
    ("3,Bonn,2026-01-04,3,000", ["3", "Bonn", "2026-01-04", "3,000"]),
  ])
  func `is fitted to the columns if only one way makes sense`(
    _ row: String, _ cells: [String]
  ) throws {
    let table = try ReadTable("\(Self.head)\(row)\n4,Kyiv,2026-01-05,400\n")
    #expect(table.rows.count == 4)
    #expect(table.rows[2] == cells)
    #expect(table.repairs.map(\.line) == [4])
    #expect(table.statistics.alignedRows == 1)
  }

  @Test(arguments: ["3,Bonn,2026-01-04,300,x", "3,A,B,C,D,E,F,G,2026-01-04,1", "x,y,z,1,2"])
  func `is rejected if none does`(_ row: String) throws {
    let table = try ReadTable("\(Self.head)\(row)\n4,Kyiv,2026-01-05,400\n")
    #expect(table.rows.count == 3)
    #expect(table.rejects.map(\.line) == [4])
    #expect(table.rejects.first?.value == row)
  }

  @Test func `may be the header, with a name too few or too many`() throws {
    let table = try ReadTable("id,,town,price\n1,Rome,100\n2,Oslo,200\n3,Bonn,300\n")
    #expect(table.format.columns == ["id", "town", "price"])
    #expect(table.rows.first == ["1", "Rome", "100"])
  }

  @Test func `may be divided by another delimiter than the others`() throws {
    let table = try ReadTable("\(Self.head)3;Bonn;2026-01-04;300\n4,Kyiv,2026-01-05,400\n")
    #expect(table.rows[2] == ["3", "Bonn", "2026-01-04", "300"])
    #expect(table.repairs.map(\.line) == [4])
  }
}
