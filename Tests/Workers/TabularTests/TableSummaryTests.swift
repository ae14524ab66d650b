import Testing

@testable import Tabular

@Suite struct `The summary of a table` {
  @Test(arguments: [
    ("integer,decimal,text", 2, "x.csv has 2 rows and 3 columns: 2 of numbers and 1 of text."),
    ("text", 1, "x.csv has 1 row and 1 column: 1 of text."),
    (
      "date,boolean,", 0,
      "x.csv has 0 rows and 3 columns: 1 of dates, 1 of yes or no and 1 of nothing."
    ),
  ])
  func `counts rows and columns`(_ kinds: String, _ rows: Int, _ expected: String) {
    let count = kinds.split(separator: ",", omittingEmptySubsequences: false).count
    let columns = (1...count).map { "c\($0)" }
    #expect(
      TableSummary(name: "x.csv", columns: columns, kinds: kinds, rows: rows).text == expected)
  }
}
