import Pipeline

/// One line of a text file: record, plan and draft of the test's worker.
struct Line: StageValue, Equatable {
  static let fields = ["number", "text"]

  /// 1-based.
  var number: Int
  var text: String

  init(number: Int, text: String) {
    self.number = number
    self.text = text
  }

  init(from row: inout RowReader) throws {
    number = try row.integer()
    text = try row.text()
  }

  func write(to row: inout RowWriter) {
    row.put(number)
    row.put(text)
  }
}
