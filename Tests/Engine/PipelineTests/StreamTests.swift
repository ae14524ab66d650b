import Files
import Pipeline
import TestSupport
import Testing

@Suite struct `A stream between two stages` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  /// Writes the values as ingest does and reads them as process does.
  private func roundTrip<Value: StageValue>(
    _ values: [Value], throughFile: Bool
  ) async throws -> [Value] {
    let streams = ItemStreams()
    _ = try await streams.write(Value.self, of: .ingest, in: place.path) { writer in
      for value in values { try writer.append(value) }
      return .next
    }
    if throughFile { try streams.save(in: place.path) }
    let reader = try streams.read(Value.self, for: .process, in: place.path)
    var result: [Value] = []
    while let value = try reader.next() { result.append(value) }
    return result
  }

  @Test(arguments: SeededGenerator.seeds(100))
  func `gives back every value as it was`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let values = (0..<Int.random(in: 0...60, using: &random)).map { _ in Mixed(using: &random) }
    #expect(try await roundTrip(values, throughFile: seed.isMultiple(of: 2)) == values)
  }

  @Test(arguments: [
    "", "\\N", "\\.", "\\", "\t", "\n", "\r\n", "\\t", "a\tb\nc\\d\re", "😀\u{301}\u{202e}", "\0",
    String(repeating: "x\\", count: 40_000), String(repeating: "ü", count: 1 << 20),
  ])
  func `keeps a text apart from the marks of its format`(_ text: String) async throws {
    let values = [Line(number: 1, text: text), Line(number: 2, text: text)]
    #expect(try await roundTrip(values, throughFile: true) == values)
    #expect(try await roundTrip([OneText(text: text)], throughFile: false) == [OneText(text: text)])
  }

  @Test(arguments: 1...26)
  func `escapes what it must wherever it stands in a text`(_ length: Int) async throws {
    let texts = (0..<length).flatMap { position in
      ["\\", "\t", "\n", "\r"].map { mark in
        let letters = (0..<length).map { $0 == position ? mark : String($0 % 10) }
        return OneText(text: letters.joined())
      }
    }
    #expect(try await roundTrip(texts, throughFile: false) == texts)
  }

  @Test func `is read again from the start`() async throws {
    let streams = ItemStreams()
    _ = try await streams.write(Line.self, of: .ingest, in: place.path) { writer in
      for number in 1...3 { try writer.append(Line(number: number, text: "")) }
      return .next
    }
    let reader = try streams.read(Line.self, for: .process, in: place.path)
    _ = try reader.next()
    _ = try reader.next()
    try reader.rewind()
    #expect(try reader.next()?.number == 1)
  }

  @Test(arguments: [
    ("", 1), ("number\ttext\n", 2), ("number\ttext\n1\ta\n", 3), ("number\ttext\n1\ta\n\\.", 3),
    ("number\ttext\n1\tb", 2),
  ])
  func `that has no end mark is not whole`(_ text: String, _ line: Int) throws {
    let path = try place.write("s.tsv", text)
    let error = #expect(throws: StreamError.self) {
      let reader = try RecordReader<Line>(path)
      while try reader.next() != nil {}
    }
    #expect(error == StreamError(.incomplete, path, line: line))
  }

  @Test func `with other fields is not read`() throws {
    let path = try place.write("s.tsv", "text\tnumber\n\\.\n")
    #expect(throws: StreamError(.otherFields(["text", "number"]), path, line: 1)) {
      try RecordReader<Line>(path)
    }
  }

  @Test(arguments: ["1", "x\ta", "\\N\ta", "1\t\\N", "", "99999999999999999999\ta", "1.5\ta"])
  func `with a bad field says where`(_ row: String) throws {
    let path = try place.write("s.tsv", "number\ttext\n7\tgood\n\(row)\n\\.\n")
    let reader = try RecordReader<Line>(path)
    #expect(try reader.next() == Line(number: 7, text: "good"))
    let error = #expect(throws: StreamError.self) { try reader.next() }
    #expect(error?.line == 3)
    guard case .badField = error?.reason else { return #expect(Bool(false), "\(error as Any)") }
  }

  /// Some rows alone fill a part.
  @Test(arguments: [1, 7, 64, 1000])
  func `is worked on in parts, whose answers come in order`(_ size: Int) async throws {
    let lines = (1...300).map { number in
      Line(number: number, text: String(repeating: "a\t", count: number % 90 == 0 ? 600_000 : 5))
    }
    let path = try await written(lines)
    var read: [Line] = []
    var parts: [Int] = []
    try await RecordReader<Line>(path).forEachPart(of: size) {
      $0
    } take: { part in
      read += part
      parts.append(part.count)
    }
    #expect(read == lines)
    #expect(parts.allSatisfy { (1...size).contains($0) })
  }

  @Test(arguments: [(2, "x"), (150, "1.5"), (299, "")])
  func `in parts says where a bad field is`(_ line: Int, _ number: String) async throws {
    let rows = (2...300).map { "\($0 == line ? number : "\($0)")\ta\n" }.joined()
    let path = try place.write("s.tsv", "number\ttext\n\(rows)\\.\n")
    let error = await #expect(throws: StreamError.self) {
      try await RecordReader<Line>(path).forEachPart(of: 10) {
        $0.count
      } take: { _ in
      }
    }
    #expect(error?.line == line)
  }

  @Test func `in parts that has no end mark is not whole`() async throws {
    let path = try place.write("s.tsv", "number\ttext\n1\ta\n2\tb\n")
    await #expect(throws: StreamError(.incomplete, path, line: 4)) {
      try await RecordReader<Line>(path).forEachPart(of: 1) {
        $0.count
      } take: { _ in
      }
    }
  }

  /// In a file.
  private func written(_ lines: [Line]) async throws -> Path {
    let streams = ItemStreams()
    _ = try await streams.write(Line.self, of: .ingest, in: place.path) { writer in
      for line in lines { try writer.append(line) }
      return .next
    }
    try streams.save(in: place.path)
    return place.path / "records.tsv"
  }

  @Test func `is text that a person can read`() async throws {
    let path = try place.write("s.tsv", "number\ttext\n1\ta\\tb\u{1b}\n2\t\\N\n\\.\n")
    var shown: [String] = []
    try StreamText.forEachRecord(of: path) { number, fields in
      shown.append("\(number): \(fields.map { "\($0)=\($1)" }.joined(separator: " "))")
    }
    #expect(shown == ["1: number=1 text=a\\tb\\x1b", "2: number=2"])
  }

  @Test func `is kept in memory while it is small, and in a file when it is large`() async throws {
    for (count, isInFile) in [(10, false), (10_000, true)] {
      let streams = ItemStreams()
      _ = try await streams.write(Line.self, of: .ingest, in: place.path) { writer in
        for number in 1...count { try writer.append(Line(number: number, text: "some text")) }
        return .next
      }
      let file = try FileStatus.ifPresent(place.path / "records.tsv")
      #expect((file != nil) == isInFile)
    }
  }
}
