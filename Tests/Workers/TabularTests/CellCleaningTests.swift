import Tables
import Testing

@testable import Tabular

@Suite struct `A cell in plain form` {
  @Test(arguments: [
    // Cell, kind of its column, expected.
    ("1,234.50", CellKind.decimal, "1234.50"),
    ("12,345,678,901,234,567,890", .integer, "12345678901234567890"),
    ("+2348012345678", .integer, "+2348012345678"),
    ("12E4", .decimal, "12E4"),
    ("0.1000000000000000055", .decimal, "0.1000000000000000055"),
    ("1,200", .integer, "1200"),
    ("-7", .integer, "-7"),
    ("007", .integer, "007"),
    ("0.10", .decimal, "0.10"),
    ("N/A", .integer, ""),
    ("-", .text, ""),
    ("null", .text, ""),
    ("NA", .text, "NA"), ("None", .text, "None"), ("NA", .integer, ""), ("None", .date, ""),
    ("about 5", .integer, "about 5"),
    ("1,234", .text, "1,234"),
    ("£1,200", .money, "£1,200"),
  ])
  func `keeps what it says`(_ cell: String, _ kind: CellKind, _ expected: String) {
    #expect(cleaned(cell, kind) == expected)
  }

  @Test func `of an empty column stays as it is`() {
    #expect(cleaned("x", nil) == "x")
  }

  private func cleaned(_ cell: String, _ kind: CellKind?) -> String {
    var bytes: [UInt8] = []
    Array(cell.utf8).withUnsafeBytes { CellCleaning(kind).append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
