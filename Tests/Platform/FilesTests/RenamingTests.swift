import Files
import TestSupport
import Testing

@Suite struct `A rename` {
  private let place: TemporaryDirectory
  private var one: Path { place.path / "one" }
  private var other: Path { place.path / "other" }

  init() throws { place = try TemporaryDirectory() }

  private func text(_ path: Path) throws -> String {
    String(decoding: try FileReader.contents(of: path), as: UTF8.self)
  }

  @Test func `replaces a file`() throws {
    try place.write("one", "new")
    try place.write("other", "old")
    try Renaming.move(one, to: other)
    #expect(try TreeListing.of(place.path) == ["other": Array("new".utf8)])
  }

  @Test func `to a free name refuses a taken one and changes nothing`() throws {
    try place.write("one", "new")
    try place.write("other", "old")
    let error = try #require(throws: FileError.self) { try Renaming.moveToFree(one, to: other) }
    #expect(error == FileError(.rename, one, .exists))
    #expect(try text(one) == "new")
    #expect(try text(other) == "old")
    try Renaming.moveToFree(one, to: place.path / "free")
    #expect(try text(place.path / "free") == "new")
  }

  @Test func `exchanges two directories`() throws {
    try place.write("one/a", "1")
    try place.write("other/b", "2")
    let inode = try FileStatus.of(one).inode
    try Renaming.exchange(one, other)
    #expect(try FileStatus.of(other).inode == inode)
    #expect(try TreeListing.paths(below: place.path) == ["one/b", "other/a"])
  }

  @Test func `exchanges nothing with a name that is free`() throws {
    try place.write("one", "1")
    let error = try #require(throws: FileError.self) { try Renaming.exchange(one, other) }
    #expect(error.errno == .noSuchFile)
    #expect(try text(one) == "1")
  }

  @Test func `gives a file a second name, never a taken one`() throws {
    try place.write("one", "1")
    try Renaming.linkFile(one, to: other)
    #expect(try FileStatus.of(one).inode == FileStatus.of(other).inode)
    let error = try #require(throws: FileError.self) { try Renaming.linkFile(one, to: other) }
    #expect(error == FileError(.link, other, .exists))
  }
}
