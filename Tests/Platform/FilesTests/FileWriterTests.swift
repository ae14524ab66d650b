import Files
import Glibc
import TestSupport
import Testing

@Suite struct `A file that is written` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test(arguments: SeededGenerator.seeds(20))
  func `holds the pieces in order whatever their sizes`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var expected: [UInt8] = []
    var writer = try FileWriter(place.path / "file", bufferSize: 64)
    for _ in 0..<50 {
      let size = Int.random(in: 0...200, using: &random)
      let piece = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      try writer.write(piece)
      expected += piece
    }
    #expect(writer.count == expected.count)
    try writer.sync()
    #expect(try FileReader.contents(of: place.path / "file") == expected)
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `takes parts of another file over, large ones too`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try FileWriter.write(bytes, to: place.path / "other")
    let other = try FileReader(place.path / "other")
    var expected: [UInt8] = []
    var writer = try FileWriter(place.path / "file", bufferSize: 1000)
    for _ in 0..<20 {
      let start = Int.random(in: 0...bytes.count, using: &random)
      let length = [10, 1000, 2000, 65_536, 200_000].randomElement(using: &random) ?? 0
      let part = bytes.dropFirst(start).prefix(length)
      #expect(try writer.copy(start..<start + length, of: other) == part.count)
      try writer.write("–")
      expected += part + Array("–".utf8)
    }
    #expect(writer.count == expected.count)
    try writer.overwrite([1, 2, 3], at: 0)
    expected.replaceSubrange(0..<3, with: [1, 2, 3])
    try writer.flush()
    #expect(try FileReader.contents(of: place.path / "file") == expected)
  }

  @Test(arguments: [1000, 100_000])
  func `takes a part over from another file system, and from what has no size`(
    count: Int
  ) throws {
    var writer = try FileWriter(place.path / "file")
    #expect(try writer.copy(0..<count, of: FileReader("/proc/self/stat")) > 100)
    #expect(try writer.copy(0..<count, of: FileReader("/dev/zero")) == count)
    #expect(writer.count > count + 100)
  }

  @Test(arguments: [1000, 100_000])
  func `says that the disk is full when it takes a part over`(count: Int) throws {
    let error = try #require(throws: FileError.self) {
      var writer = try FileWriter("/dev/full")
      _ = try writer.copy(0..<count, of: FileReader("/dev/zero"))
      try writer.flush()
    }
    #expect(error == FileError(.write, "/dev/full", .noSpace))
  }

  @Test func `is emptied when it begins anew`() throws {
    try place.write("file", "old and long")
    var writer = try FileWriter(place.path / "file")
    try writer.write("new")
    try writer.flush()
    #expect(try FileReader.contents(of: place.path / "file") == Array("new".utf8))
  }

  @Test func `is replaced whole: whoever reads the old one keeps the old one`() throws {
    let file = try place.write("file", "old")
    let reader = try FileReader(file)
    let before = try FileStatus.of(file)
    try FileWriter.replace(file, with: Array("new".utf8))
    #expect(try FileStatus.of(file).inode != before.inode)
    #expect(try FileReader.contents(of: file) == Array("new".utf8))
    #expect(try text(reader) == "old")
    #expect(try TreeListing.paths(below: place.path) == ["file"])
  }

  @Test func `is not written through a link`() throws {
    try place.write("kept", "kept")
    #expect(symlink("kept", "\(place.path)/link") == 0)
    let error = try #require(throws: FileError.self) {
      try FileWriter.write([], to: place.path / "link")
    }
    #expect(error.errno == .symbolicLink)
    #expect(try FileReader.contents(of: place.path / "kept") == Array("kept".utf8))
  }

  @Test func `says that the disk is full`() throws {
    let error = try #require(throws: FileError.self) {
      try FileWriter.write([1], to: "/dev/full")
    }
    #expect(error == FileError(.write, "/dev/full", .noSpace))
  }

  private func text(_ reader: borrowing FileReader) throws -> String {
    try withUnsafeTemporaryAllocation(byteCount: 100, alignment: 1) { buffer in
      let count = try reader.read(into: buffer)
      return String(decoding: buffer[..<count], as: UTF8.self)
    }
  }
}
