import Pipeline
import Rules
import Tables
import Testing

@Suite struct `What a rule says about tables` {
  @Test func `becomes what the reader is told`() {
    var problems: [OptionProblem] = []
    let pins = TablePins(
      options: [
        "delimiter": .text("tab"), "quote": .text("none"), "header": .flag(false),
        "header_line": .integer(3), "table": .integer(2), "encoding": .text("WINDOWS-1250"),
        "currency": .text("EUR"),
      ]) { problems.append($0) }
    #expect(
      pins
        == TablePins(
          encoding: "WINDOWS-1250", delimiter: "\t", quote: "", hasHeader: false, headerLine: 3,
          table: 2))
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    ["widths": RuleValue.list([.integer(4), .integer(10)])], ["fixed_width": .flag(true)],
  ])
  func `may be that its columns have fixed widths`(_ options: [String: RuleValue]) throws {
    let pins = TablePins(options: options) { _ in }
    let reader = try TableReader(MemorySource("id  name\n1   Ann\n2   Bo\n"), pinned: pins)
    #expect(reader.format.columns == ["id", "name"])
  }

  @Test(arguments: [
    ("header", RuleValue.text("yes")), ("header_line", .integer(0)), ("table", .text("two")),
    ("widths", .list([.integer(4), .integer(0)])), ("widths", .list([])),
    ("fixed_width", .integer(1)), ("delimiter", .text(";;")), ("quote", .text("„")),
    ("escape", .flag(true)), ("encoding", .text("KLINGON")), ("delimiter", .text("")),
  ])
  func `is told as a problem when it cannot be`(_ name: String, _ value: RuleValue) {
    #expect(TablePins.problems(in: [name: value]).map(\.option) == [name])
  }
}
