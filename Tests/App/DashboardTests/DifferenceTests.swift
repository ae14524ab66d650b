import Testing

@testable import Dashboard

@Suite struct `A difference` {
  /// As `number text | number text`, with a mark for what changed.
  private static func shown(_ old: String, _ new: String) -> [String] {
    DifferenceView.rows(from: old, to: new).map { row in
      let sides = [row.old, row.new].map { line in
        line.map { "\($0.number) \($0.text)" } ?? "–"
      }
      return sides.joined(separator: " | ") + (row.isChanged ? " *" : "")
    }
  }

  @Test(arguments: [
    ("a", "a", ["1 a | 1 a"]),
    ("a\nb\nc", "a\nx\nc", ["1 a | 1 a", "2 b | 2 x *", "3 c | 3 c"]),
    ("a\nb", "b", ["1 a | – *", "2 b | 1 b"]),
    ("b", "a\nb", ["– | 1 a *", "1 b | 2 b"]),
    ("a\nb\nc", "x\nc", ["1 a | 1 x *", "2 b | – *", "3 c | 2 c"]),
    ("a\nc", "x\ny\nc", ["1 a | 1 x *", "– | 2 y *", "2 c | 3 c"]),
    ("a\nb\nc\nd", "x\nb\ny\nd", ["1 a | 1 x *", "2 b | 2 b", "3 c | 3 y *", "4 d | 4 d"]),
  ])
  func `puts what went beside what came`(_ old: String, _ new: String, _ rows: [String]) {
    #expect(Self.shown(old, new) == rows)
  }

  @Test func `of texts beyond measure is not shown`() {
    let long = String(repeating: "x\n", count: 3_000)
    #expect(DifferenceView.rows(from: long, to: "").isEmpty)
  }
}
