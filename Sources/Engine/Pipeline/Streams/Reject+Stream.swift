import Tables

// What was left out goes through a stream of its own, like records do.
extension Reject: StageValue {
  package static let fields = ["line", "column", "value", "reason"]

  package func write(to row: inout RowWriter) {
    row.put(line)
    row.put(column)
    row.put(value)
    row.put(reason)
  }

  package init(from row: inout RowReader) throws {
    self.init(
      line: try row.integer(), column: try row.optionalText(), value: try row.text(),
      reason: try row.text())
  }
}
