import Testing

@testable import Tabular

@Suite struct `A row of a table` {
  @Test(arguments: ["", "a", "a\u{1f}b", "a\u{1f}\u{1f}c", "\u{1f}"])
  func `hands on its cells in order`(_ cells: String) {
    var texts: [String] = []
    TabularRow(line: 3, cells: cells).forEachCell { column, bytes in
      #expect(column == texts.count)
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    #expect(texts.joined(separator: "\u{1f}") == cells)
  }
}
