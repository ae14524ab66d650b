import Pipeline
import Tables

/// Records as a file of JSON lines, for the reader of tables.
struct RecordLines: ByteSource {
  private let records: RecordReader<JSONRecord>
  private var rest: ArraySlice<UInt8> = []

  init(_ records: RecordReader<JSONRecord>) { self.records = records }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if rest.isEmpty, let record = try records.next() {
      rest = Array(record.json.utf8)[...] + [UInt8(ascii: "\n")]
    }
    let part = rest.prefix(buffer.count)
    buffer.copyBytes(from: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
}
