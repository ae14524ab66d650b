import Tables
import Testing

@Suite struct `What stands around a table` {
  private static let rows = "a,b,c\n1,x,2\n3,y,4\n5,z,6\n"

  @Test(arguments: ["Total of three rows", "Source: own figures, 2026", "* provisional"])
  func `below it is a remark if it fills one cell`(_ remark: String) throws {
    let table = try ReadTable("\(Self.rows)\n\"\(remark)\"\nend\n")
    #expect(table.rows.count == 3)
    #expect(table.rejects.map(\.line) == [6, 7])
    #expect(table.rejects.first?.value == remark)
    #expect(table.statistics.remarks == 2)
  }

  @Test func `and between rows is a row like any other, in its place`() throws {
    let table = try ReadTable("\(Self.rows)Group\nOther\n7,w,8\n9,v,10\n")
    #expect(table.rows.map { $0[0] } == ["1", "3", "5", "Group", "Other", "7", "9"])
    #expect(table.lines == [2, 3, 4, 5, 6, 7, 8])
    #expect(table.rejects.isEmpty)
  }

  @Test(arguments: ["# one, two", "// a, b, c, d", "-- x", "% y"])
  func `may be a comment, anywhere`(_ comment: String) throws {
    let table = try ReadTable("\(comment)\na,b,c\n1,x,2\n\(comment)\n3,y,4\n5,z,6\n\(comment)\n")
    #expect(table.format.columns == ["a", "b", "c"])
    #expect(table.rows.map { $0[0] } == ["1", "3", "5"])
    #expect(table.statistics.comments == 2)
    #expect(table.rejects.isEmpty)
  }

  @Test(arguments: [
    "city,count\nRome,5\nOslo,6\n", "\nTable 2\ncity,sort,count\nRome,p,5\nOslo,q,6\n",
  ])
  func `may be another table, whose rows are rejected`(_ other: String) throws {
    let table = try ReadTable(Self.rows + other)
    #expect(table.rows.count == 3)
    #expect(table.format.tableLines.count == 2)
    #expect(table.rejects.count >= 3)
    #expect(table.rejects.allSatisfy { $0.line >= 5 })
    let second = try ReadTable(Self.rows + other, pinned: TablePins(table: 2))
    #expect(second.format.columns.first == "city")
    #expect(second.rows.map { $0[0] } == ["Rome", "Oslo"])
    #expect(throws: TableError(.noSuchTable(wanted: 3, found: 2))) {
      try ReadTable(Self.rows + other, pinned: TablePins(table: 3))
    }
  }

  @Test(arguments: ["\n", "NORTH,,\n"], ["B1,Plot of land,POA", "B1,,POA"])
  func `is no other table where the rows go on as before`(_ gap: String, _ row: String) throws {
    let table = try ReadTable("ref,title,price\nA1,Flat,10\nA2,House,20\n\(gap)\(row)\nB2,Hut,30\n")
    #expect(table.format.tableLines == [1])
    #expect(table.rows.last == ["B2", "Hut", "30"])
    #expect(table.rows.contains { $0.last == "POA" })
  }

  @Test func `are no comments where whole rows begin as those do`() throws {
    let table = try ReadTable("ref,title,price\n#1,Flat,10\n#2,House\n#3,Hut,30\n")
    #expect(table.rows.map { $0[0] } == ["#1", "#2", "#3"])
    #expect(table.statistics.comments == 0)
  }

  @Test func `a comment is told with its line`() throws {
    let table = try ReadTable("ref,title,price\n1,Flat,10\n#2,House\n3,Hut,30\n")
    #expect(table.statistics.firstComment == 3)
  }

  @Test(arguments: [
    ("title,place,price\nFlat,Leeds,10,new\nHut,York,30,old\n", ["title", "place", "price"]),
    ("ref,title,price\n1,Flat,10,new\n2,Hut,30,old\n", ["ref", "title", "price"]),
  ])
  func `may be a name that is missing: the last`(_ text: String, _ names: [String]) throws {
    let table = try ReadTable(text)
    #expect(Array(table.format.columns.prefix(3)) == names)
    #expect(table.format.columns.count == 4)
  }

  @Test func `may be a name that is missing: the first, where rows are numbered`() throws {
    let table = try ReadTable("title,price\n1,Flat,10\n2,Hut,30\n4,House,50\n")
    #expect(Array(table.format.columns.suffix(2)) == ["title", "price"])
    #expect(table.rows.last == ["4", "House", "50"])
  }

  @Test func `may be another table below a title with empty cells`() throws {
    let table = try ReadTable("\(Self.rows)Table 2,,\ncity,sort,count\nRome,p,5\nOslo,q,6\n")
    #expect(table.format.tableLines == [1, 6])
  }

  @Test(arguments: ["d,e,\nf,y,yx\n", "d,e,\nf,5,g\n", "yes,no,x\nno,yes,y\nyes,yes,z\n"])
  func `is no other table only because a row has one filled cell`(_ rest: String) throws {
    let table = try ReadTable("first,second,third\na,b,\nc,,\n\(rest)")
    #expect(table.format.tableLines.count == 1)
    #expect(table.rejects.isEmpty)
    #expect(table.rows.count == 2 + rest.split(separator: "\n").count)
  }

  @Test func `may be another table far below the start, with names that are known`() throws {
    let body = String(repeating: "1,x,2\n", count: 20_000)
    let table = try ReadTable("a,b,c\n\(body)a,b,c,d\n1,x,2,9\n")
    #expect(table.rows.count == 20_000)
    #expect(table.rejects.map(\.line) == [20_002, 20_003])
  }

  @Test func `may be groups of columns above their names`() throws {
    let table = try ReadTable(
      ",2019,,2020,\nregion,Q1,Q2,Q1,Q2\nNorth,1,2,3,4\nSouth,5,6,7,8\n")
    #expect(table.format.columns == ["region", "2019 Q1", "2019 Q2", "2020 Q1", "2020 Q2"])
    #expect(table.format.headerRows == 2)
    #expect(table.rows.count == 2)
  }

  @Test func `is said with the reason`() throws {
    let table = try ReadTable("Sales\n\n\(Self.rows)")
    let subjects = table.format.decisions.map(\.subject)
    #expect(subjects == [.encoding, .delimiter, .start, .header])
    #expect(table.format.decisions.map(\.choice) == ["UTF-8", "comma", "line 3", "yes"])
  }
}
