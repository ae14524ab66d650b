import Files
import Glibc
import TestSupport
import Testing

@Suite struct `A copy` {
  @Test func `of a directory has its files, and neither links nor devices`() throws {
    let place = try TemporaryDirectory()
    let large = [UInt8](repeating: 7, count: 1 << 20)
    try place.write("from/a/large", large)
    try place.write("from/b", "text")
    #expect(symlink("/etc/hostname", "\(place.path)/from/link") == 0)
    #expect(mkfifo("\(place.path)/from/fifo", 0o600) == 0)
    try FileCopy.directory(place.path / "from", to: place.path / "to")
    #expect(
      try TreeListing.of(place.path / "to") == ["a/large": large, "b": Array("text".utf8)])
  }

  @Test func `of a link is refused`() throws {
    let place = try TemporaryDirectory()
    #expect(symlink("/etc/hostname", "\(place.path)/link") == 0)
    #expect(throws: FileError.self) {
      try FileCopy.file(place.path / "link", to: place.path / "copy")
    }
  }
}
