import Tables
import Testing

private func withCell<Result>(_ text: String, _ body: (Cell) -> Result) -> Result {
  Array(text.utf8).withUnsafeBytes { body(Cell(bytes: $0)) }
}

@Suite struct `A cell read as a number` {
  @Test(
    arguments: [
      ("0", 0), ("42", 42), ("-7", -7), ("+3", 3), ("1,234,567", 1_234_567),
      ("12,34,567", 1_234_567),
      ("10.0", 10), ("1.50", nil), ("1.5", nil), ("1e3", 1_000), ("", nil), ("-", nil),
      ("1,23", nil),
      ("1,2345", nil), (",123", nil), ("12 3", nil), ("9223372036854775807", .max),
      ("-9223372036854775808", .min), ("9223372036854775808", nil), ("1e99", nil), ("0x10", nil),
      ("007", 7), ("5.", nil),
    ] as [(String, Int?)])
  func `is whole or nothing`(_ text: String, _ value: Int?) {
    #expect(withCell(text) { $0.integer() } == value)
  }

  @Test(
    arguments: [
      ("1.5", 1.5), ("1,234.5", 1_234.5), (".5", 0.5), ("-0.25", -0.25), ("6.02e23", 6.02e23),
      ("1e-7", 1e-7), ("0.1", 0.1), ("3.141592653589793238462643", Double.pi), ("1,5", nil),
      ("1.234,5", nil), ("nan", nil), ("inf", nil), ("1e999", nil), ("£5", nil),
      ("1.7976931348623157e308", 1.7976931348623157e308),
    ] as [(String, Double?)])
  func `is exact`(_ text: String, _ value: Double?) {
    #expect(withCell(text) { $0.decimal() } == value)
  }

  @Test func `is the same as by the standard library`() {
    var random = SeededNumbers(seed: 7)
    for _ in 0..<5_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      #expect(withCell("\(number)") { $0.decimal() } == number)
    }
  }
}
