import Tables
import Testing

@testable import Tabular

@Suite struct `The head of a table's stream` {
  private static func head(_ cells: [String]) -> TableHead {
    var profile = TableProfile(columns: ["a \u{1e}b"])
    for (line, cell) in cells.enumerated() {
      Array(cell.utf8).withUnsafeBytes { profile.add($0, column: 0, line: line + 2) }
      profile.endRow()
    }
    var head = TableHead(rows: profile.rows, columns: profile.columns.map(ColumnSummary.init))
    head.summary = "three rows"
    return head
  }

  @Test(arguments: [
    [], ["1", "2", "2.5", "x\u{1f}y"], ["red", "red", "", "blue"], ["", "N/A"],
    ["2026-01-02", "yes"], ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "odd, and long"],
  ])
  func `is read back the same`(_ cells: [String]) throws {
    let head = Self.head(cells)
    let read = try #require(TableHead(text: head.text))
    #expect(read.summary == head.summary)
    #expect(read.rows == cells.count)
    #expect(read.text == head.text)
    #expect(read.columns.first?.name == "a  b" || read.columns.first?.name == "a b")
  }

  @Test(arguments: ["", "text", "integer,text", "x\u{1d}3\u{1d}y"])
  func `is nothing when it is something else`(_ text: String) {
    #expect(TableHead(text: text) == nil)
  }
}
