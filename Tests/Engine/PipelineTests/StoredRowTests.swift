import Pipeline
import TestSupport
import Testing

@Suite struct `A value kept as a row` {
  @Test(arguments: SeededGenerator.seeds(50))
  func `is read as it was`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let value = Mixed(using: &random)
    #expect(try StoredRow.value(of: StoredRow.bytes(of: value)) == value)
  }

  @Test func `is read by a version with other fields`() throws {
    let bytes = Array("gone\told text\t7".utf8)
    let line: Line = try StoredRow.value(of: bytes, fields: ["dropped", "text", "number"])
    #expect(line == Line(number: 7, text: "old text"))
  }

  @Test func `has no value for a field that has come since`() throws {
    #expect(throws: StreamError.self) {
      let _: Line = try StoredRow.value(of: Array("7".utf8), fields: ["number"])
    }
  }
}
