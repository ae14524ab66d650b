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

  @Test(.enabled(if: access("/dev/shm", W_OK) == 0, "it takes a second file system"))
  func `is a second name, and on another file system one of the bytes`() throws {
    let place = try TemporaryDirectory()
    let elsewhere = Path("/dev/shm/dropmill-copy-\(getpid())")
    defer { #expect(throws: Never.self) { try Directory.removeFile(elsewhere) } }
    try place.write("from", "text")
    for target in [place.path / "to", elsewhere] {
      try FileCopy.linkOrFile(place.path / "from", to: target)
      #expect(try FileReader.contents(of: target) == Array("text".utf8))
    }
    let inode = try FileStatus.of(place.path / "from").inode
    #expect(try FileStatus.of(place.path / "to").inode == inode)
    #expect(throws: FileError.self) {
      try FileCopy.linkOrFile(place.path / "none", to: place.path / "copy")
    }
  }

  @Test func `of a link is refused`() throws {
    let place = try TemporaryDirectory()
    #expect(symlink("/etc/hostname", "\(place.path)/link") == 0)
    #expect(throws: FileError.self) {
      try FileCopy.file(place.path / "link", to: place.path / "copy")
    }
  }
}
