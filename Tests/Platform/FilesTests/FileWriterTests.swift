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
