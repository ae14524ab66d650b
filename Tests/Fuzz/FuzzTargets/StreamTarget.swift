import Files

@testable import Pipeline

/// A stream between stages is read, or refused; texts come back as they were written.
enum StreamTarget {
  static func run(_ bytes: [UInt8]) {
    do {
      let reader = try RecordReader<Row>(bytes, path: "/stream.tsv")
      while try reader.next() != nil {}
    } catch {
      expect(error is StreamError, "\(error) does not say where")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    expect(Text.written(text) == text, "a text comes back as another")
  }

  private struct Row: StageValue {
    static let fields = ["name", "count", "weight", "flag", "list"]

    init(from row: inout RowReader) throws {
      _ = try row.text()
      _ = try row.optionalInteger()
      _ = try row.optionalReal()
      _ = try row.optionalFlag()
      _ = try row.list()
    }

    func write(to row: inout RowWriter) {}
  }

  private struct Text: StageValue {
    static let fields = ["text"]
    let text: String

    init(text: String) { self.text = text }

    init(from row: inout RowReader) throws { text = try row.text() }

    func write(to row: inout RowWriter) { row.put(text) }

    /// What is read of it, once it was written.
    static func written(_ text: String) -> String? {
      var row = RowWriter()
      Text(text: text).write(to: &row)
      row.endRow()
      row.putEndMark()
      let head = Array("\(fields[0])\n".utf8)
      return try? RecordReader<Text>(head + Array(row.bytes), path: "/stream.tsv").next()?.text
    }
  }
}
