import Files
import Glibc
import TestSupport
import Testing

@Suite struct `A file that is read` {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  @Test(arguments: [
    // File size, how many bytes are asked for, how many come.
    (0, 10, 0), (10, 3, 3), (10, 10, 10), (10, 11, 10), (200_000, 150_000, 150_000), (10, 0, 0),
  ])
  func `gives its first and its last bytes`(_ size: Int, _ asked: Int, _ expected: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try place.write("file", bytes)
    #expect(try FileReader.prefix(of: file, count: asked) == Array(bytes.prefix(expected)))
    #expect(try FileReader.suffix(of: file, count: asked) == Array(bytes.suffix(expected)))
  }

  @Test func `is refused whole when it is larger than the limit`() throws {
    let file = try place.write("file", "12345")
    #expect(try FileReader.contents(of: file, limit: 5) == Array("12345".utf8))
    let error = try #require(throws: FileError.self) {
      try FileReader.contents(of: file, limit: 4)
    }
    #expect(error.errno == Errno(code: EFBIG))
  }

  @Test func `is not reached through a link`() throws {
    try place.write("file", "12345")
    #expect(symlink("file", "\(place.path)/link") == 0)
    let error = try #require(throws: FileError.self) {
      try FileReader.contents(of: place.path / "link")
    }
    #expect(error.errno == .symbolicLink)
  }

  @Test func `that is none says so`() throws {
    let path = place.path / "no\u{1b}ne"
    let error = try #require(throws: FileError.self) { try FileReader.contents(of: path) }
    #expect(error == FileError(.open, path, .noSuchFile))
    #expect("\(error)" == "cannot open “\(place.path)/no\\x1bne”: No such file or directory")
  }
}
