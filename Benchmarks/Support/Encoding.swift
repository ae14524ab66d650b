import Files
import Foundation
import Pipeline
import Tables

/// One way to keep rows in a file: how long writing and reading take, and how large it is.
struct Encoding {
  var writeSeconds: [Double] = []
  /// Empty where nothing reads it.
  var readSeconds: [Double] = []
  var bytes = 0

  mutating func add(_ other: Encoding) {
    writeSeconds += other.writeSeconds
    readSeconds += other.readSeconds
  }

  func megabytesPerSecond(_ seconds: [Double]) -> Double {
    Double(bytes) / 1e6 / Sample(seconds).median
  }

  /// As the stages do it.
  static func copyText(_ rows: [StreamRow], _ directory: Path) async throws -> Encoding {
    let streams = ItemStreams()
    var encoding = Encoding()
    encoding.writeSeconds = [
      try await seconds {
        _ = try await streams.write(StreamRow.self, of: .ingest, in: directory) { writer in
          for row in rows { try writer.append(row) }
          return .next
        }
      }
    ]
    try streams.save(in: directory)
    let file = directory / "records.tsv"
    encoding.bytes = try FileStatus.of(file).size
    encoding.readSeconds = [
      try seconds {
        let reader = try RecordReader<StreamRow>(file)
        var index = 0
        while let row = try reader.next() {
          precondition(row == rows[index], "a row came back changed")
          index += 1
        }
      }
    ]
    return encoding
  }

  /// The writer of the published JSON Lines.
  static func jsonWriter(_ rows: [StreamRow], _ directory: Path) throws -> Encoding {
    let path = directory / "writer.jsonl"
    let time = try seconds {
      var file = try FileWriter(path)
      var json = JSONWriter()
      for row in rows {
        row.write(to: &json)
        if json.bytes.count > 48 << 10 { try file.write(json.takeBytes()) }
      }
      try file.write(json.takeBytes())
      try file.flush()
    }
    return Encoding(writeSeconds: [time], bytes: try FileStatus.of(path).size)
  }

  /// Foundation's coders, a line each.
  static func jsonCoder(_ rows: [StreamRow], _ directory: Path) throws -> Encoding {
    let path = directory / "coder.jsonl"
    let writing = try seconds {
      var file = try FileWriter(path)
      let encoder = JSONEncoder()
      for row in rows {
        try file.write(Array(try encoder.encode(row)))
        try file.write([0x0a])
      }
      try file.flush()
    }
    let bytes = try FileStatus.of(path).size
    let reading = try seconds {
      let decoder = JSONDecoder()
      let content = try FileReader.contents(of: path, limit: 4 << 30)
      var index = 0
      for line in content.split(separator: 0x0a) {
        let row = try decoder.decode(StreamRow.self, from: Data(line))
        precondition(row == rows[index], "a row came back changed")
        index += 1
      }
    }
    return Encoding(writeSeconds: [writing], readSeconds: [reading], bytes: bytes)
  }
}
